/** Deliveries on real Kafka and MongoDB: their ends, what holds a key, and what passes by. */
import { randomUUID } from 'node:crypto';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { defineRejection, eventsOn } from '@rolecall/kernel';
import {
  breakerDefaults,
  Consumes,
  type DeadLetterDesk,
  type Delivery,
  type DeliveryReport,
  KafkaBroker,
  KafkaStrategy,
  MongoDatabase,
  type PublishedEvent,
  ServicePorts,
  toMessage,
} from '@rolecall/messaging';
import { startTelemetry } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { z } from 'zod';
import { mongoUrl } from '../servers.js';

const topic = `test.consuming-${randomUUID()}`;
const defineEvent = eventsOn({ topic, key: 'storyId', service: 'test' });
const told = defineEvent('gossip.told.v1', 'A story was told.', z.object({ storyId: z.string(), what: z.string() }));
const no = defineRejection('story/no', 'conflict', 'No.', 'Nothing.');
const notYet = defineRejection('story/not-yet', 'unavailable', 'Not yet.', 'Wait.');

const handled: string[] = [];
const ends: DeliveryReport[] = [];
let arrived = false;
let mended = false;

@Controller()
class OnStoryTold {
  @Consumes(told)
  async hear({ event }: Delivery<typeof told>): Promise<void> {
    const { what, storyId } = event.data;
    if (what === 'refused') throw no();
    if (what === 'broken' && !mended) throw new TypeError('a bug');
    if (what === 'waits' && !arrived) throw notYet();
    handled.push(`${storyId}:${what}`);
  }
}

@Module({ controllers: [OnStoryTold] })
class Listeners {}

let app: INestMicroservice;
let desk: DeadLetterDesk;
const database = await MongoDatabase.open(mongoUrl('consuming'));
const broker = await KafkaBroker.open({
  clientId: 'consuming-test',
  brokers: (process.env.KAFKA_BROKERS ?? '').split(','),
  log: () => undefined,
});
const service = `listener-${randomUUID().slice(0, 8)}`;
const ports = new ServicePorts(service, database, broker);

/** Of the event, which its handlers continue. */
const traceId = 'a'.repeat(32);

beforeAll(async () => {
  await startTelemetry({ service: 'test', env: { LOG_LEVEL: 'silent' } });
  const strategy = new KafkaStrategy(ports, {
    partitions: 3,
    delivering: { retryBaseMs: 5, retryMaxMs: 50, breaker: { ...breakerDefaults, keysMax: 1000 } },
    onDelivery: (report) => void ends.push(report),
    onWait: () => undefined,
    log: () => undefined,
  });
  app = await NestFactory.createMicroservice(Listeners, { strategy, logger: false });
  await app.listen();
  await strategy.joined();
  desk = strategy.desk;
});
afterAll(async () => {
  await app.close();
  await broker.close();
  await database.close();
});

let sequence = 0;
const messageOf = (storyId: string, what: string, more: Partial<PublishedEvent> = {}) => {
  sequence += 1;
  return toMessage({
    id: randomUUID(),
    type: told.type,
    sequence,
    version: sequence,
    stream: `acme/story/${storyId}`,
    org: 'acme',
    at: '2026-03-02T09:00:00.000Z',
    correlationId: storyId,
    causationId: 'test',
    traceparent: `00-${traceId}-${'b'.repeat(16)}-01`,
    service: 'test',
    topic,
    key: storyId,
    data: { storyId, what },
    ...more,
  });
};
const letters = () => database.collection('dead-letters').find({}).toArray();
const ended = (end: DeliveryReport['end'], count: number) =>
  eventually(async () => ends.filter((report) => report.end === end).length >= count);

it('hands an event to its method, counts a refusal as an end, and lets unknown types pass', async () => {
  await broker.send([
    messageOf('a', 'one'),
    messageOf('a', 'refused'),
    messageOf('a', 'x', { type: 'story.dreamt.v1' }),
    messageOf('a', 'two'),
  ]);
  await eventually(async () => handled.includes('a:two'));
  expect(handled).toEqual(['a:one', 'a:two']);
  expect(ends.map(({ end }) => end)).toEqual(['done', 'refused', 'ignored', 'done']);
  expect(await letters()).toEqual([]);
});

it('holds the key of a handler that fails for good, in order, while other keys go on', async () => {
  await broker.send([messageOf('b', 'broken'), messageOf('b', 'after'), messageOf('c', 'free'), messageOf('b', 'last')]);
  await ended('held', 2);
  expect(handled).toContain('c:free');
  expect(handled.filter((what) => what.startsWith('b:'))).toEqual([]);
  const held = await letters();
  expect(held.map(({ reason }) => reason)).toEqual(['handler failed', 'behind', 'behind']);
  expect(held[0]).toMatchObject({ failures: [{ handler: 'OnStoryTold.hear', error: 'TypeError' }], type: told.type });
  expect(JSON.stringify(held[0])).toContain('ce_correlationid');
});

it('stops nothing else when a message breaks its contract or is no event at all', async () => {
  const broken = { ...messageOf('d', 'x'), value: JSON.stringify({ storyId: 'd', what: 7 }) };
  const noise = { topic, key: 'd2', value: 'no json', headers: {} };
  const wrongKey = messageOf('d3', 'x', { key: 'another' });
  await broker.send([broken, noise, wrongKey, messageOf('e', 'goes on')]);
  await eventually(async () => handled.includes('e:goes on'));
  await eventually(async () => (await letters()).length >= 6);
  const reasons = (await letters()).map(({ reason, detail }) => [reason, detail]);
  expect(reasons).toEqual(
    expect.arrayContaining([
      ['contract', 'what: invalid_type'],
      ['unreadable', expect.stringContaining('header missing')],
      ['contract', expect.stringContaining('key')],
    ]),
  );
});

it('holds a key for a version that this build does not know', async () => {
  await broker.send([messageOf('f', 'new', { type: 'gossip.told.v2' }), messageOf('f', 'behind'), messageOf('g', 'other')]);
  await eventually(async () => handled.includes('g:other'));
  await eventually(async () => (await database.collection('held-keys').findOne({ key: 'f' })) !== null);
  expect(handled).not.toContain('f:behind');
  expect(await database.collection('held-keys').findOne({ key: 'f' })).toMatchObject({ reason: 'newer version', type: 'gossip.told.v2' });
});

it('waits with a key for what has not arrived yet, without a dead letter', async () => {
  await broker.send([messageOf('h', 'waits'), messageOf('h', 'after'), messageOf('i', 'goes by')]);
  await eventually(async () => handled.includes('i:goes by'));
  expect(handled.filter((what) => what.startsWith('h:'))).toEqual([]);
  arrived = true;
  await eventually(async () => handled.includes('h:after'));
  expect(handled.filter((what) => what.startsWith('h:'))).toEqual(['h:waits', 'h:after']);
  expect((await letters()).filter(({ message }) => (message as { key: string }).key === 'h')).toEqual([]);
});

describe('an operator', () => {
  const by = { kind: 'person', id: 'olga' } as const;
  const log = () =>
    database
      .collection('operator-log')
      .find({}, { sort: { _id: 1 } })
      .toArray();
  const die = async (storyId: string, ...behind: string[]) => {
    await broker.send([messageOf(storyId, 'broken'), ...behind.map((what) => messageOf(storyId, what))]);
    await eventually(async () => (await desk.heldKeys()).some(({ key, waiting }) => key === storyId && waiting === 1 + behind.length));
  };
  const ofKey = (storyId: string) => handled.filter((what) => what.startsWith(`${storyId}:`));
  beforeEach(() => {
    mended = false;
  });

  it('sees what is held, since when and why, and all that waits', async () => {
    await die('j', 'second', 'third');
    const held = (await desk.heldKeys()).find(({ key }) => key === 'j');
    expect(held).toMatchObject({ topic, reason: 'handler failed', type: told.type, waiting: 3, releasing: false });
    const [dead, ...behind] = await desk.waiting(topic, 'j');
    expect(dead?.failures?.[0]).toMatchObject({
      handler: 'OnStoryTold.hear',
      error: 'TypeError',
      stack: expect.stringContaining('OnStoryTold.hear'),
      traceId,
    });
    expect(dead?.failures?.[0]?.stack).not.toContain('a bug');
    expect(dead?.message.headers).toMatchObject({ ce_type: told.type, ce_correlationid: 'j' });
    expect(behind.map(({ reason, message }) => [reason, JSON.parse(String(message.value)).what])).toEqual([
      ['behind', 'second'],
      ['behind', 'third'],
    ]);
    await expect(desk.waiting(topic, 'nobody')).rejects.toMatchObject({ code: 'dead-letters/not-held' });
  });

  it('releases a key after the fix: everything in order, once, also while more comes', async () => {
    await die('k', 'second');
    mended = true;
    const released = desk.release(topic, 'k', by);
    await broker.send(Array.from({ length: 30 }, (_, n) => messageOf('k', `later-${n}`)));
    expect(await released).toMatchObject({ free: true });
    await eventually(async () => handled.includes('k:later-29'));
    expect(ofKey('k')).toEqual(['k:broken', 'k:second', ...Array.from({ length: 30 }, (_, n) => `k:later-${n}`)]);
    await expect(desk.release(topic, 'k', by)).rejects.toMatchObject({ code: 'dead-letters/not-held' });
    expect((await log()).at(-1)).toMatchObject({ act: 'release', by, facts: { topic, key: 'k' } });
  });

  it('who releases too early changes nothing: it dies again, in a trace of its own, and holds its key', async () => {
    await die('l', 'second');
    expect(await desk.release(topic, 'l', by)).toEqual({ handled: 0, free: false });
    const waiting = await desk.waiting(topic, 'l');
    expect(waiting.map(({ reason }) => reason)).toEqual(['handler failed', 'behind']);
    expect(waiting[0]?.failures).toMatchObject([
      { handler: 'OnStoryTold.hear', traceId: expect.stringMatching(/^(?!a{32})[0-9a-f]{32}$/) },
    ]);
    expect(ofKey('l')).toEqual([]);
  });

  it('of whom two release at once: one does, each message is handled once', async () => {
    await die('m', ...Array.from({ length: 20 }, (_, n) => `next-${n}`));
    mended = true;
    const both = await Promise.allSettled([desk.release(topic, 'm', by), desk.release(topic, 'm', by)]);
    expect(both.find(({ status }) => status === 'fulfilled')).toMatchObject({ value: { handled: 21, free: true } });
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'dead-letters/being-released' } });
    expect(ofKey('m')).toEqual(['m:broken', ...Array.from({ length: 20 }, (_, n) => `m:next-${n}`)]);
  });

  it('discards what holds a key, with a reason that is kept with the message; what waited goes on', async () => {
    await die('n', 'second', 'third');
    const [first] = await desk.waiting(topic, 'n');
    const { partition, offset } = first!.message;
    const discard = () => desk.discard('n', { topic, partition, offset }, { reason: 'sent by a test', by });
    const wrong = { topic, partition, offset: String(Number(offset) + 1) };
    await expect(desk.discard('n', wrong, { reason: 'x', by })).rejects.toMatchObject({ code: 'dead-letters/not-first' });
    expect(await discard()).toEqual({ handled: 2, free: true });
    await expect(discard()).rejects.toMatchObject({ code: 'dead-letters/not-held' });
    expect(ofKey('n')).toEqual(['n:second', 'n:third']);
    const [entry] = (await log()).slice(-1);
    expect(entry).toMatchObject({ act: 'discard', by, facts: { key: 'n', reason: 'sent by a test' } });
    const { value } = (entry as unknown as { letter: { message: { value: string } } }).letter.message;
    expect(JSON.parse(Buffer.from(value, 'base64').toString())).toEqual({ storyId: 'n', what: 'broken' });
  });

  it('replays or discards what belongs to no key', async () => {
    await broker.send([{ topic, key: 'o', value: 'no json', headers: { ce_type: 'gossip.told.v1' } }]);
    const noise = await eventually(async () => (await desk.loose()).find(({ message }) => message.key === 'd2'));
    expect(await desk.replayLoose(noise.message, by)).toBe(false);
    await desk.discardLoose(noise.message, { reason: 'noise', by });
    await expect(desk.discardLoose(noise.message, { reason: 'noise', by })).rejects.toMatchObject({ code: 'dead-letters/no-such-letter' });
    expect(await desk.loose()).toEqual([]);
  });
});
