import { fromMessage, type PublishedEvent, toMessage, UnreadableMessage } from './cloud-events.js';

const event: PublishedEvent = {
  id: '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11',
  type: 'offer.approved.v1',
  sequence: 3,
  version: 2,
  stream: 'acme/offer/o1',
  org: 'acme',
  at: '2026-03-02T09:00:00.000Z',
  correlationId: 'a1',
  causationId: 'request-7',
  actor: { kind: 'person', id: 'p:1' },
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  service: 'offer',
  topic: 'hiring.application',
  key: 'a1',
  data: { applicationId: 'a1', bandId: 'Zürich · 🇨🇭' },
  relayEpoch: 4,
};

const received = (change: object = {}, headers: Record<string, string | undefined> = {}) => {
  const { topic, key, value, headers: sent } = toMessage(event);
  const message = { topic, key, value: Buffer.from(value ?? ''), headers: { ...sent, ...headers }, partition: 0, offset: '7', ...change };
  return message as Parameters<typeof fromMessage>[0];
};

const reasonOf = (message: ReturnType<typeof received>): string => {
  try {
    fromMessage(message);
  } catch (error) {
    if (error instanceof UnreadableMessage) return error.message;
    throw error;
  }
  return 'readable';
};

it('carries an event there and back', () => expect(fromMessage(received())).toEqual(event));

it('is CloudEvents 1.0 in binary mode', () =>
  expect(toMessage(event)).toEqual({
    topic: 'hiring.application',
    key: 'a1',
    value: '{"applicationId":"a1","bandId":"Zürich · 🇨🇭"}',
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_type: 'offer.approved.v1',
      ce_source: '/rolecall/offer',
      ce_time: '2026-03-02T09:00:00.000Z',
      ce_subject: 'acme/offer/o1',
      ce_org: 'acme',
      ce_correlationid: 'a1',
      ce_causationid: 'request-7',
      ce_actor: 'person:p:1',
      ce_sequence: '3',
      ce_version: '2',
      ce_relayepoch: '4',
      'content-type': 'application/json',
      traceparent: event.traceparent,
    },
  }));

it('carries what has neither trace nor epoch, and what was sent before it named its actor', () => {
  const { traceparent, relayEpoch, actor, ...bare } = event;
  expect(Object.keys(toMessage(bare).headers)).not.toContain('traceparent');
  const without = received({}, { traceparent: undefined, ce_relayepoch: undefined, ce_actor: undefined });
  expect(fromMessage(without)).toEqual(bare);
});

it.each<[string, object, Record<string, string | undefined>]>([
  ['no key', { key: undefined }, {}],
  ['no key', { key: '' }, {}],
  ['no value', { value: null }, {}],
  ['no value', { value: Buffer.alloc(0) }, {}],
  ['no JSON', { value: Buffer.from('{"name":"Jon') }, {}],
  ['no JSON', { value: Buffer.from([0x22, 0xff, 0xfe, 0x22]) }, {}],
  ['no JSON object', { value: Buffer.from('"text"') }, {}],
  ['no JSON object', { value: Buffer.from('[1]') }, {}],
  ['no JSON object', { value: Buffer.from('null') }, {}],
  ['header missing: ce_id', {}, { ce_id: undefined }],
  ['header missing: ce_org', {}, { ce_org: '' }],
  ['header missing: ce_specversion', { headers: {} }, {}],
  ['header wrong: ce_specversion', {}, { ce_specversion: '0.3' }],
  ['header wrong: ce_sequence', {}, { ce_sequence: '0' }],
  ['header wrong: ce_sequence', {}, { ce_sequence: '1e3' }],
  ['header wrong: ce_version', {}, { ce_version: 'two' }],
  ['header wrong: ce_source', {}, { ce_source: '/other/offer' }],
  ['header wrong: ce_time', {}, { ce_time: 'yesterday' }],
  ['header wrong: ce_relayepoch', {}, { ce_relayepoch: '-1' }],
  ['header wrong: ce_actor', {}, { ce_actor: 'machine:7' }],
  ['header wrong: ce_actor', {}, { ce_actor: 'person:' }],
])('says "%s" of what cannot be read, and nothing of its content', (reason, change, headers) =>
  expect(reasonOf(received(change, headers))).toBe(reason),
);
