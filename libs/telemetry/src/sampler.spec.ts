import { randomBytes } from 'node:crypto';
import { context as api, trace } from '@opentelemetry/api';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { z } from 'zod';
import { readEnvironment } from './environment.js';
import { idsAlone, samplerOf, samplerVariables } from './sampler.js';

const chosen = (env: Record<string, string>) => {
  const { OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: ratio } = readEnvironment(z.object(samplerVariables), env);
  return samplerOf(name, ratio);
};

/** The share of a thousand traces that are kept, of those whose caller keeps them (or not), or of roots. */
function share(sampler: ReturnType<typeof chosen>, callerKeeps?: boolean, isRemote = true): number {
  const tracer = new TracerProvider({ sampler }).getTracer('test');
  const caller = () => ({ traceId: randomBytes(16).toString('hex'), spanId: 'b'.repeat(16), traceFlags: callerKeeps ? 1 : 0, isRemote });
  const from = () => (callerKeeps === undefined ? api.active() : trace.setSpanContext(api.active(), caller()));
  const spans = Array.from({ length: 1000 }, () => tracer.startSpan('s', {}, from()));
  return spans.filter((span) => span.isRecording()).length / spans.length;
}

it('keeps everything, also of a caller that keeps nothing of its own, unless the environment says otherwise', () => {
  expect([share(chosen({})), share(chosen({}), true), share(chosen({}), false)]).toEqual([1, 1, 1]);
});

it('keeps a share by ratio of roots and of what a caller does not keep, and all of a trace whose caller keeps it', () => {
  const sampler = chosen({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' });
  for (const callerKeeps of [undefined, false]) {
    expect(share(sampler, callerKeeps)).toBeGreaterThan(0.15);
    expect(share(sampler, callerKeeps)).toBeLessThan(0.35);
  }
  expect(share(sampler, true)).toBe(1);
});

it('inside a process the parent decides', () => {
  expect([share(chosen({}), true, false), share(chosen({}), false, false)]).toEqual([1, 0]);
});

it.each([
  ['always_on', [1, 1, 1]],
  ['always_off', [0, 0, 0]],
  ['parentbased_always_off', [0, 1, 0]],
])('%s keeps %j of roots, and of what a caller keeps or not', (name, shares) => {
  const sampler = chosen({ OTEL_TRACES_SAMPLER: name });
  expect([share(sampler), share(sampler, true), share(sampler, false)]).toEqual(shares);
});

it('gives ids where spans go nowhere', () => {
  const span = new TracerProvider({ sampler: idsAlone() }).getTracer('test').startSpan('s');
  expect([span.isRecording(), span.spanContext().traceId]).toEqual([false, expect.stringMatching(/^(?!0{32})[0-9a-f]{32}$/)]);
});

it('names the variable that is wrong', () => {
  expect(() => chosen({ OTEL_TRACES_SAMPLER: 'sometimes' })).toThrow(/OTEL_TRACES_SAMPLER:/);
  expect(() => chosen({ OTEL_TRACES_SAMPLER_ARG: '2' })).toThrow(/OTEL_TRACES_SAMPLER_ARG:/);
});
