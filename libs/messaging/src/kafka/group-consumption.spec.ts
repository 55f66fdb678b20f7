/**
 * When a client of Kafka is replaced though it does not say that anything is wrong. The client and the time are the test's; what a real one
 * does, group-consumption.integration.ts says. Case 56 of reliability.md.
 */
import { metrics } from '@rolecall/telemetry';
import type { Admin, ConsumerRunConfig, EachBatchPayload, Kafka } from 'kafkajs';
import { HandClock } from '../../../../tests/hand-clock.js';
import { GroupConsumption } from './group-consumption.js';

const topic = 'hiring.application';
const events = { GROUP_JOIN: 'join', REBALANCING: 'rebalancing', HEARTBEAT: 'heartbeat', STOP: 'stop', CRASH: 'crash' };
const seconds = 1000;

/** A consumer of kafkajs, as far as a group client needs it. */
class Client {
  readonly commits: string[] = [];
  /** One for each batch: it may fetch again when all have ended. */
  readonly batches: unknown[] = [];
  left = false;
  private readonly listeners = new Map<string, (event: object) => void>();
  private take: (payload: EachBatchPayload) => unknown = () => undefined;

  readonly consumer = {
    events,
    on: (name: string, listener: (event: object) => void) => void this.listeners.set(name, listener),
    connect: async () => undefined,
    subscribe: async () => undefined,
    run: async ({ eachBatch }: ConsumerRunConfig) => {
      this.take = eachBatch ?? this.take;
    },
    pause: () => undefined,
    resume: () => undefined,
    seek: () => undefined,
    disconnect: async () => {
      this.left = true;
    },
  };

  async join(): Promise<void> {
    this.listeners.get(events.GROUP_JOIN)?.({ payload: { memberAssignment: { [topic]: [0] } } });
    await clock.pass(0);
  }

  beat = () => this.listeners.get(events.HEARTBEAT)?.({});

  /** A batch of one message. */
  async gives(offset: number, key: string): Promise<void> {
    const taken = this.take({
      batch: {
        ...{ topic, partition: 0, fetchedOffset: String(offset), lastOffset: () => String(offset), highWatermark: String(offset + 1) },
        messages: [{ offset: String(offset), key: Buffer.from(key), value: null, headers: {}, timestamp: String(clock.elapsed()) }],
      },
      resolveOffset: () => undefined,
      commitOffsetsIfNecessary: async ({ topics = [] }: { topics?: { partitions: { offset: string }[] }[] }) =>
        void this.commits.push(...topics.flatMap(({ partitions }) => partitions.map(({ offset: place }) => place))),
      isStale: () => false,
    } as unknown as EachBatchPayload);
    this.batches.push(taken);
    await clock.pass(0);
  }
}

const admin = {
  fetchOffsets: async () => [{ topic, partitions: [{ partition: 0, offset: '-1', metadata: null }] }],
  fetchTopicOffsets: async () => [{ partition: 0, offset: '0', low: '0', high: String(logEnd) }],
  describeGroups: async () => ({ groups: [{ members: [] }] }),
} as unknown as Admin;

let clock: HandClock;
let logEnd = 0;
let clients: Client[];
let reasons: unknown[];
/** Handlers that have begun, by key. */
let begun: string[];
/** Ends the handler of the key that began last. */
let ends: Map<string, () => void>;
/** How many handlers had begun whenever partitions were assigned. */
let assigned: number[];
let consumption: GroupConsumption;
const last = () => clients.at(-1) as Client;

beforeEach(async () => {
  [clock, clients, reasons, begun, ends, assigned] = [new HandClock(), [], [], [], new Map(), []];
  logEnd = 0;
  const kafka = () => {
    const client = new Client();
    clients.push(client);
    return { consumer: () => client.consumer } as unknown as Kafka;
  };
  const begin = ({ key = '' }) => ({
    attempt: () => {
      begun.push(key);
      return new Promise<undefined>((resolve) => ends.set(key, () => resolve(undefined)));
    },
  });
  const log = (_: string, message: string, facts: Record<string, unknown> = {}) =>
    void (message === 'the consumer is replaced' && reasons.push(facts.reason));
  consumption = new GroupConsumption(
    { group: 'group', topics: [topic], begin, onAssigned: () => void assigned.push(begun.length) },
    { kafka, withAdmin: (ask) => ask(admin), clock, randomness: { id: () => 'id', fraction: () => 0 }, log },
  );
  await clock.pass(0);
  await last().join();
});

afterEach(async () => {
  const closed = consumption.close();
  for (const key of begun) await end(key);
  await clock.pass(30 * seconds);
  await closed;
});

/** So long its heartbeats are answered. */
async function lives(forSeconds: number): Promise<void> {
  for (let second = 0; second < forSeconds; second += 1) {
    last().beat();
    await clock.pass(1 * seconds);
  }
}
async function end(key: string): Promise<void> {
  ends.get(key)?.();
  await clock.pass(0);
}

it('is replaced when no handler has ended for a minute, though its heartbeats go on: another process may do better', async () => {
  await last().gives(0, 'a');
  await last().gives(1, 'b');
  await lives(60);
  expect([reasons, clients.length, last().left]).toEqual([[], 1, false]);
  await lives(1);
  expect([reasons, clients.length, last().left]).toEqual([['handlers make no progress'], 1, true]);
});

it('goes on with what it gets after that, and keeps a key whose handler hangs still until that has ended', async () => {
  await last().gives(0, 'a');
  await lives(62);
  expect(clients).toHaveLength(2);
  await last().join();
  await last().gives(0, 'a');
  await last().gives(1, 'b');
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  // That of the old client: its end is told to nobody, and makes room.
  await end('a');
  expect(begun).toEqual(['a', 'b', 'a']);
  await lives(1);
  expect(last().commits).toEqual(['0']);
  await end('a');
  await lives(1);
  expect(last().commits).toEqual(['0', '2']);
  expect([reasons, consumption.alive()]).toEqual([['handlers make no progress'], true]);
});

it('is replaced once a minute while they hang: its process does not unsettle the group all the time, and is not taken for dead', async () => {
  await last().gives(0, 'a');
  for (let minute = 1; minute <= 5; minute += 1) {
    await lives(61);
    expect([minute, clients.length, last().left]).toEqual([minute, minute, true]);
    await clock.pass(6 * seconds);
    await last().join();
    await last().gives(0, 'a');
  }
  expect([consumption.alive(), begun]).toEqual([true, ['a']]);
});

it('is left alone while any handler ends now and then', async () => {
  await last().gives(0, 'a');
  for (let n = 1; n <= 10; n += 1) {
    await last().gives(n, `b${n}`);
    await lives(59);
    await end(`b${n}`);
  }
  expect([reasons, last().left]).toEqual([[], false]);
});

it('is left alone while nothing is there to be handled, however long, and for a minute from when something is', async () => {
  await lives(600);
  await last().gives(0, 'a');
  await lives(60);
  expect(reasons).toEqual([]);
  await lives(1);
  expect(reasons).toEqual(['handlers make no progress']);
});

it('is replaced when it has given no sign of life for a minute', async () => {
  last().beat();
  await clock.pass(60 * seconds);
  expect(reasons).toEqual([]);
  await clock.pass(1 * seconds);
  expect(reasons).toEqual(['no sign of life']);
});

it('fetches again a moment after what a fetch has brought, all of which was taken at once', async () => {
  let again = false;
  await last().gives(0, 'a');
  await clock.pass(10);
  await last().gives(1, 'b');
  expect(begun).toEqual(['a', 'b']);
  void Promise.all(last().batches).then(() => {
    again = true;
  });
  await clock.pass(24);
  expect(again).toBe(false);
  await clock.pass(1);
  expect(again).toBe(true);
  await last().gives(2, 'c');
  expect(begun).toEqual(['a', 'b', 'c']);
});

it('tells whenever partitions were assigned, before a message of them comes', async () => {
  expect(assigned).toEqual([0]);
  await last().gives(0, 'a');
  await last().join();
  expect(assigned).toEqual([0, 1]);
});

describe('its lag', () => {
  const told = async (gauge: { get(): Promise<{ values: { labels: object; value: number }[] }> }) => (await gauge.get()).values[0]?.value;
  const lag = async () => [await told(metrics.consumerLagSeconds), await told(metrics.consumerLagMessages)];
  it('is the age of the oldest message that is not finished, and grows while its handler stands still', async () => {
    expect(await lag()).toEqual([0, 0]);
    await last().gives(0, 'a');
    await lives(5);
    await last().gives(1, 'b');
    await lives(25);
    expect(await lag()).toEqual([30, 2]);
    await end('b');
    expect(await lag()).toEqual([30, 1]);
    await lives(1);
    expect(await lag()).toEqual([31, 1]);
    await end('a');
    expect(await lag()).toEqual([0, 0]);
    expect([await told(metrics.partitionsAssigned), await told(metrics.keysInWork)]).toEqual([1, 0]);
  });

  it('counts what lies in the log and does not come, from when it was seen there', async () => {
    logEnd = 5;
    await lives(11);
    expect(await lag()).toEqual([0, 5]);
    await lives(8);
    expect(await lag()).toEqual([8, 5]);
  });

  it('goes on while the client is lost and nobody knows what waits, until the group is joined again', async () => {
    await last().gives(0, 'a');
    await lives(61);
    expect(reasons).toEqual(['handlers make no progress']);
    await clock.pass(9 * seconds);
    expect(await lag()).toEqual([70, 1]);
    await last().join();
    expect(await lag()).toEqual([0, 0]);
    const { values } = await metrics.consumerClientsReplacedTotal.get();
    expect(values.map(({ labels }) => labels.why)).toEqual(expect.arrayContaining(['no_progress', 'silent']));
  });

  it('is told no more when the consumption has ended', async () => {
    const closed = consumption.close();
    await clock.pass(30 * seconds);
    await closed;
    expect(await lag()).toEqual([undefined, undefined]);
  });
});
