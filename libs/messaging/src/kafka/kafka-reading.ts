/**
 * Reads a stretch of a partition from its leader. kafkajs hands messages only to members of a group, which join, are rebalanced and leave
 * something behind; a bounded read needs none of it. So it asks through kafkajs's own cluster, the one thing of its inside used here.
 */
import type { Kafka, KafkaMessage } from 'kafkajs';
import type { Clock } from '../ports.js';
import { BrokerUnavailable, type IncomingMessage, OffsetGone, type Stretch } from './broker.js';
import { textHeaders } from './text-headers.js';

const fetchWaitMs = 500;
const fetchBytesMax = 1_048_576;
const attemptsMax = 20;
const retryMs = 500;

interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  findLeaderForPartitions(topic: string, partitions: readonly number[]): Record<string, number[]>;
  findBroker(of: { nodeId: string }): Promise<{ fetch(request: object): Promise<Fetched> }>;
}

interface Fetched {
  readonly responses: readonly { readonly partitions: readonly { readonly messages: readonly Fetch[] }[] }[];
}
type Fetch = KafkaMessage & { readonly isControlRecord?: boolean };

/** See Broker.read. After a failure it goes on behind the last batch, on fresh connections and fresh metadata. */
export async function* readStretch(kafka: () => Kafka, stretch: Stretch, clock: Clock): AsyncIterable<readonly IncomingMessage[]> {
  const until = BigInt(stretch.until);
  let next = BigInt(stretch.from);
  let cluster: Cluster | undefined;
  let failures = 0;
  try {
    while (next < until) {
      let fetched: readonly Fetch[];
      try {
        cluster ??= await connected(kafka(), stretch.topic);
        fetched = await fetchFrom(cluster, stretch, next);
      } catch (error) {
        if ((error as Error).name === 'KafkaJSOffsetOutOfRange') throw new OffsetGone(`${nameOf(stretch)} holds no offset ${next}`);
        failures = await countFailure(failures, stretch, clock, error);
        await close(cluster);
        cluster = undefined;
        continue;
      }
      // Nothing at all where something must be: a leader that has only just been elected does not know yet how far its log goes.
      failures = fetched.length > 0 ? 0 : await countFailure(failures, stretch, clock);
      const from = next;
      next = positionAfter(fetched, from);
      const messages = fetched.filter(({ offset, isControlRecord }) => within(BigInt(offset), from, until) && !isControlRecord);
      if (messages.length > 0) yield messages.map((message) => incoming(stretch, message));
    }
  } finally {
    await close(cluster);
  }
}

const nameOf = ({ topic, partition }: Stretch): string => `${topic}/${partition}`;
const within = (offset: bigint, from: bigint, until: bigint): boolean => offset >= from && offset < until;

async function countFailure(before: number, stretch: Stretch, clock: Clock, cause?: unknown): Promise<number> {
  if (before + 1 >= attemptsMax) throw new BrokerUnavailable(`${nameOf(stretch)} cannot be read`, { cause });
  if (cause) await clock.sleep(retryMs);
  return before + 1;
}

/** A fetched set may begin before the place asked for, and end in records that are gone: it still leads on. */
function positionAfter(fetched: readonly Fetch[], from: bigint): bigint {
  const last = fetched.at(-1);
  if (!last) return from;
  return BigInt(last.offset) >= from ? BigInt(last.offset) + 1n : from + 1n;
}

async function connected(kafka: Kafka, topic: string): Promise<Cluster> {
  const maker = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === 'private:Kafka:createCluster');
  if (!maker) throw new Error('this kafkajs makes its cluster elsewhere: readStretch must follow it');
  const make = (kafka as unknown as Record<symbol, (options: object) => Cluster>)[maker] as (options: object) => Cluster;
  const cluster = make({ metadataMaxAge: 300_000, allowAutoTopicCreation: false, maxInFlightRequests: 1 });
  try {
    await cluster.connect();
    await cluster.addTargetTopic(topic);
    return cluster;
  } catch (error) {
    await close(cluster);
    throw error;
  }
}

const close = async (cluster: Cluster | undefined): Promise<void> => cluster?.disconnect().catch(() => undefined);

async function fetchFrom(cluster: Cluster, { topic, partition }: Stretch, offset: bigint): Promise<readonly Fetch[]> {
  const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
  if (nodeId === undefined) throw new Error(`${topic} has no partition ${partition}`);
  const broker = await cluster.findBroker({ nodeId });
  const partitions = [{ partition, fetchOffset: String(offset), maxBytes: fetchBytesMax }];
  const limits = { isolationLevel: 1, maxWaitTime: fetchWaitMs, minBytes: 1, maxBytes: fetchBytesMax };
  const { responses } = await broker.fetch({ ...limits, topics: [{ topic, partitions }] });
  return responses[0]?.partitions[0]?.messages ?? [];
}

const incoming = ({ topic, partition }: Stretch, message: Fetch): IncomingMessage => ({
  topic,
  partition,
  offset: message.offset,
  key: message.key?.toString(),
  value: message.value,
  headers: textHeaders(message.headers),
});
