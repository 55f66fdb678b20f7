/** What stands in the topics, read past our own network and by nobody's group: every message once, by its place. */
import { randomUUID } from 'node:crypto';
import { allEvents } from '@rolecall/kernel';
import '@rolecall/contracts';
import { type IncomingMessage, KafkaBroker } from '@rolecall/messaging';
import kafkajs, { type Admin } from 'kafkajs';
import { serviceNames } from '../../deploy/local/system.ts';

export interface TopicMessage extends IncomingMessage {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly sequence: number;
}

/** How far a service's group is behind on one partition; undefined where it has committed nothing and nothing is there. */
export interface GroupPlace {
  readonly group: string;
  readonly partition: string;
  readonly committed: bigint | undefined;
  readonly end: bigint;
}

const hiringTopics = [...new Set(allEvents().flatMap(({ topic }) => topic ?? []))];

export class Topics {
  private readonly places = new Set<string>();
  private readonly byOrg = new Map<string, TopicMessage[]>();
  private readonly broker: KafkaBroker;
  private readonly brokers: readonly string[];
  /** The next offset of each partition. */
  private readonly next = new Map<string, bigint>();

  private constructor(broker: KafkaBroker, brokers: readonly string[]) {
    this.broker = broker;
    this.brokers = brokers;
  }

  /** Resolves when it reads; from the beginning of every topic. */
  static async open(brokers: string): Promise<Topics> {
    const list = brokers.split(',');
    const broker = await KafkaBroker.open({ clientId: 'fault.topics', brokers: list, log: () => undefined });
    const topics = new Topics(broker, list);
    const begin = (message: IncomingMessage) => {
      topics.take(message);
      return { attempt: async () => undefined };
    };
    const tuning = { sessionTimeoutMs: 6000, quietMs: 15_000, highWater: 5000, spanMax: 50_000 };
    await (await broker.consume({ group: `fault.topics.${randomUUID()}`, topics: hiringTopics, begin, tuning })).joined;
    return topics;
  }

  /** What has been read so far of one organization, each partition in order. */
  of(org: string): TopicMessage[] {
    const messages = this.byOrg.get(org) ?? [];
    return messages.toSorted((a, b) =>
      partitionOf(a) < partitionOf(b) ? -1 : partitionOf(a) > partitionOf(b) ? 1 : Number(a.offset) - Number(b.offset),
    );
  }

  /** What has been looked at need not be kept. */
  forget(org: string): void {
    this.byOrg.delete(org);
  }

  /** Where the services' groups stand, and where the topics end. */
  groups(): Promise<GroupPlace[]> {
    return this.asAdmin(async (admin) => {
      const ends = new Map<string, bigint>();
      for (const topic of hiringTopics)
        for (const { partition, high } of await admin.fetchTopicOffsets(topic)) ends.set(`${topic}/${partition}`, BigInt(high));
      const places = serviceNames.map(async (service) => {
        const group = `rolecall.${service}`;
        const { topics } = await described(admin, group);
        const offsets = await admin.fetchOffsets({ groupId: group, topics: topics.filter((topic) => hiringTopics.includes(topic)) });
        return offsets.flatMap(({ topic, partitions }) =>
          partitions.map(({ partition, offset }) => {
            const name = `${topic}/${partition}`;
            return { group, partition: name, committed: BigInt(offset) < 0n ? undefined : BigInt(offset), end: ends.get(name) ?? 0n };
          }),
        );
      });
      return (await Promise.all(places)).flat();
    });
  }

  /** Whether everything that stands in the topics has been read. */
  async caughtUp(): Promise<boolean> {
    const ends = await this.asAdmin((admin) =>
      Promise.all(hiringTopics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) }))),
    );
    return ends.every(({ topic, partitions }) =>
      partitions.every(({ partition, low, high }) => low === high || (this.next.get(`${topic}/${partition}`) ?? 0n) >= BigInt(high)),
    );
  }

  async asAdmin<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
    const retry = { retries: 8, initialRetryTime: 200, maxRetryTime: 3000 };
    const kafka = new kafkajs.Kafka({ clientId: 'fault.admin', brokers: [...this.brokers], retry, logLevel: kafkajs.logLevel.NOTHING });
    const admin = kafka.admin();
    try {
      await admin.connect();
      return await ask(admin);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  close(): Promise<void> {
    return this.broker.close();
  }

  private take(message: IncomingMessage): void {
    const place = `${partitionOf(message)}/${message.offset}`;
    const next = BigInt(message.offset) + 1n;
    if (next > (this.next.get(partitionOf(message)) ?? 0n)) this.next.set(partitionOf(message), next);
    if (this.places.has(place)) return;
    this.places.add(place);
    const { ce_org: org = '', ce_id: id = '', ce_type: type = '', ce_subject: stream = '', ce_sequence: sequence } = message.headers;
    const all = this.byOrg.get(org) ?? [];
    this.byOrg.set(org, all);
    all.push({ ...message, id, type, stream, sequence: Number(sequence) });
  }
}

const partitionOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;

/** The topics that a group reads. */
async function described(admin: Admin, group: string): Promise<{ topics: string[] }> {
  const {
    groups: [found],
  } = await admin.describeGroups([group]);
  // One that is just joining has said nothing yet.
  const read = (found?.members ?? []).flatMap(({ memberMetadata }) =>
    memberMetadata.length > 0 ? (kafkajs.AssignerProtocol.MemberMetadata.decode(memberMetadata)?.topics ?? []) : [],
  );
  return { topics: [...new Set(read)] };
}
