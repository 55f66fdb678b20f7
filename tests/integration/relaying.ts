/** What tests of the relay share: a service of one small aggregate on real servers, relays that follow it, and what Kafka holds in the end. */
import { randomUUID } from 'node:crypto';
import {
  AggregateStore,
  type Broker,
  type Database,
  Follower,
  type FollowerEvents,
  type IncomingMessage,
  KafkaBroker,
  MongoDatabase,
  type Pause,
  Projector,
  Relay,
  ServicePorts,
} from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { kafkaBrokers, mongoUrl } from '../servers.js';
import { thing, topic } from './thing.ts';

export const openBroker = (options: Partial<Parameters<typeof KafkaBroker.open>[0]> = {}): Promise<KafkaBroker> =>
  KafkaBroker.open({ clientId: 'relay-test', brokers: kafkaBrokers().split(','), log: () => undefined, ...options });

const storeOf = (ports: ServicePorts) => new AggregateStore(thing, ports);

export interface Logged {
  readonly level: string;
  readonly message: string;
  readonly why?: Pause;
}

/** A database as one process sees it, with an organization of its own in the topic that all share. */
export class Relaying {
  readonly org = `org-${randomUUID()}`;
  readonly logged: Logged[] = [];
  readonly messages: IncomingMessage[] = [];
  readonly things: ReturnType<typeof storeOf>;
  /** By stream: how many events callers were told of. */
  private readonly told = new Map<string, number>();
  private readonly closing: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: MongoDatabase,
    readonly broker: KafkaBroker,
  ) {
    this.things = storeOf(this.ports());
    this.closing.push(
      () => broker.close(),
      () => database.close(),
    );
  }

  static async open(url = mongoUrl('relaying')): Promise<Relaying> {
    const relaying = new Relaying(await MongoDatabase.open(url), await openBroker());
    await relaying.broker.ensureTopics([{ name: topic, partitions: 3 }]);
    return relaying;
  }

  /** Ports of another process on the same servers, which may see one of them otherwise. */
  ports({ database = this.database, broker = this.broker }: { database?: Database; broker?: Broker } = {}): ServicePorts {
    const ports = new ServicePorts('test', database, broker);
    storeOf(ports);
    return ports;
  }

  readonly events: FollowerEvents = {
    log: (level, message, facts) => void this.logged.push({ level, message, ...facts }),
  };

  start(name: 'relay' | 'projector' = 'relay', ports = this.ports()): Follower {
    const work = name === 'relay' ? new Relay(ports) : new Projector(ports, { onBroken: () => undefined });
    const follower = new Follower(name, ports, work, this.events);
    this.closing.unshift(() => follower.stop());
    follower.start();
    return follower;
  }

  /** One commit each time; repeated until its caller is told that it is there, as a client does. */
  async happens(id: string, times = 1, notes: readonly string[] = ['']): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      const cause = { id: randomUUID(), org: this.org, actor: { kind: 'person', id: 'mara' }, kind: 'request' } as const;
      const command = { do: 'happen', thingId: `${this.org}/${id}`, notes } as const;
      const { sequence } = await eventually(() => this.things.execute(id, command, cause).catch(() => undefined), 30_000);
      this.told.set(`${this.org}/thing/${id}`, sequence);
    }
  }

  /** The commits in steps so small that a recovery takes several. */
  inSmallPages = (asked: (after: string | undefined) => void = () => undefined): Database =>
    instead(this.database, 'commitsFrom', (after: string | undefined) => {
      asked(after);
      return this.database.commitsFrom(after, 10);
    });

  /** As it stands in the database. */
  mark = async (name = 'relay'): Promise<FollowerDocument | undefined> =>
    ((await this.database.collection('followers').findOne({ _id: name })) as FollowerDocument | null) ?? undefined;

  setMark = (token: unknown): Promise<unknown> =>
    this.database
      .collection('followers')
      .updateOne({ _id: 'relay' }, token === undefined ? { $unset: { token: '' } } : { $set: { token } });

  /** Reads the topic from its beginning on. */
  async listen(): Promise<void> {
    if (this.messages.length > 0) return;
    const begin = (message: IncomingMessage) => {
      if (message.headers.ce_org === this.org) this.messages.push(message);
      return { attempt: async () => undefined };
    };
    await this.broker.consume({ group: `relaying-${randomUUID()}`, topics: [topic], begin });
  }

  /** Waits until every event that a caller was told of is in Kafka; then, stream by stream, the first appearances: 1, 2, 3 without a gap. */
  async expectWhole(withinMs = 30_000): Promise<void> {
    await this.listen();
    await eventually(async () => [...this.told].every(([stream, last]) => this.sequencesOf(stream).includes(last)), withinMs);
    for (const [stream, last] of this.told) {
      const firsts = [...new Set(this.sequencesOf(stream))];
      expect(firsts.slice(0, last)).toEqual(Array.from({ length: last }, (_, n) => n + 1));
    }
  }

  sequencesOf = (stream: string): number[] =>
    this.messages.filter(({ headers }) => headers.ce_subject === stream).map(({ headers }) => Number(headers.ce_sequence));

  /** The last first. */
  async close(): Promise<void> {
    for (const close of this.closing) await close();
  }
}

/** A port of which one method is another. */
export const instead = <T extends object, K extends keyof T>(port: T, method: K, other: T[K]): T =>
  new Proxy(port, { get: (target, name) => (name === method ? other : Reflect.get(target, name)) });

export interface FollowerDocument {
  readonly owner: string;
  readonly epoch: number;
  readonly token?: {
    readonly feed?: { readonly of?: string; readonly at?: { readonly _data: string } };
    readonly recovering?: { after?: string };
  };
}
