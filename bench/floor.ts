/**
 * The floor: what one would write with the bare drivers. The same documents of a hire with majority and journal, one after the other; the
 * same messages, acknowledged by all replicas; each reaction begins when its message has been read. No heads, no inbox, no outbox. A
 * consumer handles its messages one by one, as kafkajs does unless it is told otherwise; or in order, one of each partition at a time; or
 * unordered, all that come at once.
 */
import { randomUUID } from 'node:crypto';
import type { OutgoingMessage } from '@rolecall/messaging';
import kafkajs, { type ConsumerRunConfig, type EachMessagePayload, type Producer } from 'kafkajs';
import { mongo } from 'mongoose';
import { serviceNames } from '../deploy/local/system.ts';
import type { FloorOrder, Places } from './places.ts';
import type { Step } from './recording.ts';

const partitions = 12;

interface Service {
  readonly database: mongo.Db;
  readonly producer: Producer;
}

interface Running {
  /** Steps that are done, and who waits for more of them. */
  done: number;
  waits: { readonly until: number; readonly resolve: () => void } | undefined;
}

export class Floor {
  private readonly running = new Map<string, Running>();
  private readonly services = new Map<string, Service>();
  private readonly closing: (() => Promise<unknown>)[] = [];
  private readonly steps: readonly Step[];
  private readonly order: FloorOrder;
  /** Of its topic, its groups and its databases. */
  private readonly name: string;

  private constructor(steps: readonly Step[], order: FloorOrder) {
    this.steps = steps;
    this.order = order;
    this.name = `floor-${order.replaceAll(' ', '-')}`;
  }

  static async open({ mongoUrl, kafkaBrokers, steps = [], order = 'one by one' }: Places): Promise<Floor> {
    const floor = new Floor(steps, order);
    const kafka = () => new kafkajs.Kafka({ clientId: floor.name, brokers: kafkaBrokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
    const admin = kafka().admin();
    await admin.connect();
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: floor.name, numPartitions: partitions }] });
    await admin.disconnect();
    for (const name of serviceNames) await floor.begin(name, mongoUrl, kafka());
    return floor;
  }

  /** One hire, from its first write to its last. `onStep` after each step of a person. */
  async hire(onStep: () => void = () => undefined): Promise<void> {
    const id = randomUUID();
    const running: Running = { done: 0, waits: undefined };
    this.running.set(id, running);
    for (const [position, step] of this.steps.entries()) {
      if (step.after !== undefined) continue;
      await reached(running, position);
      await this.carryOut(id, position);
      onStep();
    }
    await reached(running, this.steps.length);
    this.running.delete(id);
  }

  async stop(): Promise<void> {
    for (const close of this.closing) await close();
  }

  private async begin(name: string, mongoUrl: string, kafka: kafkajs.Kafka): Promise<void> {
    const options = { w: 'majority', journal: true, ignoreUndefined: true, maxPoolSize: 20 } as const;
    const client = await new mongo.MongoClient(mongoUrl, options).connect();
    const producer = kafka.producer({ allowAutoTopicCreation: false, createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    const consumer = kafka.consumer({ groupId: `${this.name}.${name}`, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topics: [this.name] });
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      throw payload.error;
    });
    await consumer.run(this.reading(name));
    await joined;
    this.services.set(name, { database: client.db(`${this.name}_${name}`), producer });
    this.closing.push(
      () => consumer.disconnect(),
      () => producer.disconnect(),
      () => client.close(),
    );
  }

  private reading(service: string): ConsumerRunConfig {
    if (this.order !== 'unordered')
      return {
        eachMessage: ({ message }) => this.read(service, message),
        partitionsConsumedConcurrently: this.order === 'in order' ? partitions : 1,
      };
    return {
      eachBatch: async ({ batch }) => {
        for (const message of batch.messages) void this.read(service, message);
      },
    };
  }

  /** What this service does about a message, if anything. */
  private async read(service: string, { key, headers, value }: EachMessagePayload['message']): Promise<void> {
    const id = String(key);
    const from = Number(headers?.step);
    if (!this.running.has(id)) return;
    const reactions = [...this.steps.entries()].filter(([, step]) => step.after === from && step.service === service);
    if (reactions.length > 0) JSON.parse(String(value));
    for (const [position] of reactions) await this.carryOut(id, position);
  }

  private async carryOut(id: string, position: number): Promise<void> {
    const { service, documents, messages } = this.steps[position] as Step;
    const { database, producer } = this.services.get(service) as Service;
    for (const [n, { collection, fields }] of documents.entries())
      await database.collection(collection).insertOne({ ...fields, _id: `${id}/${position}/${n}` as never });
    const outgoing = messages.map((message, n) => outgoingOf(message, id, n === messages.length - 1 ? position : undefined));
    if (outgoing.length > 0) await producer.send({ topic: this.name, acks: -1, messages: outgoing });
    const running = this.running.get(id) as Running;
    running.done += 1;
    if (running.waits && running.done >= running.waits.until) running.waits.resolve();
  }
}

function reached(running: Running, until: number): Promise<void> | undefined {
  if (running.done >= until) return undefined;
  return new Promise((resolve) => {
    running.waits = { until, resolve };
  });
}

/** Of the messages of one step the last names it, and is reacted to. */
const outgoingOf = ({ value, headers }: OutgoingMessage, key: string, step: number | undefined) => ({
  key,
  value,
  headers: { ...headers, ...(step === undefined ? {} : { step: String(step) }) },
});
