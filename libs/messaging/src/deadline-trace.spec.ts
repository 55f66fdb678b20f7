/** Whose trace a deadline is a part of: its own, from which the step before it is found. */
import { correlationId, currentTrace, inSpan, type Span, startTelemetry } from '@rolecall/telemetry';
import type { Commit } from './commit.js';
import { inTraceOfDeadline } from './deadline-trace.js';

const of = { stream: 'acme/offer/o1', version: 7, story: 'a1', command: 'expire' };
const traceOf = (letter: string) => `00-${letter.repeat(32)}-${'b'.repeat(16)}-01`;
/** What stands behind a version. */
const database = (commits: Partial<Commit>[]) => ({
  commitsAfter: async (stream: string, version: number) => (stream === of.stream && version === 6 ? commits : []) as Commit[],
});
const linked = (span: Span) =>
  (span as unknown as { links: { context: { traceId: string } }[] }).links.map(({ context }) => context.traceId);

beforeAll(() => startTelemetry({ service: 'test', env: { LOG_LEVEL: 'silent' } }));

it('is a trace of its own, linked to that of the last step, and belongs to the story', () =>
  inSpan('around', { parent: traceOf('a') }, () =>
    inTraceOfDeadline(database([{ traceparent: traceOf('c') }]), of, async (span) => {
      expect(currentTrace()?.traceId).toMatch(/^(?!a{32}|c{32})[0-9a-f]{32}$/);
      expect([linked(span), correlationId()]).toEqual([['c'.repeat(32)], 'a1']);
      expect((span as unknown as { attributes: object }).attributes).toEqual({
        'rolecall.aggregate': 'offer',
        'rolecall.command': 'expire',
      });
    }),
  ));

it.each([
  ['no commit', []],
  ['a step that had none', [{}]],
])('is linked to nothing behind %s', (_, commits) =>
  inTraceOfDeadline(database(commits), of, async (span) => expect([linked(span), currentTrace()?.traceId.length]).toEqual([[], 32])),
);
