/** A collector that hangs, refuses, says no or is slow costs spans, and nothing else. Real servers, real exporter. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AlwaysOnSampler, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { z } from 'zod';
import { readEnvironment } from './environment.js';
import { type ExportConfig, exporting, exportVariables } from './exporting.js';
import { logger } from './logger.js';
import { spansDroppedTotal } from './metrics.js';
import { stopTracing } from './provider.js';

logger.level = 'silent';

const made = 4000;
const queueMax = 500;
const batchMax = 100;
const [exportTimeoutMs, slowMs] = [400, 200];

/** How a collector takes a batch: `take` counts its spans as acknowledged and says so. */
const collectors: Record<string, (take: () => void, answer: (status: number) => void) => void> = {
  hangs: () => undefined,
  'says no': (_, answer) => answer(400),
  'says later': (_, answer) => answer(503),
  'is slow': (take) => void setTimeout(take, slowMs),
  'is well': (take) => take(),
};

let server: Server | undefined;
let taken = 0;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  taken = 0;
});
beforeEach(() => {
  process.env.OTEL_EXPORTER_OTLP_TIMEOUT = String(exportTimeoutMs);
});

async function collectorThat(how: string): Promise<string> {
  const running = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString());
    const spans = resourceSpans[0].scopeSpans[0].spans.length as number;
    const answer = (status: number) => void response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    const take = () => {
      taken += spans;
      answer(200);
    };
    collectors[how]?.(take, answer);
  });
  await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve));
  server = running;
  return `http://127.0.0.1:${(running.address() as AddressInfo).port}`;
}

const tracing = (spanProcessors: SpanProcessor[]) => new TracerProvider({ sampler: new AlwaysOnSampler(), spanProcessors });

async function exportingTo(url: string): Promise<TracerProvider> {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = url;
  const env = { OTEL_BSP_MAX_QUEUE_SIZE: `${queueMax}`, OTEL_BSP_MAX_EXPORT_BATCH_SIZE: `${batchMax}`, OTEL_BSP_SCHEDULE_DELAY: '20' };
  const config: ExportConfig = readEnvironment(z.object(exportVariables), env);
  return tracing([await exporting(config)]);
}

/** As work does: a few spans, then the event loop's turn. Gives the milliseconds that it took. */
async function work(provider: TracerProvider): Promise<number> {
  const tracer = provider.getTracer('test');
  const begun = performance.now();
  for (let n = 0; n < made; n += 1) {
    tracer.startSpan('work', { attributes: { n, what: 'a step' } }).end();
    if (n % 50 === 49) await new Promise(setImmediate);
  }
  return performance.now() - begun;
}

async function dropped(): Promise<number> {
  return (await spansDroppedTotal.get()).values.reduce((sum, { value }) => sum + value, 0);
}

describe.each([...Object.keys(collectors), 'refuses'])('a collector that %s', (how) => {
  it('costs the work nothing, memory no more than two queues, and the stop no more than two seconds; every span is sent or counted', async () => {
    const provider = await exportingTo(how === 'refuses' ? 'http://127.0.0.1:9' : await collectorThat(how));
    const before = await dropped();
    const ms = await work(provider);
    // In the queue, and as much again and a batch under way.
    const held = made - taken - ((await dropped()) - before);
    expect(held).toBeLessThanOrEqual(2 * queueMax + batchMax);

    const begun = performance.now();
    await stopTracing(provider);
    expect(performance.now() - begun).toBeLessThan(2500);
    // What the exporter still had under way ends with its own time-out.
    await new Promise((resolve) => setTimeout(resolve, exportTimeoutMs + 200));
    expect(taken + ((await dropped()) - before)).toBe(made);
    if (how === 'is well') expect(taken).toBeGreaterThan(0);

    const alone = Math.min(await work(tracing([])), await work(tracing([])));
    // Collector and exporter compute in this process too. To wait for answers would take eight seconds and more.
    expect(ms).toBeLessThan(alone * 5 + 2000);
  }, 60_000);
});

it('stops in time also when the last batches hang for as long as they may', async () => {
  const url = await collectorThat('hangs');
  process.env.OTEL_EXPORTER_OTLP_TIMEOUT = '8000';
  const provider = await exportingTo(url);
  await work(provider);
  const begun = performance.now();
  await stopTracing(provider);
  expect(performance.now() - begun).toBeGreaterThan(1500);
  expect(performance.now() - begun).toBeLessThan(2500);
}, 60_000);

it('sends nothing, and loads nothing to send with, where there is nowhere to send to', async () => {
  const { isExporting } = await import('./exporting.js');
  const says = (env: Record<string, string>) => isExporting(readEnvironment(z.object(exportVariables), env));
  const there = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
  expect([says({}), says(there), says({ ...there, OTEL_TRACES_EXPORTER: 'none' })]).toEqual([false, true, false]);
  expect(says({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' })).toBe(true);
});
