/** Held keys on a real MongoDB, with the deliveries and releases of several processes of one group. Kafka is whoever hands on a message. */
import { randomUUID } from 'node:crypto';
import { defineRejection, eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { mongoUrl } from '../../../../tests/servers.js';
import { toMessage } from '../kafka/cloud-events.js';
import { KafkaBroker } from '../kafka/kafka-broker.js';
import { ServicePorts } from '../messaging.module.js';
import { MongoDatabase } from '../mongo/database.js';
import type { Clock } from '../ports.js';
import { systemClock, systemRandomness } from '../system-ports.js';
import { DeadLetterDesk } from './dead-letter-desk.js';
import { DeadLetters } from './dead-letters.mongo.js';
import { Deliveries } from './deliveries.js';
import { type DeliveryContext, deliveryDefaults } from './execution.js';
import { KafkaStrategy } from './kafka.strategy.js';
import { KeyRelease } from './key-release.js';
import { HandlerTable } from './routing.js';

const [group, topic] = ['rolecall.listener', 'test.dead-letters'];
const told = eventsOn({ topic, key: 'storyId', service: 'test' })('fable.told.v1', 'A story was told.', z.object({ storyId: z.string() }));
const notYet = defineRejection('story/not-here-yet', 'unavailable', 'Not yet.', 'Wait.');
const by = { kind: 'person', id: 'olga' } as const;

const database = await MongoDatabase.open(mongoUrl('dead-letters'));
afterAll(() => database.close());

let handle: (offset: string) => Promise<void>;
const handled: string[] = [];
let ends: string[] = [];
beforeEach(() => {
  handled.length = 0;
  ends = [];
  handle = async () => {
    throw new TypeError('a bug');
  };
});

/** One process of the group. */
function openProcess() {
  const letters = new DeadLetters(database);
  const run = async ({ event }: { event: { sequence: number } }) => {
    await handle(String(event.sequence));
    handled.push(String(event.sequence));
  };
  const table = new HandlerTable([{ name: 'OnStoryTold.hear', contract: told, run: run as never }]);
  const context: DeliveryContext = {
    group,
    clock: systemClock,
    randomness: systemRandomness,
    log: () => undefined,
    tuning: { ...deliveryDefaults, attemptsMax: 1, claimMs: 400 },
    onDelivery: ({ end }) => void ends.push(end),
    onWait: () => undefined,
    onUnknownFields: () => undefined,
  };
  const release = new KeyRelease(table, letters, context);
  const desk = new DeadLetterDesk(group, { database, clock: systemClock, randomness: systemRandomness }, letters, () => release);
  const begin = (message: ReturnType<typeof messageOf>) => new Deliveries(table, letters, context).begin(message);
  return { letters, release, desk, begin, deliver: (message: ReturnType<typeof messageOf>) => begin(message).attempt() };
}

function messageOf(storyId: string, offset: number) {
  const envelope = { id: randomUUID(), type: told.type, sequence: offset, version: offset, stream: `acme/story/${storyId}`, org: 'acme' };
  const story = { correlationId: storyId, causationId: 'test', service: 'test', topic, key: storyId, data: { storyId } };
  const { value, headers } = toMessage({ ...envelope, ...story, at: '2026-03-02T09:00:00.000Z' });
  return { topic, partition: 0, offset: String(offset), key: storyId, value: Buffer.from(value ?? ''), headers };
}

it('never delivers what an operator has discarded, also when Kafka brings it again, to a build that could handle it', async () => {
  const [first, other] = [openProcess(), openProcess()];
  const [dropped, next] = [messageOf('a', 11), messageOf('a', 12)];
  await first.deliver(dropped);
  await first.desk.discard('a', dropped, { reason: 'sent by a test', by });
  await other.deliver(dropped);
  expect(await other.desk.heldKeys()).toEqual([]);
  handle = async () => undefined;
  await other.deliver(dropped);
  await other.deliver(next);
  expect([handled, ends]).toEqual([['12'], ['dead', 'ignored', 'ignored', 'done']]);
});

describe('what a process knows of what others have held', () => {
  it('is read when partitions are assigned to it', async () => {
    const [first, other] = [openProcess(), openProcess()];
    handle = async () => undefined;
    await other.deliver(messageOf('g', 71));
    handle = async () => {
      throw new TypeError('a bug');
    };
    await first.deliver(messageOf('g', 72));
    other.letters.assigned();
    handle = async () => undefined;
    await other.deliver(messageOf('g', 73));
    await other.deliver(messageOf('h', 74));
    expect(ends).toEqual(['done', 'dead', 'held', 'done']);
    expect(await other.desk.release(topic, 'g', by)).toEqual({ handled: 2, free: true });
    await other.deliver(messageOf('g', 75));
    expect(handled).toEqual(['71', '74', '72', '73', '75']);
  });

  it('leaves open what an operator may discard of it later', async () => {
    const [first, other] = [openProcess(), openProcess()];
    const noise = { ...messageOf('i', 81), value: Buffer.from('no json'), headers: {} };
    await first.deliver(noise);
    handle = async () => undefined;
    await other.deliver(messageOf('i', 82));
    await first.desk.discardLoose(noise, { reason: 'noise', by });
    await other.deliver(noise);
    expect([ends, await other.desk.loose()]).toEqual([['dead', 'done', 'ignored'], []]);
  });

  it('is not believed of a message that was tried before: one that has lost its partition may have held it, and a person dropped it', async () => {
    const [lost, owner] = [openProcess(), openProcess()];
    const message = messageOf('j', 91);
    const delivering = owner.begin(message);
    handle = async () => {
      throw notYet();
    };
    expect(await delivering.attempt()).toBeGreaterThan(0);
    handle = async () => {
      throw new TypeError('a bug');
    };
    await lost.deliver(message);
    await lost.desk.discard('j', message, { reason: 'sent by a test', by });
    handle = async () => undefined;
    expect([await delivering.attempt(), handled, ends]).toEqual([undefined, [], ['dead', 'ignored']]);
  });
});

it('drops what is discarded while another process puts it behind its key', async () => {
  const [first, other] = [openProcess(), openProcess()];
  const [dropped, next] = [messageOf('b', 21), messageOf('b', 22)];
  const key = { group, topic, key: 'b' };
  await first.deliver(dropped);
  await first.deliver(next);
  // As a process does that had looked before the discard.
  const [letter] = await first.letters.waiting(key);
  await first.desk.discard('b', dropped, { reason: 'sent by a test', by });
  await other.letters.put(letter!, key);
  handle = async () => undefined;
  expect(await other.desk.release(topic, 'b', by)).toEqual({ handled: 2, free: true });
  expect(handled).toEqual(['22']);
});

it('forgets a message that belongs to no key when it is discarded', async () => {
  const { deliver, desk } = openProcess();
  const noise = { ...messageOf('c', 31), value: Buffer.from('no json'), headers: {} };
  await deliver(noise);
  await desk.discardLoose(noise, { reason: 'noise', by });
  await deliver(noise);
  expect(await desk.loose()).toEqual([]);
});

it('keeps a key while one attempt takes longer than a claim lasts', async () => {
  const [first, other] = [openProcess(), openProcess()];
  const message = messageOf('d', 41);
  await first.deliver(message);
  const handling = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  handle = () => {
    started.resolve();
    return handling.promise;
  };
  const released = first.desk.release(topic, 'd', by);
  await started.promise;
  const until = performance.now() + 1500;
  while (performance.now() < until) {
    expect(await other.letters.claim({ group, topic, key: 'd' }, 'another', 400)).toBe(false);
    expect(await other.desk.heldKeys()).toMatchObject([{ key: 'd', releasing: true }]);
    await systemClock.sleep(20);
  }
  handling.resolve();
  expect(await released).toEqual({ handled: 1, free: true });
});

it('does not put a message back that another has handled meanwhile', async () => {
  const { desk, deliver, letters } = openProcess();
  const key = { group, topic, key: 'e' };
  const message = messageOf('e', 51);
  await deliver(message);
  handle = async () => {
    // As another does that took the key while this process stood still.
    await letters.remove({ group, message } as never);
    throw new TypeError('a bug');
  };
  await desk.release(topic, 'e', by);
  expect(await letters.waiting(key)).toEqual([]);
});

it('lets a claim last by the server’s clock, not by that of a process', async () => {
  const { letters, deliver } = openProcess();
  const key = { group, topic, key: 'f' };
  await deliver(messageOf('f', 61));
  const ahead: Clock = { ...systemClock, now: () => new Date(Date.now() + 600_000).toISOString() };
  const broker = await KafkaBroker.open({ clientId: 'nobody', brokers: [] });
  const { deadLetters: another } = new KafkaStrategy(new ServicePorts('listener', database, broker, ahead));
  expect(await letters.claim(key, 'one', 60_000)).toBe(true);
  expect(await another.claim(key, 'another', 60_000)).toBe(false);
  expect(await letters.claim(key, 'one', 1)).toBe(true);
  while (!(await another.claim(key, 'another', 60_000))) await systemClock.sleep(20);
});
