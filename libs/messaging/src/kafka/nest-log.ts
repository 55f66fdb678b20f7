/** Our log on Nest's logger, behind which the service's own logger stands. */
import { Logger } from '@nestjs/common';
import type { Log } from './broker.js';

export function nestLog(name: string): Log {
  const logger = new Logger(name);
  return (level, message, facts = {}) => logger[level === 'info' ? 'log' : level]({ msg: message, ...facts });
}
