/** Deliveries on real Kafka and MongoDB: their ends, what holds a key, and what passes by. */
import { randomUUID } from 'node:crypto';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { defineRejection, eventsOn } from '@rolecall/kernel';
import {
  Consumes,
  type Delivery,
  type DeliveryReport,
  KafkaBroker,
  KafkaStrategy,
  MongoDatabase,
  type PublishedEvent,
  ServicePorts,
  toMessage,
} from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { z } from 'zod';
import { mongoUrl } from '../servers.js';

const topic = `test.consuming-${randomUUID()}`;
const defineEvent = eventsOn({ topic, key: 'storyId', service: 'test' });
const told = defineEvent('story.told.v1', 'A story was told.', z.object({ storyId: z.string(), what: z.string() }));
const no = defineRejection('story/no', 'conflict', 'No.', 'Nothing.');
const notYet = defineRejection('story/not-yet', 'unavailable', 'Not yet.', 'Wait.');

const handled: string[] = [];
const ends: DeliveryReport[] = [];
let arrived = false;

@Controller()
class OnStoryTold {
  @Consumes(told)
  async hear({ event }: Delivery<typeof told>): Promise<void> {
    const { what, storyId } = event.data;
    if (what === 'refused') throw no();
    if (what === 'broken') throw new TypeError('a bug');
    if (what === 'waits' && !arrived) throw notYet();
    handled.push(`${storyId}:${what}`);
  }
}

@Module({ controllers: [OnStoryTold] })
class Listeners {}

let app: INestMicroservice;
const database = await MongoDatabase.open(mongoUrl('consuming'));
const broker = await KafkaBroker.open({
  clientId: 'consuming-test',
  brokers: (process.env.KAFKA_BROKERS ?? '').split(','),
  log: () => undefined,
});
const service = `listener-${randomUUID().slice(0, 8)}`;
const ports = new ServicePorts(service, database, broker);

beforeAll(async () => {
  const strategy = new KafkaStrategy(ports, {
    partitions: 3,
    delivering: { retryBaseMs: 5, retryMaxMs: 50 },
    onDelivery: (report) => void ends.push(report),
    onWait: () => undefined,
    log: () => undefined,
  });
  app = await NestFactory.createMicroservice(Listeners, { strategy, logger: false });
  await app.listen();
  await strategy.joined();
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
  await broker.send([messageOf('f', 'new', { type: 'story.told.v2' }), messageOf('f', 'behind'), messageOf('g', 'other')]);
  await eventually(async () => handled.includes('g:other'));
  await eventually(async () => (await database.collection('held-keys').findOne({ key: 'f' })) !== null);
  expect(handled).not.toContain('f:behind');
  expect(await database.collection('held-keys').findOne({ key: 'f' })).toMatchObject({ reason: 'newer version', type: 'story.told.v2' });
});

it('waits with a key for what has not arrived yet, without a dead letter', async () => {
  const before = (await letters()).length;
  await broker.send([messageOf('h', 'waits'), messageOf('h', 'after'), messageOf('i', 'goes by')]);
  await eventually(async () => handled.includes('i:goes by'));
  expect(handled.filter((what) => what.startsWith('h:'))).toEqual([]);
  arrived = true;
  await eventually(async () => handled.includes('h:after'));
  expect(handled.filter((what) => what.startsWith('h:'))).toEqual(['h:waits', 'h:after']);
  expect((await letters()).length).toBe(before);
});
