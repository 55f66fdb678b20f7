/** A generation whose client loses its place: nothing that was finished is forgotten, and the partition goes on. */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../system-ports.js';
import type { Bounds, TopicPartition } from './assigned-partition.js';
import type { IncomingMessage } from './broker.js';
import { type Fetching, Generation } from './generation.js';
import { consumeDefaults } from './group-consumption.js';
import { KeyQueues } from './key-queues.js';

const at: TopicPartition = { topic: 'topic', partition: 0 };

/** What kafkajs and Kafka would do: the place is kept, and what a person asks of the log is answered when the test says so. */
class Client implements Fetching {
  readonly commits: bigint[] = [];
  readonly seeks: bigint[] = [];
  readonly pauses: string[] = [];
  answer: () => Promise<Bounds | undefined> = async () => ({ committed: undefined, low: 0n, high: 100n });

  seek = (_: TopicPartition, offset: bigint) => void this.seeks.push(offset);
  pause = () => void this.pauses.push('pause');
  resume = () => void this.pauses.push('resume');
  commit = async (offsets: readonly { offset: bigint }[]) => void this.commits.push(...offsets.map(({ offset }) => offset));
  async offsets(): Promise<Map<string, Bounds>> {
    const bounds = await this.answer();
    return new Map(bounds ? [['topic/0', bounds]] : []);
  }
}

let client: Client;
let generation: Generation;
/** Ends the handler of an offset. */
let ends: Map<string, () => void>;
const alarms: string[] = [];

beforeEach(() => {
  client = new Client();
  ends = new Map();
  alarms.length = 0;
  return opened();
});

/** A generation of a group that has stood at those places, as its database knows. */
async function opened(...stood: string[]): Promise<void> {
  const begin = ({ offset }: IncomingMessage) => ({
    attempt: () => new Promise<undefined>((resolve) => ends.set(offset, () => resolve(undefined))),
  });
  const queues = new KeyQueues(systemClock, 10, () => undefined);
  const stoodAt = async () => stood.map((offset) => ({ ...at, offset }));
  const options = { group: 'group', topics: ['topic'], begin, stoodAt, onAlarm: (message: string) => void alarms.push(message) };
  const tuning = { ...consumeDefaults, highWater: 4, lowWater: 1 };
  generation = new Generation([at], client, { options, tuning, queues, log: () => undefined });
  await generation.open();
}

/** A batch of messages, each of a key of its own. */
function fetch(from: number, count: number): bigint | undefined {
  const messages = Array.from({ length: count }, (_, n) => {
    const offset = String(from + n);
    return { message: { ...at, offset, key: offset, value: null, headers: {} }, sentAt: 0 };
  });
  return generation.take({ ...at, fetchedOffset: BigInt(from), nextOffset: BigInt(from + count), high: 100n, messages });
}

async function end(...offsets: number[]): Promise<void> {
  for (const offset of offsets) ends.get(String(offset))?.();
  await sleep(0);
}

it('counts what a handler finishes while the client’s place is looked at', async () => {
  expect(fetch(0, 3)).toBe(3n);
  const asked = Promise.withResolvers<Bounds>();
  client.answer = () => asked.promise;
  expect(fetch(7, 1)).toBeUndefined();
  await end(0, 1);
  expect(fetch(3, 1)).toBeUndefined();
  asked.resolve({ committed: 0n, low: 0n, high: 100n });
  await sleep(0);
  expect(client.seeks).toEqual([0n, 3n]);
  expect(fetch(3, 1)).toBe(4n);
  await end(2, 3);
  await generation.commit();
  expect(client.commits).toEqual([4n]);
});

it.each([
  ['does not answer', () => Promise.reject(new Error('no coordinator'))],
  ['does not know the partition', async () => undefined],
])('looks again at a place when the broker %s', async (_, answer) => {
  fetch(0, 3);
  const { answer: well } = client;
  client.answer = answer;
  expect(fetch(7, 1)).toBeUndefined();
  await sleep(0);
  expect(client.seeks).toEqual([0n]);
  client.answer = well;
  expect(fetch(7, 1)).toBeUndefined();
  await sleep(0);
  expect(client.seeks).toEqual([0n, 3n]);
  expect(fetch(3, 1)).toBe(4n);
});

it('goes on with a partition that was full and has drained while its place was looked at', async () => {
  fetch(0, 4);
  const asked = Promise.withResolvers<Bounds>();
  client.answer = () => asked.promise;
  fetch(7, 1);
  await end(0, 1, 2, 3);
  asked.resolve({ committed: 0n, low: 0n, high: 100n });
  await sleep(0);
  expect(client.pauses).toEqual(['resume', 'pause', 'resume']);
});

it('never fetches again from a place that is lost, also when what ran there ends', async () => {
  fetch(0, 4);
  client.answer = async () => ({ committed: undefined, low: 50n, high: 100n });
  fetch(50, 1);
  await sleep(0);
  expect(alarms).toEqual(['offset is not in the log']);
  await end(0, 1, 2, 3);
  expect(client.pauses).toEqual(['resume', 'pause', 'pause']);
  expect(fetch(50, 1)).toBeUndefined();
});

it('commits what was finished while a commit was under way, behind that one; at once for whoever has no time left', async () => {
  fetch(0, 3);
  await end(0);
  const [taken, { commit }] = [Promise.withResolvers<void>(), client];
  client.commit = async (offsets) => {
    await commit(offsets);
    await taken.promise;
  };
  const under = generation.commit();
  await end(1, 2);
  const last = generation.commit();
  expect(client.commits).toEqual([1n]);
  const lastWord = generation.commitNow();
  generation.close();
  expect(client.commits).toEqual([1n, 3n]);
  taken.resolve();
  await Promise.all([under, last, lastWord]);
  expect(client.commits).toEqual([1n, 3n]);
});

it('commits again where it stands when the client was reset, and with that threw the group’s place away', async () => {
  fetch(0, 3);
  await end(0, 1, 2);
  await generation.commit();
  client.answer = async () => ({ committed: undefined, low: 50n, high: 100n });
  fetch(50, 1);
  await sleep(0);
  await generation.commit();
  await generation.commit();
  expect(client.commits).toEqual([3n, 3n]);
});

it('goes on where it has stood when Kafka does not know it any more, and tells it Kafka again', async () => {
  await opened('3');
  expect(fetch(0, 1)).toBeUndefined();
  await sleep(0);
  expect(fetch(3, 1)).toBe(4n);
  await generation.commit();
  expect([alarms, client.commits]).toEqual([[], [3n]]);
});

it('stands still where it has stood, if Kafka knows neither that nor has it in its log', async () => {
  client.pauses.length = 0;
  client.answer = async () => ({ committed: undefined, low: 50n, high: 100n });
  await opened('3');
  expect([alarms, client.pauses]).toEqual([['offset is not in the log'], ['pause']]);
  expect(fetch(50, 1)).toBeUndefined();
  await generation.commit();
  expect(client.commits).toEqual([]);
});
