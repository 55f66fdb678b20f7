/** A bad deploy on real Kafka and MongoDB: a few keys are held, the others wait, and go on by themselves when it is mended. */
import { randomUUID } from 'node:crypto';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { eventsOn } from '@rolecall/kernel';
import { Consumes, type Delivery, KafkaBroker, KafkaStrategy, MongoDatabase, ServicePorts, toMessage } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { z } from 'zod';
import { kafkaBrokers, mongoUrl } from '../servers.js';

const topic = `test.breaker-${randomUUID()}`;
const defineEvent = eventsOn({ topic, key: 'storyId', service: 'test' });
const told = defineEvent('story.deployed.v1', 'A story was told.', z.object({ storyId: z.string(), part: z.string() }));

const handled: string[] = [];
const counted: string[] = [];
let mended = false;

@Controller()
class OnStoryDeployed {
  @Consumes(told)
  async count({ event }: Delivery<typeof told>): Promise<void> {
    counted.push(`${event.data.storyId}:${event.data.part}`);
  }

  @Consumes(told)
  async hear({ event }: Delivery<typeof told>): Promise<void> {
    if (!mended) throw new TypeError('a bug');
    handled.push(`${event.data.storyId}:${event.data.part}`);
  }
}

@Module({ controllers: [OnStoryDeployed] })
class Listeners {}

let app: INestMicroservice;
let strategy: KafkaStrategy;
const waits: string[] = [];
const database = await MongoDatabase.open(mongoUrl('breaker'));
const broker = await KafkaBroker.open({ clientId: 'breaker-test', brokers: kafkaBrokers().split(','), log: () => undefined });

beforeAll(async () => {
  const ports = new ServicePorts(`breaker-${randomUUID().slice(0, 8)}`, database, broker);
  strategy = new KafkaStrategy(ports, {
    partitions: 3,
    delivering: { retryBaseMs: 5, retryMaxMs: 50, breaker: { keysMax: 3, windowMs: 60_000, pauseMs: 50 } },
    onDelivery: () => undefined,
    onWait: ({ why }) => void waits.push(why),
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
const messageOf = (storyId: string, part: string) => {
  sequence += 1;
  const story = { stream: `acme/story/${storyId}`, org: 'acme', correlationId: storyId, causationId: 'test', service: 'test' };
  const place = { topic, key: storyId, sequence, version: sequence, at: '2026-03-02T09:00:00.000Z' };
  return toMessage({ id: randomUUID(), type: told.type, ...story, ...place, data: { storyId, part } });
};

it('holds a few keys and no more; the others go on in order when the handler works, and the few when they are released', async () => {
  const stories = Array.from({ length: 12 }, (_, n) => `deploy-${n}`);
  await broker.send(stories.flatMap((storyId) => [messageOf(storyId, 'first'), messageOf(storyId, 'second')]));
  const held = async () => (await strategy.desk.heldKeys()).map(({ key }) => key);
  await eventually(async () => waits.length > 40);
  const few = await held();
  expect([few.length, new Set(waits)]).toEqual([3, new Set(['broken'])]);
  // What worked is not done again while the other handler waits.
  expect(counted.toSorted()).toEqual([...new Set(counted)].toSorted());
  mended = true;
  const others = stories.filter((storyId) => !few.includes(storyId));
  await eventually(async () => others.every((storyId) => handled.includes(`${storyId}:second`)));
  expect(await held()).toEqual(few);
  for (const key of few)
    expect(await strategy.desk.release(topic, key, { kind: 'person', id: 'olga' })).toEqual({ handled: 2, free: true });
  for (const storyId of stories)
    expect(handled.filter((what) => what.startsWith(`${storyId}:`))).toEqual([`${storyId}:first`, `${storyId}:second`]);
});
