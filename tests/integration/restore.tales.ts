/** A small service for the tests of restoring: it tells tales, and hears what a crier cries. Real MongoDB, real Kafka, the real transport. */
import { randomUUID } from 'node:crypto';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Decider, defineRejection, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import {
  AggregateStore,
  type Broker,
  type Cause,
  Consumes,
  type Database,
  type Delivery,
  Follower,
  fromMessage,
  KafkaBroker,
  KafkaStrategy,
  MongoDatabase,
  Projector,
  type PublishedEvent,
  Relay,
  ServicePorts,
  toMessage,
} from '@rolecall/messaging';
import { z } from 'zod';
import { mongoUrl } from '../servers.js';

export const service = 'chronicler';
export const topic = `test.restore-${randomUUID()}`;
const data = z.object({ taleId: z.string(), what: z.string(), noteId: z.string().optional() });
const of = (topic: string | null, from: string) => eventsOn({ topic, key: 'taleId', service: from });
export const told = of(topic, service)('tale.told.v1', 'A part of it was told.', data);
const kept = of(null, service)('tale.kept.v1', 'A part of it is kept from others.', data);
const cried = of(topic, 'crier')('cry.cried.v1', 'Somebody cried something.', data);
const enough = defineRejection('tale/enough', 'conflict', 'Enough.', 'Nothing.');

type Tale = { readonly parts: readonly string[] };
type TaleEvent = EventOf<typeof told | typeof kept>;
const event = eventMaker<TaleEvent>();

export const tale: Decider<Tale, { do: 'tell'; taleId: string; what: string }, TaleEvent> = {
  aggregate: 'tale',
  stateVersion: 1,
  initial: { parts: [] },
  decide: ({ taleId, what }) => {
    if (what === 'enough') throw enough();
    const part = event('tale.told.v1', { taleId, what, noteId: `note-${what}` });
    if (what === 'twice') return [part, event('tale.told.v1', { taleId, what: 'again' })];
    return what === 'secret' ? [part, event('tale.kept.v1', { taleId, what: 'hidden' })] : [part];
  },
  evolve: ({ parts }, { data: { what } }) => ({ parts: [...parts, what] }),
};

@Controller()
export class OnCried {
  static tales: AggregateStore<Tale, { do: 'tell'; taleId: string; what: string }, TaleEvent>;
  static heard: string[] = [];

  @Consumes(cried)
  async tell({ event: { data: given }, cause }: Delivery<typeof cried>): Promise<void> {
    OnCried.heard.push(`${given.taleId}:${given.what}`);
    await OnCried.tales.execute(given.taleId, { do: 'tell', ...given }, cause);
  }
}

@Module({ controllers: [OnCried] })
class Ears {}

export const openBroker = (): Promise<KafkaBroker> =>
  KafkaBroker.open({ clientId: 'restore-test', brokers: (process.env.KAFKA_BROKERS ?? '').split(','), log: () => undefined });
export const openDatabase = (): Promise<MongoDatabase> => MongoDatabase.open(mongoUrl('restore'));

export const cause = (id: string, kind: Cause['kind'] = 'request'): Cause => ({
  ...{ id, org: 'acme', actor: { kind: 'person', id: 'mara', roles: ['recruiter'] } as const, kind },
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
});

/** The service at work on a database: followers and consumer. */
export class Teller {
  private constructor(
    readonly tales: typeof OnCried.tales,
    private readonly followers: readonly Follower[],
    private readonly app: INestMicroservice,
  ) {}

  static async start(database: Database, broker: Broker): Promise<Teller> {
    const ports = new ServicePorts(service, database, broker);
    const tales = new AggregateStore(tale, ports);
    OnCried.tales = tales;
    OnCried.heard = [];
    const log = () => undefined;
    const followers = [
      new Follower('relay', ports, new Relay(ports), { log }),
      new Follower('projector', ports, new Projector(ports, { onBroken: log }), { log }),
    ];
    for (const follower of followers) follower.start();
    const strategy = new KafkaStrategy(ports, { partitions: 3, onDelivery: log, onWait: log, log });
    const app = await NestFactory.createMicroservice(Ears, { strategy, logger: false });
    await app.listen();
    await strategy.joined();
    return new Teller(tales, followers, app);
  }

  tell = (taleId: string, what: string, id: string = randomUUID()) => this.tales.execute(taleId, { do: 'tell', taleId, what }, cause(id));

  async stop(): Promise<void> {
    await this.app.close();
    await Promise.all(this.followers.map((follower) => follower.stop()));
  }
}

let cries = 0;
/** What another service publishes about a tale. Gives the event's id. */
export async function cry(broker: Broker, taleId: string, what: string): Promise<string> {
  cries += 1;
  const id = randomUUID();
  const envelope = {
    id,
    type: cried.type,
    sequence: cries,
    version: cries,
    stream: 'acme/cry/one',
    org: 'acme',
    at: '2026-03-02T09:00:00.000Z',
  };
  const story = { correlationId: taleId, causationId: 'test', service: 'crier', topic, key: taleId };
  await broker.send([toMessage({ ...envelope, ...story, data: { taleId, what } })]);
  return id;
}

/** Everything that the topic holds of the teller, in order of its partitions. */
export async function published(broker: Broker): Promise<PublishedEvent[]> {
  const found: PublishedEvent[] = [];
  for (const { partition, low, high } of await broker.bounds([topic]))
    for await (const messages of broker.read({ topic, partition, from: low, until: high })) found.push(...messages.map(fromMessage));
  return found.filter((each) => each.service === service);
}

/** Without `installation`: the database gets an id of its own, and the places of its group were committed for another. */
const collections = ['commits', 'heads', 'followers', 'group-places', 'answers'];
export type Backup = ReadonlyMap<string, readonly { _id: string }[]>;

export async function backupOf(database: Database): Promise<Backup> {
  const found = collections.map(async (name) => [name, await database.collection(name).find({}).toArray()] as const);
  return new Map(await Promise.all(found));
}

/** A database as it comes back from a backup. */
export async function broughtBack(backup: Backup): Promise<MongoDatabase> {
  const database = await openDatabase();
  for (const [name, documents] of backup) for (const document of documents) await database.collection(name).insertOne(document);
  return database;
}
