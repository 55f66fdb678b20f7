/** The conformance list of a broker adapter, on a real Kafka. Another adapter must pass the same. */
import { randomUUID } from 'node:crypto';
import { LossyNetwork } from '../../../../tests/integration/lossy-network.js';
import { systemClock } from '../system-ports.js';
import {
  type Broker,
  BrokerUnavailable,
  type ConsumeOptions,
  type Consumption,
  type IncomingMessage,
  type Log,
  TopicMismatch,
} from './broker.js';
import { KafkaBroker } from './kafka-broker.js';
import { partitionOf } from './partitioner.js';

const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');
const partitions = 3;
const opened: Broker[] = [];
const logged: string[] = [];

const open = async (at = brokers, network?: LossyNetwork) => {
  const connection = network && { socketFactory: network.socketFactory };
  const log: Log = (level, message) => void logged.push(`${level} ${message}`);
  const broker = await KafkaBroker.open({ clientId: 'conformance', brokers: at, connection, log });
  opened.push(broker);
  return broker;
};

const broker = await open();
let topic = '';
beforeEach(async () => {
  logged.length = 0;
  topic = `conformance.${randomUUID()}`;
  await broker.ensureTopics([{ name: topic, partitions }]);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const numbered = (key: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({ topic, key, value: JSON.stringify(from + n), headers: { key, n: String(from + n) } }));
const interleaved = (keys: string[], count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => keys.flatMap((key) => numbered(key, 1, from + n))).flat();

async function eventually(check: () => boolean | Promise<boolean>, forMs = 20_000): Promise<void> {
  const until = performance.now() + forMs;
  while (!(await check())) {
    if (performance.now() > until) throw new Error(`did not happen within ${forMs} ms: ${check}`);
    await systemClock.sleep(20);
  }
}

/** A consumer that notes what it handled, in order. */
async function consume(
  handle: (message: IncomingMessage) => Promise<number | undefined> = async () => undefined,
  more: Partial<ConsumeOptions> = {},
  from = broker,
) {
  const handled: { key: string; n: number }[] = [];
  const begun: IncomingMessage[] = [];
  const consumption: Consumption = await from.consume({
    group: 'group',
    topics: [topic],
    ...more,
    begin: (message) => {
      begun.push(message);
      return {
        attempt: async () => {
          const again = await handle(message);
          if (again === undefined) handled.push({ key: message.key ?? '', n: Number(message.value) });
          return again;
        },
      };
    },
  });
  const of = (key: string) => handled.filter((one) => one.key === key).map(({ n }) => n);
  return { handled, begun, of, consumption, close: () => consumption.close() };
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);
const unique = (numbers: number[]) => [...new Set(numbers)];
const group = () => `group.${randomUUID()}`;

it('keeps the order of each key, with its headers, on the partition that the key decides', async () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];
  await broker.send(interleaved(keys, 40));
  const reader = await consume(undefined, { group: group() });
  await eventually(() => reader.handled.length >= 200);
  for (const key of keys) expect(reader.of(key)).toEqual(upTo(40));
  for (const { key = '', partition, headers } of reader.begun) {
    expect(partition).toBe(partitionOf(key, partitions));
    expect(headers.key).toBe(key);
  }
  await reader.close();
});

it('runs keys side by side, also of one partition, and one key strictly after the other', async () => {
  const keys = Array.from({ length: 60 }, (_, n) => `k${n}`).filter((key) => partitionOf(key, partitions) === 0);
  await broker.send(interleaved(keys, 5));
  const running = new Map<string, number>();
  let most = 0;
  let overlaps = 0;
  const reader = await consume(
    async ({ key = '' }) => {
      if (running.has(key)) overlaps += 1;
      running.set(key, 1);
      most = Math.max(most, running.size);
      await systemClock.sleep(10);
      running.delete(key);
      return undefined;
    },
    { group: group(), tuning: { parallelMax: 8 } },
  );
  await eventually(() => reader.handled.length >= keys.length * 5);
  expect([most, overlaps]).toEqual([8, 0]);
  await reader.close();
});

it('goes on where it stopped: what was finished is not delivered again, what was not is', async () => {
  await broker.send(interleaved(['a', 'b'], 10));
  const name = group();
  const first = await consume(async ({ key, value }) => (key === 'b' && Number(value) >= 5 ? 60_000 : undefined), { group: name });
  await eventually(() => first.handled.length >= 15);
  await first.close();
  const second = await consume(undefined, { group: name });
  await eventually(() => second.of('b').length >= 5);
  expect(second.of('b').slice(-5)).toEqual([5, 6, 7, 8, 9]);
  await second.close();
  const third = await consume(undefined, { group: name });
  await third.consumption.joined;
  await broker.send(numbered('a', 1, 10));
  await eventually(() => third.of('a').includes(10));
  expect(third.handled).toEqual([{ key: 'a', n: 10 }]);
  await third.close();
});

it('closed in the middle, finishes what runs and begins nothing more, whatever is on its way; the next one goes on behind it', async () => {
  const name = group();
  const keys = ['a', 'b', 'c', 'd'];
  await broker.send(interleaved(keys, 5));
  const first = await consume(() => systemClock.sleep(300).then(() => undefined), { group: name });
  await eventually(() => keys.every((key) => first.begun.some((message) => message.key === key)));
  const closing = first.close();
  for (let n = 5; n < 15; n += 1) await broker.send(interleaved(keys, 1, n));
  await closing;
  const second = await consume(undefined, { group: name });
  await eventually(() => keys.every((key) => second.of(key).includes(14)));
  for (const key of keys) expect([...first.of(key), ...second.of(key)]).toEqual(Array.from({ length: 15 }, (_, n) => n));
  await second.close();
});

it('delivers a message again when its process vanished before its handler had finished', async () => {
  await broker.send(numbered('a', 3));
  const name = group();
  const network = new LossyNetwork();
  const vanishing = await open(brokers, network);
  const tuning = { sessionTimeoutMs: 6000, graceMs: 1 };
  const lost = await consume(() => new Promise(() => undefined), { group: name, tuning }, vanishing);
  await eventually(() => lost.begun.length >= 1);
  network.state = 'gone';
  const next = await consume(undefined, { group: name });
  await eventually(() => next.of('a').length >= 3);
  expect(next.of('a')).toEqual([0, 1, 2]);
  await Promise.all([lost.close(), next.close()]);
}, 60_000);

it('replaces a client whose connections went silent without an end', async () => {
  const network = new LossyNetwork();
  const reader = await consume(
    undefined,
    { group: group(), tuning: { quietMs: 2000, sessionTimeoutMs: 6000 } },
    await open(brokers, network),
  );
  await reader.consumption.joined;
  network.state = 'silent';
  await broker.send(numbered('a', 5));
  await eventually(() => logged.some((line) => line.includes('the consumer is replaced')));
  network.state = 'well';
  await eventually(() => reader.of('a').length >= 5, 60_000);
  expect(unique(reader.of('a'))).toEqual(upTo(5));
  await reader.close();
}, 90_000);

it('loses nothing and keeps the order when the answer to a write is lost and the sender repeats', async () => {
  const network = new LossyNetwork();
  const sender = await open(brokers, network);
  await sender.send(numbered('a', 1));
  let failures = 0;
  const sendUntilTaken = async (n: number): Promise<void> => {
    for (;;) {
      try {
        return await sender.send(numbered('a', 1, n));
      } catch (error) {
        if (!(error instanceof BrokerUnavailable)) throw error;
        failures += 1;
      }
    }
  };
  for (let n = 1; n < 30; n += 1) {
    if (n % 5 === 0) network.loseNextAnswer = true;
    await sendUntilTaken(n);
  }
  const reader = await consume(undefined, { group: group() });
  await eventually(() => reader.of('a').includes(29));
  expect(failures).toBe(5);
  expect(unique(reader.of('a'))).toEqual(upTo(30));
  expect(reader.of('a').length).toBe(35);
  await reader.close();
});

it('fails the send whose answer was lost, also when others wait behind it, and writes those', async () => {
  const network = new LossyNetwork();
  const sender = await open(brokers, network);
  await sender.send(numbered('a', 1));
  network.loseNextAnswer = true;
  const fates = await Promise.allSettled([1, 2, 3].map((n) => sender.send(numbered('a', 1, n))));
  expect(fates.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  const reader = await consume(undefined, { group: group() });
  await eventually(() => reader.of('a').includes(3));
  expect(reader.of('a')).toEqual([0, 1, 2, 3]);
  await reader.close();
});

it('bounds what it holds: a partition is paused above the high-water mark and resumed when it has drained', async () => {
  const waves = 20;
  for (let wave = 0; wave < waves; wave += 1) await broker.send(numbered('a', 100, wave * 100));
  let open = false;
  const reader = await consume(async () => (open ? undefined : 50), { group: group(), tuning: { highWater: 50, lowWater: 10 } });
  await eventually(() => reader.begun.length > 0);
  await systemClock.sleep(1500);
  const held = reader.begun.length;
  expect(held).toBe(50);
  open = true;
  await eventually(() => reader.handled.length >= waves * 100);
  expect(reader.of('a')).toEqual(upTo(waves * 100));
  await reader.close();
}, 60_000);

it('lets a key wait without keeping other keys of its partition, and commits nothing beyond it', async () => {
  const [waiting = '', other = ''] = Array.from({ length: 60 }, (_, n) => `k${n}`).filter((key) => partitionOf(key, partitions) === 1);
  await broker.send(interleaved([waiting, other], 20));
  const name = group();
  const first = await consume(async ({ key }) => (key === waiting ? 100 : undefined), { group: name });
  await eventually(() => first.of(other).length === 20);
  expect(first.of(waiting)).toEqual([]);
  await first.close();
  const second = await consume(undefined, { group: name });
  await eventually(() => second.of(waiting).length === 20);
  expect(second.of(waiting)).toEqual(upTo(20));
  await second.close();
});

it('loses nothing and keeps the order when consumers join and leave under load', async () => {
  const keys = Array.from({ length: 12 }, (_, n) => `k${n}`);
  const name = group();
  const order: { key: string; n: number }[] = [];
  const watched = async ({ key = '', value }: IncomingMessage) => {
    order.push({ key, n: Number(value) });
    await systemClock.sleep(3);
    return undefined;
  };
  const first = await consume(watched, { group: name });
  await first.consumption.joined;
  let sent = 0;
  let sending = true;
  const load = (async () => {
    while (sending) {
      await broker.send(interleaved(keys, 5, sent));
      sent += 5;
      await systemClock.sleep(15);
    }
  })();
  const members: Awaited<ReturnType<typeof consume>>[] = [];
  const join = async () => {
    const member = await consume(watched, { group: name }, await open());
    await member.consumption.joined;
    members.push(member);
  };
  // From one to eight and back to one, some at the same moment: more than there are partitions.
  for (const joining of [1, 1, 2, 3]) {
    await Promise.all(Array.from({ length: joining }, join));
    await systemClock.sleep(300);
  }
  expect(members).toHaveLength(7);
  for (const leaving of [3, 2, 1, 1]) {
    await Promise.all(members.splice(0, leaving).map((member) => member.close()));
    await systemClock.sleep(300);
  }
  sending = false;
  await load;
  const seen = (key: string) => order.filter((one) => one.key === key).map(({ n }) => n);
  await eventually(() => keys.every((key) => new Set(seen(key)).size === sent), 40_000);
  for (const key of keys) expect(unique(seen(key))).toEqual(upTo(sent));
  expect(order.length - sent * keys.length).toBeLessThan(sent * keys.length);
  await first.close();
}, 120_000);

it('makes topics that keep events for ever, and refuses one with another number of partitions', async () => {
  const findings = await broker.ensureTopics([{ name: topic, partitions }]);
  // How many copies there are is a matter of how many brokers.
  expect(findings.filter((sentence) => !sentence.includes('has replication'))).toEqual([]);
  await expect(broker.ensureTopics([{ name: topic, partitions: partitions + 1 }])).rejects.toThrow(TopicMismatch);
});

it('never makes a topic by itself: sending to a missing one fails and may be repeated later', async () => {
  const missing = `missing.${randomUUID()}`;
  const message = { topic: missing, key: 'a', value: '1', headers: {} };
  await expect(broker.send([message])).rejects.toThrow(BrokerUnavailable);
  await broker.ensureTopics([{ name: missing, partitions: 1 }]);
  await broker.send([message]);
});

it('says that nobody listens, lives on, for a new process would help nothing, and still closes', async () => {
  const nowhere = await open(['127.0.0.1:1']);
  await expect(nowhere.send(numbered('a', 1))).rejects.toThrow(BrokerUnavailable);
  const reader = await consume(undefined, { group: group() }, nowhere);
  await eventually(() => logged.filter((line) => line === 'warn the consumer is replaced').length >= 5, 40_000);
  expect(reader.consumption.alive()).toBe(true);
  await reader.close();
}, 60_000);

it('sends batches one after the other, in the order they were given', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, n) => broker.send(numbered('a', 3, n * 3))));
  const reader = await consume(undefined, { group: group() });
  await eventually(() => reader.handled.length >= 90);
  expect(reader.of('a')).toEqual(upTo(90));
  await reader.close();
});
