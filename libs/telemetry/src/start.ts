/** Starts the telemetry of a process: logger, context, tracer, process metrics. Call it first. */
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { AlwaysOnSampler, ParentBasedSampler, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { z } from 'zod';
import { type Environment, readEnvironment } from './environment.js';
import { logger, setUpLogger } from './logger.js';
import { collectProcessMetrics } from './metrics.js';
import { resourceOf } from './resource.js';

const environment = z.object({
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** `pretty` for a developer's terminal; anything that reads logs wants `json`. */
  LOG_FORMAT: z.enum(['json', 'pretty']).default('json'),
  /** Where spans go, over OTLP/HTTP; without it they are made (for their ids) and not sent. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
});

export interface Telemetry {
  /** Sends what waits and stops; errors are logged, for nothing may hang on them. */
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
  setUpLogger({ service, level: config.LOG_LEVEL, pretty: config.LOG_FORMAT === 'pretty' });
  const provider = new TracerProvider({
    resource: resourceOf(service),
    sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    spanProcessors: config.OTEL_EXPORTER_OTLP_ENDPOINT ? [await exporting()] : [],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  collectProcessMetrics();
  return {
    stop: () => provider.shutdown().catch((error: unknown) => logger.warn({ err: error }, 'the last spans could not be sent')),
  };
}

/** Loaded only when there is somewhere to send to. The exporter reads the rest of the OTEL_EXPORTER_OTLP_* variables itself. */
async function exporting(): Promise<SpanProcessor> {
  const [{ BatchSpanProcessor }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  return new BatchSpanProcessor({ exporter: new OTLPTraceExporter() });
}
