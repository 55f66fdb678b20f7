/** The spans of a batch on its way, and that every commit of it is linked. */
import { inSpan, SpanKind } from '@rolecall/telemetry';
import { RecordedSpans } from '../../../../tests/recorded-spans.js';
import { BrokerUnavailable, type OutgoingMessage } from './broker.js';
import { inSendSpans } from './send-spans.js';

const hex = (n: number, length: number) => (n + 1).toString(16).padStart(length, '0');
const message = (topic: string, n: number): OutgoingMessage => ({
  ...{ topic, key: 'k', value: '{}' },
  headers: { traceparent: `00-${hex(n, 32)}-${hex(n, 16)}-01` },
});

const recorded = new RecordedSpans();
beforeEach(() => recorded.forget());

it('are one for each topic, each a trace of its own, linked to where its messages were created', async () => {
  const messages = [message('a', 1), message('b', 2), message('a', 3), message('a', 3)];
  expect(await inSpan('around', {}, () => inSendSpans(messages, 'rolecall.test', async () => 'sent'))).toBe('sent');
  const [a] = recorded.named('send a');
  const [b] = recorded.named('send b');
  expect([a?.kind, a?.parentSpanContext, b?.parentSpanContext]).toEqual([SpanKind.CLIENT, undefined, undefined]);
  expect(a?.links.map(({ context }) => context.spanId)).toEqual([hex(1, 16), hex(3, 16)]);
  expect(b?.links.map(({ context }) => context.spanId)).toEqual([hex(2, 16)]);
  expect(a?.attributes).toEqual({
    'messaging.system.name': 'kafka',
    'messaging.operation.name': 'send',
    'messaging.operation.type': 'send',
    'messaging.destination.name': 'a',
    'messaging.client.id': 'rolecall.test',
    'messaging.batch.message_count': 3,
  });
  expect(b?.attributes).not.toHaveProperty('messaging.batch.message_count');
});

it('link to every commit of the largest batch', async () => {
  const messages = Array.from({ length: 512 }, (_, n) => message('a', n));
  await inSendSpans(messages, undefined, async () => undefined);
  expect([recorded.all[0]?.links.length, recorded.all[0]?.droppedLinksCount]).toEqual([512, 0]);
});

it('say by its class that a batch was not acknowledged, and let the error through', async () => {
  const away = async () => {
    throw new BrokerUnavailable('mara@example.org');
  };
  await expect(inSendSpans([message('a', 1)], undefined, away)).rejects.toThrow(BrokerUnavailable);
  expect([recorded.all[0]?.status, recorded.all[0]?.attributes['error.type']]).toEqual([{ code: 2 }, 'BrokerUnavailable']);
});
