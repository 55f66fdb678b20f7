/** The tracer of the process: made and made known once, and stopped within a time that no exporter can stretch. */
import { once } from 'node:events';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { type Sampler, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { logger } from './logger.js';
import { resourceOf } from './resource.js';
import { spanIds } from './span-ids.js';

/** A batch of the relay links to each of its commits. */
const linksMax = 1000;
/** Less than SHUTDOWN_GRACE_MS leaves: a collector that hangs must not turn a clean stop into another one. */
const stopWithinMs = 2000;

export function startTracing(service: string, sampler: Sampler, spanProcessors: SpanProcessor[]): TracerProvider {
  const provider = new TracerProvider({
    resource: resourceOf(service),
    sampler,
    idGenerator: spanIds,
    spanLimits: { linkCountLimit: linksMax },
    spanProcessors,
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return provider;
}

/** Sends what waits; what cannot be sent in time is gone. */
export async function stopTracing(provider: TracerProvider): Promise<void> {
  const tooLate = once(AbortSignal.timeout(stopWithinMs), 'abort').then(() => {
    throw new Error('not sent in time');
  });
  await Promise.race([provider.shutdown(), tooLate]).catch((error: unknown) =>
    logger.warn({ err: error }, 'the last spans could not be sent'),
  );
}
