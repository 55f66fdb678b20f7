/** The log: one JSON line for each fact, with the service, the trace and the story of the work that wrote it. */
import pino, { type DestinationStream, type Logger } from 'pino';
import { correlationId } from './correlation.js';
import { personalPaths } from './personal.js';
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
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFacts, error: errorFacts },
      redact: { paths: [...personalPaths], censor: '[personal]' },
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

function whereAndWhy(): object {
  const trace = currentTrace();
  const story = correlationId();
  return {
    service: settings.service,
    ...(trace ? { trace_id: trace.traceId, span_id: trace.spanId } : {}),
    ...(story ? { correlation_id: story } : {}),
  };
}

/**
 * What may be said of an error: its class, its code and where it was thrown. Not its message, which may quote what a person wrote, as that of
 * `JSON.parse` does; and no other field, for a driver's error carries the document that it could not write.
 */
export function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: [error.name, ...framesOf(error.stack)].join('\n'),
    ...(error.cause instanceof Error ? { cause: errorFacts(error.cause) } : {}),
  };
}

/** The frames of a stack; the lines before them are the message. */
export const framesOf = (stack = ''): string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
