/** One command followed through commit, relay and consumers, on real Kafka and MongoDB: its whole trace, and what begins another one. */
import { randomUUID } from 'node:crypto';
import { issueToken, type Running, start } from '@rolecall/edge';
import { DeadLetterDesk } from '@rolecall/messaging';
import { SpanKind } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { RecordedSpans, traceparentOf } from '../recorded-spans.js';
import { mongoUrl } from '../servers.js';
import { undocumented } from '../span-page.ts';
import { handler, service, TalesApp, topic } from './traced.ts';

type Span = RecordedSpans['all'][number];
const recorded = new RecordedSpans();
const secret = 'a secret for tests that is long enough';
let running: Running;

beforeAll(async () => {
  process.env.MONGO_URL = mongoUrl(service);
  const env = { AUTH_TOKEN_SECRET: secret, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent', TRACE_DETAIL_RATIO: '1' };
  running = await start(TalesApp, { service, env });
}, 60_000);
afterAll(() => running.stop());

async function tell(id: string, what: string): Promise<void> {
  const authorization = `Bearer ${await issueToken({ person: 'mara', org: 'acme' }, secret)}`;
  const response = await fetch(`${running.url}/v1/tales/${id}/tell`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ what }),
  });
  expect(response.status).toBe(200);
}

const storyOf = ({ attributes }: Span) => attributes['messaging.message.conversation_id'];
const ofStory = (id: string, name: string) => recorded.named(name).filter((span) => storyOf(span) === id);
const processed = (id: string, type: string) =>
  ofStory(id, `process ${topic}`).filter(({ attributes }) => attributes['rolecall.event.type'] === type);
const childrenOf = (span: Span) => recorded.all.filter(({ parentSpanContext }) => parentSpanContext?.spanId === span.spanContext().spanId);
const namesOf = (spans: readonly Span[]) => spans.map(({ name }) => name).sort();
const linksOf = ({ links }: Span) => links.map(({ context }) => context.spanId);
const idOf = (span: Span) => span.spanContext().spanId;
const eventsOf = ({ events }: Span) => events.map(({ name, attributes }) => [name, attributes?.['rolecall.code']]);
const first = async (find: () => Span[]) => (await eventually(async () => find()[0], 30_000)) as Span;

it('is one trace from the request to the last reaction, and every span stands under another', async () => {
  const id = randomUUID();
  await tell(id, 'a tale');
  const last = await first(() => processed(id, 'tale.heard.v1'));
  const spans = () => recorded.all.filter((span) => span.spanContext().traceId === last.spanContext().traceId);
  // What was decided may be heard before the span of whoever decided has ended.
  const known = () => new Set(spans().map(idOf));
  await eventually(async () => spans().every(({ parentSpanContext: parent }) => !parent || known().has(parent.spanId)), 10_000);

  const trace = spans();
  const [request] = trace.filter(({ parentSpanContext }) => parentSpanContext === undefined) as [Span];
  expect([request.name, request.kind, storyOf(request)]).toEqual(['POST /v1/tales/:id/tell', SpanKind.SERVER, id]);
  expect(trace.filter((span) => span !== request && !known().has(span.parentSpanContext?.spanId ?? ''))).toEqual([]);

  const [told] = childrenOf(request).filter(({ kind }) => kind === SpanKind.PRODUCER) as [Span];
  expect(namesOf(childrenOf(request))).toEqual([`create ${topic}`, 'find commits', 'find heads', 'insert commits']);
  // A relay that has just begun may say it once more: then it is heard once more, and nothing comes of it.
  const heardAs = new Set(childrenOf(told).map(({ name, kind, attributes }) => `${name} ${kind} ${attributes['kafka.message.key']}`));
  expect([...heardAs]).toEqual([`process ${topic} ${SpanKind.CONSUMER} t`]);
  const decides = (span: Span) => childrenOf(span).some(({ kind }) => kind === SpanKind.PRODUCER);
  const [hearing, ...more] = childrenOf(told).filter(decides) as [Span];
  expect(more).toEqual([]);
  const [heard] = childrenOf(hearing).filter(({ kind }) => kind === SpanKind.PRODUCER) as [Span];
  expect(namesOf(childrenOf(hearing))).toEqual(expect.arrayContaining([`create ${topic}`, 'insert commits']));
  expect(childrenOf(heard)).toContain(last);
  expect([eventsOf(last), last.status.code]).toEqual([[['rolecall.refused', 'tale/known']], 0]);
  // The refusal is remembered by a commit, which sends nothing.
  expect(namesOf(childrenOf(last))).toContain('insert commits');
  expect(namesOf(childrenOf(last))).not.toContain(`create ${topic}`);
});

it('sends in a trace of its own, linked to where each message was created', async () => {
  const id = randomUUID();
  await tell(id, 'another');
  await first(() => processed(id, 'tale.heard.v1'));
  for (const created of ofStory(id, `create ${topic}`)) {
    // It ends when Kafka has acknowledged the batch, which may be after a consumer has it.
    const send = await first(() => recorded.named(`send ${topic}`).filter((span) => linksOf(span).includes(idOf(created))));
    expect([send.kind, send.parentSpanContext]).toEqual([SpanKind.CLIENT, undefined]);
    expect(send.spanContext().traceId).not.toBe(created.spanContext().traceId);
  }
});

it('begins another trace where a deadline is met, linked to the last step before it', async () => {
  const id = randomUUID();
  await tell(id, 'fades');
  const deadline = await first(() =>
    ofStory(id, 'deadline tale').filter((span) => childrenOf(span).some(({ kind }) => kind === SpanKind.PRODUCER)),
  );
  const steps = recorded.all.filter((span) => storyOf(span) === id && span.spanContext().traceId !== deadline.spanContext().traceId);
  expect([deadline.parentSpanContext, deadline.kind, deadline.attributes['rolecall.command']]).toEqual([
    undefined,
    SpanKind.INTERNAL,
    'fade',
  ]);
  expect(steps.map(idOf)).toEqual(expect.arrayContaining(linksOf(deadline)));
  expect(linksOf(deadline)).toHaveLength(1);
});

it('tells of a message that is tried, dies and holds its key, and begins another trace where it is released', async () => {
  const id = randomUUID();
  await tell(id, 'broken');
  const dying = () => processed(id, 'tale.told.v1').filter((span) => eventsOf(span).some(([name]) => name === 'rolecall.dead'));
  const dead = await first(dying);
  const attempts = processed(id, 'tale.told.v1');
  const [created] = ofStory(id, `create ${topic}`) as [Span];
  expect(attempts.map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual(attempts.map(() => idOf(created)));
  expect(attempts.slice(0, -1).map(eventsOf)).toEqual(attempts.slice(1).map(() => [['rolecall.retried', 'RangeError']]));
  expect(eventsOf(dead)).toEqual([
    ['rolecall.failed', 'RangeError'],
    ['rolecall.dead', 'handler failed'],
  ]);
  expect([dead.status, dead.attributes['error.type']]).toEqual([{ code: 2 }, 'RangeError']);

  await tell(id, 'waits');
  const held = await first(() => processed(id, 'tale.told.v1').filter((span) => eventsOf(span).some(([name]) => name === 'rolecall.held')));
  expect([eventsOf(held), held.status.code]).toEqual([[['rolecall.held', 'behind']], 0]);

  handler.mended = true;
  const before = recorded.all.length;
  await running.app.get(DeadLetterDesk, { strict: false }).release(topic, 't', { kind: 'person', id: 'olga' });
  // What comes for the key meanwhile is held, in the trace that it belongs to.
  const released = recorded.all.slice(before).filter((span) => span.name === `process ${topic}` && !span.parentSpanContext);
  const [, second] = ofStory(id, `create ${topic}`).filter(({ attributes }) => JSON.stringify(attributes).includes('tale.told.v1')) as [
    Span,
    Span,
  ];
  expect(released.slice(0, 2).map(linksOf)).toEqual([[idOf(created)], [idOf(second)]]);
  const [again] = childrenOf(released[0] as Span).filter(({ kind }) => kind === SpanKind.PRODUCER) as [Span];
  expect(traceparentOf(again).split('-')[1]).toBe(released[0]?.spanContext().traceId);
}, 60_000);

it('says nothing that its page does not know, and nothing of a person', () => {
  expect(recorded.all.length).toBeGreaterThan(30);
  expect(recorded.all.flatMap(undocumented)).toEqual([]);
  const said = JSON.stringify(recorded.all.map(({ name, attributes, events, status }) => [name, attributes, events, status]));
  expect(said).not.toContain('mara');
});
