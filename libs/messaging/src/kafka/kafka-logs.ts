/** kafkajs speaks through our log: its warnings and errors, without stacks of what it will retry. */
import { type LogEntry, logLevel } from 'kafkajs';
import type { Log } from './broker.js';

export const kafkaLogs =
  (log: Log) =>
  () =>
  ({ namespace, level, log: entry }: LogEntry) => {
    const { message, error, groupId } = entry as LogEntry['log'] & { error?: unknown; groupId?: string };
    log(level === logLevel.ERROR ? 'warn' : 'info', `kafkajs: ${message}`, {
      part: namespace,
      ...(groupId ? { group: groupId } : {}),
      ...(error ? { error: String(error) } : {}),
    });
  };
