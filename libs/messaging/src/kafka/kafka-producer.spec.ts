/** An acknowledgement is true: what the answer of the client does not name as written was not sent. Case 17 of reliability.md. */
import type { Kafka, ProducerBatch, ProducerConfig, RecordMetadata } from 'kafkajs';
import { BrokerRefused, BrokerUnavailable } from './broker.js';
import { KafkaProducer, unacknowledged } from './kafka-producer.js';
import { partitionOf } from './partitioner.js';

const topic = 'hiring.application';
const named = (partition: number, errorCode = 0): RecordMetadata => ({ topicName: topic, partition, errorCode });

it.each<[string, RecordMetadata[], string[]]>([
  ['is named as written', [named(0), named(1)], []],
  ['is not named at all', [named(0)], [`${topic}/1`]],
  ['of another topic is named', [named(0), { ...named(1), topicName: 'hiring.candidate' }], [`${topic}/1`]],
  ['is named with an error', [named(0), named(1, 6)], [`${topic}/1`]],
  ['is named as written, and then with an error', [named(0), named(1), named(1, 7)], [`${topic}/1`]],
  ['is named with an error, and then as written', [named(0), named(1, 7), named(1)], [`${topic}/1`]],
  ['is named twice as written', [named(0), named(1), named(1)], []],
  ['is named, and so is one that nothing was sent to', [named(0), named(1), named(2, 6)], []],
  ['is not named, nor any other', [], [`${topic}/0`, `${topic}/1`]],
])('what counts as missing when a partition %s', (_, answer, missing) =>
  expect(unacknowledged(new Set([`${topic}/0`, `${topic}/1`]), answer)).toEqual(missing),
);

/** The client of kafkajs, as far as a producer needs it: it gives the answers that it is told to give, one after the other. */
class Client {
  readonly producers: ProducerConfig[] = [];
  /** Which of them are connected. */
  readonly connected = new Set<ProducerConfig>();
  readonly sent: string[] = [];
  private underWay = 0;
  /** How many batches were under way at once. */
  most = 0;

  constructor(private readonly answers: ((written: RecordMetadata[]) => RecordMetadata[])[]) {}

  producer = (config: ProducerConfig) => {
    this.producers.push(config);
    return {
      connect: async () => void this.connected.add(config),
      disconnect: async () => void this.connected.delete(config),
      sendBatch: async ({ topicMessages = [] }: ProducerBatch) => {
        const partitioner = config.createPartitioner?.();
        const partitionMetadata = [0, 1, 2].map((partitionId) => ({ partitionId, leader: 1 })) as never;
        const messages = topicMessages.flatMap((each) =>
          each.messages.map((message) => ({ topic: each.topic, message, partitionMetadata })),
        );
        const written = new Set(messages.map((message) => partitioner?.(message) ?? 0));
        this.sent.push(messages.map((each) => String(each.message.value)).join(' '));
        this.underWay += 1;
        this.most = Math.max(this.most, this.underWay);
        await new Promise(setImmediate);
        this.underWay -= 1;
        return (this.answers.shift() ?? ((all) => all))([...written].map((partition) => named(partition)));
      },
    };
  };
}

const of = (...answers: ConstructorParameters<typeof Client>[0]) => {
  const client = new Client(answers);
  return { client, producer: new KafkaProducer(client as unknown as Kafka) };
};
const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
const message = (key: string, value = key) => ({ topic, key, value, headers: {} });
const batch = keys.map((key) => message(key));
const fail = (error: object) => () => {
  throw error;
};

it('is acknowledged when every partition of the batch is, through one client that stays', async () => {
  const { client, producer } = of();
  expect(new Set(keys.map((key) => partitionOf(key, 3)))).toEqual(new Set([0, 1, 2]));
  for (let n = 0; n < 3; n += 1) await producer.send(batch);
  expect(client.producers).toHaveLength(1);
  expect(client.producers[0]).toMatchObject({ idempotent: false, maxInFlightRequests: 1, retry: { retries: 0 } });
});

it('is not when the client drops a partition from its answer: the send fails, by name, and the next begins on fresh connections', async () => {
  const { client, producer } = of((written) => written.filter(({ partition }) => partition !== 1));
  await expect(producer.send(batch)).rejects.toThrow(new BrokerUnavailable(`not acknowledged: ${topic}/1`));
  await producer.send(batch);
  expect(client.producers.map((each) => client.connected.has(each))).toEqual([false, true]);
});

it('is not when the client answers without having asked for any partition', async () => {
  const producer = new KafkaProducer({ producer: () => ({ connect: async () => undefined, disconnect: async () => undefined, sendBatch: async () => [] }) } as never); // biome-ignore format: one line reads better
  await expect(producer.send(batch)).rejects.toThrow(BrokerUnavailable);
});

it('holds each batch to its own partitions, whatever the one before was sent to', async () => {
  const { producer } = of();
  await producer.send(batch);
  await producer.send([message('a')]);
});

it('sends one batch at a time, also those that wait behind one that failed, in their order', async () => {
  const { client, producer } = of(fail(new Error('gone')));
  const fates = await Promise.allSettled(['1', '2', '3'].map((value) => producer.send([message('a', value)])));
  expect(fates.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect([client.sent, client.most]).toEqual([['1', '2', '3'], 1]);
});

it.each([
  ['MESSAGE_TOO_LARGE', { type: 'MESSAGE_TOO_LARGE', message: 'no' }, BrokerRefused],
  ['INVALID_RECORD as the cause', { message: 'no', cause: { type: 'INVALID_RECORD' } }, BrokerRefused],
  ['NOT_LEADER_OR_FOLLOWER', { type: 'NOT_LEADER_OR_FOLLOWER', message: 'no' }, BrokerUnavailable],
  ['an error without a type', new Error('no'), BrokerUnavailable],
])('tells what will be refused again from what may pass the next time: %s', async (_, error, Kind) => {
  await expect(of(fail(error)).producer.send(batch)).rejects.toThrow(Kind);
});
