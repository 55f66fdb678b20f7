/** The span in which a commit's messages are created, and what is stored of it. */
import { eventsOn } from '@rolecall/kernel';
import { inSpan, SpanKind } from '@rolecall/telemetry';
import { z } from 'zod';
import { RecordedSpans, traceparentOf } from '../../../tests/recorded-spans.js';
import type { Commit } from './commit.js';
import { inCreation, tellCreationAgain } from './creation.js';

const data = z.object({ taleId: z.string() });
eventsOn({ topic: 'test.tale', key: 'taleId', service: 'test' })('tale.told.v1', 'It was told.', data);
eventsOn({ topic: null, key: 'taleId', service: 'test' } as never)('tale.kept.v1', 'It is kept inside.', data);

const event = (type: string, sequence: number) => ({ id: `e${sequence}`, sequence, type, data: { taleId: 't1' } });
const commit = (...types: string[]): Commit => ({
  ...{ _id: 'acme/tale/t1/000000001', stream: 'acme/tale/t1', version: 1, cause: 'c', at: '2026-03-02T09:00:00.000Z' },
  ...{ actor: { kind: 'person', id: 'mara' }, correlationId: 'story', traceparent: 'of its cause' },
  events: types.map((type, position) => event(type, position + 1)),
});

const recorded = new RecordedSpans();
beforeEach(() => recorded.forget());

it('is a producer’s, a child of the step that decides; its context is what is stored', async () => {
  const stored = await inSpan('step', {}, () => {
    const { commit: made, created } = inCreation(commit('tale.told.v1'));
    created?.end();
    return made.traceparent;
  });
  const [[created], [step]] = [recorded.named('create test.tale'), recorded.named('step')];
  expect([created?.kind, created?.parentSpanContext?.spanId]).toEqual([SpanKind.PRODUCER, step?.spanContext().spanId]);
  expect(stored).toBe(created && traceparentOf(created));
  expect(created?.attributes).toEqual({
    'messaging.system.name': 'kafka',
    'messaging.operation.name': 'create',
    'messaging.operation.type': 'create',
    'messaging.destination.name': 'test.tale',
    'messaging.message.conversation_id': 'story',
    'messaging.message.id': 'e1',
    'kafka.message.key': 't1',
    'rolecall.event.types': ['tale.told.v1'],
    'rolecall.aggregate': 'tale',
  });
});

it('is one for all messages of a commit, and counts those that leave the service', () => {
  inCreation(commit('tale.told.v1', 'tale.kept.v1', 'tale.told.v1')).created?.end();
  expect(recorded.all).toHaveLength(1);
  expect(recorded.all[0]?.attributes).toMatchObject({ 'messaging.batch.message_count': 2 });
  expect(recorded.all[0]?.attributes).not.toHaveProperty('messaging.message.id');
});

it.each([[[]], [['tale.kept.v1']]])('is none where nothing leaves the service: %j', (types) => {
  const made = commit(...types);
  expect(inCreation(made)).toEqual({ commit: made });
});

it('is not told of a commit that came to nothing', () => {
  inCreation(commit('tale.told.v1'));
  expect(recorded.all).toEqual([]);
});

const stored = (flags: string) => `00-${'a'.repeat(32)}-${'b'.repeat(16)}-${flags}`;

it('is told again as it is stored, under its own ids and once, by whoever takes over', () => {
  const traceparent = stored('01');
  for (let times = 0; times < 2; times += 1) tellCreationAgain({ ...commit('tale.told.v1'), traceparent });
  const [again, ...more] = recorded.all;
  expect(more).toEqual([]);
  expect(again && [traceparentOf(again), again.name, again.kind]).toEqual([traceparent, 'create test.tale', SpanKind.PRODUCER]);
  expect([again?.parentSpanContext, again?.duration]).toEqual([undefined, [0, 0]]);
  expect(new Date((again?.startTime[0] ?? 0) * 1000).toISOString()).toBe('2026-03-02T09:00:00.000Z');
  expect(again?.attributes).toMatchObject({ 'messaging.message.id': 'e1', 'rolecall.told_again': true });
  inCreation(commit('tale.told.v1')).created?.end();
  expect(recorded.all[1]?.spanContext().traceId).not.toBe('a'.repeat(32));
});

it('is not told again by the process that has made it, where nothing leaves the service, or where the trace is not kept', () => {
  tellCreationAgain(inCreation(commit('tale.told.v1')).commit);
  tellCreationAgain({ ...commit('tale.kept.v1'), traceparent: stored('01') });
  tellCreationAgain({ ...commit('tale.told.v1'), traceparent: stored('00') });
  expect(recorded.all).toEqual([]);
});
