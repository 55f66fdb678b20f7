/** When a consumer is replaced, and when its process should be. What a Kafka that is away means for it, kafka-broker.integration.ts says. */
import { randomUUID } from 'node:crypto';
import { type Admin, type Consumer, Kafka, logLevel } from 'kafkajs';
import { systemClock, systemRandomness } from '../system-ports.js';
import type { ConsumeTuning } from './broker.js';
import { GroupConsumption } from './group-consumption.js';

const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');
const at = (addresses: string[]) => new Kafka({ brokers: addresses, logLevel: logLevel.NOTHING, retry: { retries: 0 } });
const ports = { clock: systemClock, randomness: systemRandomness };
const tuning: Partial<ConsumeTuning> = {
  lookEveryMs: 500,
  highWater: 2,
  lowWater: 1,
  sessionTimeoutMs: 6000,
  quietMs: 3000,
  heartbeatEveryMs: 200,
};

let admin: Admin;
beforeAll(async () => {
  admin = at(brokers).admin();
  await admin.connect();
});
afterAll(() => admin.disconnect());

async function until(holds: () => boolean, forMs: number): Promise<void> {
  const end = performance.now() + forMs;
  while (!holds() && performance.now() < end) await systemClock.sleep(20);
  expect(holds()).toBe(true);
}

/** Of a client of kafkajs, who listens to what it says, by the name of the event. */
type Listening = Map<string, (event: never) => void>;

/** A consumption of a new topic of two partitions, what it got, why its clients were replaced, and the clients of kafkajs themselves. */
async function consuming(handleMs = 0) {
  const [topic, group] = [`topic.${randomUUID()}`, `group.${randomUUID()}`];
  await admin.createTopics({ topics: [{ topic, numPartitions: 2 }], waitForLeaders: true });
  const [clients, listening, got, reasons]: [Consumer[], Listening[], string[], unknown[]] = [[], [], [], []];
  const kafka = () => {
    const made = at(brokers);
    const consumer = made.consumer.bind(made);
    made.consumer = (config) => {
      const client = consumer(config);
      const on = client.on.bind(client);
      const listeners: Listening = new Map();
      client.on = ((name: Parameters<typeof on>[0], listener: Parameters<typeof on>[1]) => {
        listeners.set(name, listener);
        return on(name, listener);
      }) as typeof client.on;
      clients.push(client);
      listening.push(listeners);
      return client;
    };
    return made;
  };
  const begin = ({ value }: { value: Buffer | null }) => ({
    attempt: async () => {
      await systemClock.sleep(handleMs);
      got.push(String(value));
      return undefined;
    },
  });
  const log = (_: string, message: string, facts?: Record<string, unknown>) =>
    void (message === 'the consumer is replaced' && reasons.push(facts?.reason));
  const consumption = new GroupConsumption(
    { group, topics: [topic], begin, tuning },
    { ...ports, kafka, withAdmin: (ask) => ask(admin), log },
  );
  await consumption.joined;
  // A Kafka that has just begun has no coordinator for the first.
  reasons.length = 0;
  const producer = at(brokers).producer();
  await producer.connect();
  const send = (partition: number, value: string) => producer.send({ topic, messages: [{ partition, value }] });
  const stop = () => Promise.all([consumption.close(), producer.disconnect()]);
  return { topic, clients, listening, got, reasons, send, stop };
}

it('is replaced when a partition gets nothing though it has something, while its client lives on and gets others', async () => {
  const { topic, clients, got, reasons, send, stop } = await consuming();
  clients.at(-1)?.pause([{ topic, partitions: [1] }]);
  await send(0, 'seen');
  await until(() => got.length === 1, 10_000);
  await send(1, 'not seen');
  await until(() => got.includes('not seen'), 20_000);
  expect([got, reasons]).toEqual([['seen', 'not seen'], ['messages do not come']]);
  await stop();
}, 60_000);

it('is left alone while nothing is sent, and while a partition waits for slow handlers', async () => {
  const { got, reasons, send, stop } = await consuming(1000);
  await systemClock.sleep(2000);
  for (let n = 0; n < 12; n += 1) await send(n % 2, String(n));
  await until(() => got.length === 12, 30_000);
  expect(reasons).toEqual([]);
  await stop();
}, 60_000);

it('is replaced when its client goes on without having joined again', async () => {
  const { listening, got, reasons, send, stop } = await consuming();
  // What kafkajs says when it is going to join again; this one does not.
  listening.at(-1)?.get('consumer.rebalancing')?.({} as never);
  await send(0, 'after');
  await until(() => got.includes('after'), 30_000);
  expect(reasons).toEqual(['gave up joining']);
  await stop();
}, 60_000);

it('is to be replaced when its group answers others and it never comes in', async () => {
  const consumption = new GroupConsumption(
    { group: 'never-in', topics: ['any'], begin: () => ({ attempt: async () => undefined }) },
    { ...ports, kafka: () => at(['127.0.0.1:1']), withAdmin: (ask) => ask(admin), log: () => undefined },
  );
  await until(() => !consumption.alive(), 40_000);
  await consumption.close();
}, 60_000);
