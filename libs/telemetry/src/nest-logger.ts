/** Nest's own log lines through our logger, so that everything a service says is JSON with trace and story. */
import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { framesOf } from './facts.js';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** What Nest tells about its own start, a line for each module and route: for debugging only. */
const chatter = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication', 'NestMicroservice']);

/** Give it to Nest; `new Logger('context').log({ msg, ...facts })` then becomes one line with those facts. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log = (message: unknown, ...more: unknown[]): void => this.write('info', message, more);
  error = (message: unknown, ...more: unknown[]): void => this.write('error', message, more);
  warn = (message: unknown, ...more: unknown[]): void => this.write('warn', message, more);
  debug = (message: unknown, ...more: unknown[]): void => this.write('debug', message, more);
  verbose = (message: unknown, ...more: unknown[]): void => this.write('trace', message, more);
  fatal = (message: unknown, ...more: unknown[]): void => this.write('fatal', message, more);

  /** Nest puts the context last, and before it what else was said: a stack, or an error. */
  private write(level: Level, message: unknown, more: unknown[]): void {
    const named = typeof more.at(-1) === 'string';
    const context: { context?: unknown } = named ? { context: more.at(-1) } : {};
    const rest = named ? more.slice(0, -1) : more;
    const error = [message, ...rest].find((part) => part instanceof Error);
    const stack = rest.find((part) => typeof part === 'string');
    const { msg, ...facts } = factsOf(message);
    // What stops the start is thrown as well, and logged where it is caught.
    const said = context.context === 'ExceptionHandler' || (level === 'info' && chatter.has(String(context.context)));
    const quiet = said ? 'debug' : level;
    this.logger[quiet]({ ...context, ...facts, ...(error ? { err: error } : stack ? { stack: framesOf(stack).join('\n') } : {}) }, msg);
  }
}

function factsOf(message: unknown): { msg: string } & Record<string, unknown> {
  if (message instanceof Error) return { msg: message.name };
  if (typeof message !== 'object' || message === null) return { msg: String(message) };
  const { msg, message: text, ...facts } = message as Record<string, unknown>;
  return { ...facts, msg: String(msg ?? text ?? '') };
}
