/** Which calls to another system are told, and what of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordedSpans } from '../../../tests/recorded-spans.js';
import { type Call, inClientSpan, tellInFull } from './client-span.js';
import { inSpan } from './tracing.js';

const recorded = new RecordedSpans();
beforeEach(() => recorded.forget());
afterEach(() => tellInFull(1));

const call = (fn: (call: Call) => Promise<unknown> = async () => undefined) => inClientSpan('find heads', { a: 1 }, fn);
const inStep = (fn: () => Promise<unknown>, parent?: string) => inSpan('step', { parent }, fn);
const told = () => recorded.named('find heads');
/** The trace whose id ends so. */
const traceparent = (end: string) => `00-${'0'.repeat(23)}1${end}-${'b'.repeat(16)}-01`;

it('each, with what was known only meanwhile, under the present span and as long as it took', async () => {
  await inStep(() =>
    call(async ({ say }) => {
      say({ b: 2 });
      await sleep(20);
    }),
  );
  const [[span], [step]] = [told(), recorded.named('step')];
  expect(span?.attributes).toEqual({ a: 1, b: 2 });
  expect(span?.parentSpanContext?.spanId).toBe(step?.spanContext().spanId);
  const ms = (span?.duration[1] ?? 0) / 1e6;
  expect(ms).toBeGreaterThan(15);
  expect(ms).toBeLessThan(1000);
});

it('of a share, whole traces, by the end of their ids', async () => {
  tellInFull(0.25);
  await inStep(() => call().then(() => call()), traceparent('3fffffff'));
  await inStep(() => call(), traceparent('40000000'));
  expect(told().map((span) => span.spanContext().traceId.slice(-8))).toEqual(['3fffffff', '3fffffff']);
});

it('of none: one that fails, one that says so, one that takes long', async () => {
  tellInFull(0);
  await inStep(() => call());
  expect(told()).toEqual([]);
  await expect(inStep(() => call(() => Promise.reject(new RangeError('mara@example.org'))))).rejects.toThrow(RangeError);
  await inStep(() => call(async ({ fail }) => fail(new TypeError('lost'))));
  await inStep(() => call(() => sleep(120)));
  expect(told().map(({ attributes, status }) => [attributes['error.type'], status.code])).toEqual([
    ['RangeError', 2],
    ['TypeError', 2],
    [undefined, 0],
  ]);
});
