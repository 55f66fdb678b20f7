/** The log: one JSON line for each fact, with the service, the trace and the story of the work that wrote it. */
import pino, { type DestinationStream, type LogFn, type Logger } from 'pino';
import { correlationId } from './correlation.js';
import { sayable } from './facts.js';
import { prettyLine } from './pretty.js';
import { currentTrace } from './tracing.js';

export type { Logger } from 'pino';

interface LogSettings {
  service: string;
  pretty: boolean;
}

const settings: LogSettings = { service: 'rolecall', pretty: false };

/** A logger that writes to `destination`; each line is one JSON object and ends with a line feed. */
export function createLogger(destination: DestinationStream, level = 'info'): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: sayable },
      hooks: { logMethod: sayNoMessage },
      mixin: whereAndWhy,
    },
    destination,
  );
}

// A full disk, or a reader that is gone, costs lines, not the service; what is written once there is room again is there.
process.stdout.on('error', () => undefined);

/** Set up by `startTelemetry`; before that it writes as `rolecall` at level info. */
export const logger: Logger = createLogger({
  write: (line) => void process.stdout.write(settings.pretty ? prettyLine(line) : line),
});

export function setUpLogger({ service, level, pretty }: LogSettings & { level: string }): void {
  Object.assign(settings, { service, pretty });
  logger.level = level;
}

/** Without a text, pino takes the error's message for one. */
function sayNoMessage(this: Logger, [facts, text, ...more]: Parameters<LogFn>, write: LogFn): void {
  const said = (facts instanceof Error ? { err: facts } : facts) as { err?: unknown } | string | undefined;
  const error = typeof said === 'object' ? said.err : undefined;
  write.call(this, said, text ?? (error instanceof Error ? error.name : undefined), ...more);
}

function whereAndWhy(): object {
  const trace = currentTrace();
  const story = correlationId();
  return {
    service: settings.service,
    ...(trace ? { trace_id: trace.traceId, span_id: trace.spanId } : {}),
    ...(story ? { correlation_id: story } : {}),
  };
}
