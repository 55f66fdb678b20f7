/** Starts the telemetry of a process: logger, context, tracer, process metrics. Call it first. */
import { z } from 'zod';
import { clientSpanVariables, tellInFull } from './client-span.js';
import { type Environment, readEnvironment } from './environment.js';
import { exporting, exportVariables, isExporting } from './exporting.js';
import { setUpLogger } from './logger.js';
import { collectProcessMetrics } from './metrics.js';
import { startTracing, stopTracing } from './provider.js';
import { idsAlone, samplerOf, samplerVariables } from './sampler.js';

const environment = z.object({
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** `pretty` for a developer's terminal; anything that reads logs wants `json`. */
  LOG_FORMAT: z.enum(['json', 'pretty']).default('json'),
  ...exportVariables,
  ...samplerVariables,
  ...clientSpanVariables,
});

export interface Telemetry {
  /** Sends what waits, for two seconds at most, and stops; errors are logged, for nothing may hang on them. */
  stop(): Promise<void>;
}

let running: Promise<Telemetry> | undefined;

/** Starts once per process; a second call gives the first one's. Throws a ConfigurationError. */
export function startTelemetry(options: { service: string; env?: Environment }): Promise<Telemetry> {
  running ??= start(options);
  return running;
}

async function start({ service, env }: { service: string; env?: Environment }): Promise<Telemetry> {
  const config = readEnvironment(environment, env);
  tellInFull(config.TRACE_DETAIL_RATIO);
  setUpLogger({ service, level: config.LOG_LEVEL, pretty: config.LOG_FORMAT === 'pretty' });
  const provider = isExporting(config)
    ? startTracing(service, samplerOf(config.OTEL_TRACES_SAMPLER, config.OTEL_TRACES_SAMPLER_ARG), [await exporting(config)])
    : startTracing(service, idsAlone(), []);
  collectProcessMetrics();
  return { stop: () => stopTracing(provider) };
}
