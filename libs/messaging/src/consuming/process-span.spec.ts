/** The span of a message's processing: whose trace it is a part of, and what it tells of each attempt. */
import { defineRejection } from '@rolecall/kernel';
import { correlationId, currentTraceparent, inSpan, SpanKind } from '@rolecall/telemetry';
import { HandClock } from '../../../../tests/hand-clock.js';
import { RecordedSpans, traceparentOf } from '../../../../tests/recorded-spans.js';
import type { IncomingMessage } from '../kafka/broker.js';
import type { PublishedEvent } from '../kafka/cloud-events.js';
import { type DeliveryContext, deliveryDefaults, Execution } from './execution.js';
import { inProcessSpan } from './process-span.js';

const never = defineRejection('tale/never', 'conflict', 'No.', 'Nothing.');
const notYet = defineRejection('tale/not-yet', 'unavailable', 'It has not arrived.', 'Wait.');
const outage = Object.assign(new Error('mara@example.org'), { name: 'MongoServerSelectionError' });
const bug = new RangeError('mara@example.org');

const created = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const event: PublishedEvent = {
  ...{ id: 'e1', type: 'tale.told.v1', sequence: 1, version: 1, stream: 'acme/tale/t', org: 'acme', at: '2026-03-02T09:00:00.000Z' },
  ...{ correlationId: 'story', causationId: 'c', service: 'test', topic: 'test.tale', key: 't', data: {}, traceparent: created },
};
const message = (headers: Record<string, string> = {}): IncomingMessage => ({
  ...{ topic: 'test.tale', partition: 2, offset: '41', key: 't', value: null },
  headers: { ce_id: 'e1', ce_type: 'tale.told.v1', ce_correlationid: 'story', ...headers },
});

const recorded = new RecordedSpans();
beforeEach(() => recorded.forget());

const only = () => {
  expect(recorded.all).toHaveLength(1);
  return recorded.all[0] as (typeof recorded.all)[number];
};
const linked = () => only().links.map(({ context }) => context.traceId);

it('is a consumer’s, a child of where the message was created, and belongs to the story', async () => {
  const around = async () => expect([correlationId(), currentTraceparent()]).toEqual(['story', expect.stringContaining('a'.repeat(32))]);
  await inSpan('poll', { root: true }, () => inProcessSpan(message({ traceparent: created }), { group: 'rolecall.test' }, around));
  const [span] = recorded.named('process test.tale');
  expect([span?.kind, span?.parentSpanContext?.spanId, span?.links]).toEqual([SpanKind.CONSUMER, 'b'.repeat(16), []]);
  expect(span?.attributes).toEqual({
    'messaging.system.name': 'kafka',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.destination.name': 'test.tale',
    'messaging.destination.partition.id': '2',
    'messaging.consumer.group.name': 'rolecall.test',
    'messaging.message.id': 'e1',
    'messaging.message.conversation_id': 'story',
    'kafka.message.key': 't',
    'kafka.offset': 41,
    'rolecall.event.type': 'tale.told.v1',
  });
});

it('is a trace of its own, linked to the message’s, where it is released or replayed', async () => {
  await inProcessSpan(message({ traceparent: created }), { group: 'g', released: true }, async () => undefined);
  expect([only().parentSpanContext, linked(), only().spanContext().traceId === 'a'.repeat(32)]).toEqual([
    undefined,
    ['a'.repeat(32)],
    false,
  ]);
});

it.each<[Record<string, string>]>([[{}], [{ traceparent: 'junk' }]])(
  'is a trace of its own where the message names none: %j',
  async (headers) => {
    await inProcessSpan(message(headers), { group: 'g' }, async () => undefined);
    expect([only().parentSpanContext, linked()]).toEqual([undefined, []]);
  },
);

/** One attempt of a handler that fails with this. */
async function attempted(error: unknown, attemptsMax = 2): Promise<void> {
  const context: DeliveryContext = {
    ...{ group: 'g', clock: new HandClock(), randomness: { id: () => 'id', fraction: () => 0 }, log: () => undefined },
    ...{
      tuning: { ...deliveryDefaults, attemptsMax },
      onDelivery: () => undefined,
      onWait: () => undefined,
      onUnknownFields: () => undefined,
    },
  };
  const run = async () => {
    throw error;
  };
  const execution = new Execution(event, [{ name: 'On.hear', run, contract: { type: event.type } as never }], context);
  await inProcessSpan(message({ traceparent: created }), context, () => execution.attempt());
}

it.each([
  ['a rule says no', never(), 'rolecall.refused', 'tale/never', 0, undefined],
  ['something has not arrived', notYet(), 'rolecall.retried', 'tale/not-yet', 2, 'Rejection'],
  ['a server is away', outage, 'rolecall.retried', 'MongoServerSelectionError', 2, 'MongoServerSelectionError'],
  ['a handler fails', bug, 'rolecall.retried', 'RangeError', 2, 'RangeError'],
])('tells by its code that %s; a refusal is no error', async (_, error, name, code, status, type) => {
  await attempted(error);
  const { events, status: said, attributes } = only();
  expect(events.map((each) => [each.name, each.attributes])).toEqual([[name, { 'rolecall.code': code, 'rolecall.handler': 'On.hear' }]]);
  expect([said.code, attributes['error.type']]).toEqual([status, type]);
  expect(JSON.stringify([events, said, attributes])).not.toContain('mara');
});

it('tells of a handler that failed for good', async () => {
  await attempted(bug, 1);
  expect(only().events.map(({ name }) => name)).toEqual(['rolecall.failed']);
});

it('is continued by what its handler commits', async () => {
  let seen: string | undefined;
  await inProcessSpan(message({ traceparent: created }), { group: 'g' }, async () => {
    seen = currentTraceparent();
  });
  expect(seen).toBe(traceparentOf(only()));
});
