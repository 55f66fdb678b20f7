/** Whose trace a deadline is a part of: its own, from which the step before it is found. */
import { correlationId, currentTrace, inSpan } from '@rolecall/telemetry';
import { RecordedSpans } from '../../../tests/recorded-spans.js';
import type { Commit } from './commit.js';
import { inTraceOfDeadline } from './deadline-trace.js';

const of = { stream: 'acme/offer/o1', version: 7, story: 'a1', command: 'expire' };
const traceOf = (letter: string) => `00-${letter.repeat(32)}-${'b'.repeat(16)}-01`;
/** What stands behind a version. */
const database = (commits: Partial<Commit>[]) => ({
  commitsAfter: async (stream: string, version: number) => (stream === of.stream && version === 6 ? commits : []) as Commit[],
});
const recorded = new RecordedSpans();
/** The deadline's own span. */
const met = () => recorded.named('deadline offer')[0];
const linked = () => met()?.links.map(({ context }) => context.traceId);
beforeEach(() => recorded.forget());

it('is a trace of its own, linked to that of the last step, and belongs to the story', async () => {
  await inSpan('around', { parent: traceOf('a') }, () =>
    inTraceOfDeadline(database([{ traceparent: traceOf('c') }]), of, async () => {
      expect(currentTrace()?.traceId).toMatch(/^(?!a{32}|c{32})[0-9a-f]{32}$/);
      expect(correlationId()).toBe('a1');
    }),
  );
  expect([linked(), met()?.parentSpanContext]).toEqual([['c'.repeat(32)], undefined]);
  expect(met()?.attributes).toEqual({
    'rolecall.aggregate': 'offer',
    'rolecall.command': 'expire',
    'messaging.message.conversation_id': 'a1',
  });
});

it.each([
  ['no commit', []],
  ['a step that had none', [{}]],
])('is linked to nothing behind %s', async (_, commits) => {
  await inTraceOfDeadline(database(commits), of, async () => expect(currentTrace()?.traceId.length).toBe(32));
  expect(linked()).toEqual([]);
});
