/**
 * The way of spans out of the process. It can neither slow nor stop the work: what has ended waits in a bounded queue, as much again may be
 * under way, for a limited time; where there is no room, or a batch could not be sent, spans are dropped and counted.
 */
import { type Attributes, createNoopMeter, type Meter } from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { z } from 'zod';
import { attribute } from './conventions.js';
import { spansDroppedTotal } from './metrics.js';

const count = z.coerce.number().int().min(1);

/** As OpenTelemetry names them. The exporter reads the rest of OTEL_EXPORTER_OTLP_* itself: headers, compression, certificates, its time-out. */
export const exportVariables = {
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none']).default('otlp'),
  /** Where spans go, over OTLP/HTTP; without either they have their ids and go nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url().optional(),
  /** A process that is killed takes with it what waits: a second of it, not the five that are usual. */
  OTEL_BSP_SCHEDULE_DELAY: count.default(1000),
  OTEL_BSP_EXPORT_TIMEOUT: count.default(30_000),
  OTEL_BSP_MAX_QUEUE_SIZE: count.default(2048),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: count.default(512),
};
const variables = z.object(exportVariables);
export type ExportConfig = z.output<typeof variables>;

export const isExporting = (config: ExportConfig): boolean =>
  config.OTEL_TRACES_EXPORTER === 'otlp' && Boolean(config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? config.OTEL_EXPORTER_OTLP_ENDPOINT);

/** Loaded only when there is somewhere to send to. */
export async function exporting(config: ExportConfig): Promise<SpanProcessor> {
  const [{ BatchSpanProcessor }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const { OTEL_BSP_MAX_QUEUE_SIZE: queueMax, OTEL_BSP_MAX_EXPORT_BATCH_SIZE: batchMax } = config;
  // After each batch that failed the processor has one more under way. The last ones go together, so there is room for all that waits.
  return new BatchSpanProcessor({
    exporter: new OTLPTraceExporter({ concurrencyLimit: Math.ceil(queueMax / batchMax) + 1 }),
    scheduledDelayMillis: config.OTEL_BSP_SCHEDULE_DELAY,
    exportTimeoutMillis: config.OTEL_BSP_EXPORT_TIMEOUT,
    maxQueueSize: queueMax,
    maxExportBatchSize: batchMax,
    selfObsMeterProvider: { getMeter: () => dropsCounted },
  });
}

/** The processor counts every span that it is done with; those with an error were dropped, or could not be sent. */
function countDrops(spans: number, { [attribute.errorType]: error }: Attributes = {}): void {
  if (error) spansDroppedTotal.inc({ why: error === 'queue_full' ? 'full' : 'failed' }, spans);
}

const dropsCounted: Meter = Object.assign(Object.create(createNoopMeter()), { createCounter: () => ({ add: countDrops }) });
