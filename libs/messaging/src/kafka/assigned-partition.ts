/** A partition while it is ours: its mark and what is known of its place. */
import type { ConsumeOptions, IncomingMessage } from './broker.js';
import { OffsetMark } from './offset-mark.js';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Of a partition, as the broker says it. */
export interface Bounds {
  readonly committed: bigint | undefined;
  /** Which database it was committed for, where that is known. */
  readonly owner?: string;
  readonly low: bigint;
  readonly high: bigint;
}

/** A fetched batch: of one partition, from the offset that was asked for. */
export interface FetchedBatch extends TopicPartition {
  readonly fetchedOffset: bigint;
  /** The offset after the last one that the batch covers. */
  readonly nextOffset: bigint;
  /** The end of the log. */
  readonly high: bigint;
  readonly messages: readonly FetchedMessage[];
}

export interface FetchedMessage {
  readonly message: IncomingMessage;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

export interface AssignedPartition extends TopicPartition {
  /** Absent until the group's place is known. */
  mark: OffsetMark | undefined;
  /** Batches are taken: the place is known, and not in doubt or lost. */
  taking: boolean;
  /** As the broker last took it. */
  committed: bigint | undefined;
  paused: boolean;
  /** The end of its log, as last heard. */
  high: bigint;
  /** Since when it is known that something lies there of which we have nothing; see consumer-lag.ts. */
  unseenSince: number | undefined;
  /** The place that the client jumped to, when it did. */
  jump: bigint | undefined;
}

/** How every partition begins. */
export const unknownPlace = {
  ...{ mark: undefined, taking: false, committed: undefined, paused: false },
  ...{ high: 0n, unseenSince: undefined, jump: undefined },
};

export const partitionName = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** True when the log no longer, or not yet, holds the place: the topic was cut or made anew. */
export const lostOffset = (offset: bigint, { low, high }: Bounds): boolean => offset < low || offset > high;

/** True when the place was committed for another database. */
export const isForeign = ({ owner }: Bounds, own: string | undefined): boolean => Boolean(own && owner && own !== owner);

/**
 * Where the group is known to have stood, of partitions of which Kafka knows no place of it: a client that was reset throws the place away
 * there. What was kept elsewhere is never ahead of what is finished.
 */
export async function forgottenIn(bounds: ReadonlyMap<string, Bounds>, stoodAt: ConsumeOptions['stoodAt']): Promise<Map<string, bigint>> {
  const allKnown = [...bounds.values()].every(({ committed }) => committed !== undefined);
  const stood = allKnown ? [] : ((await stoodAt?.()) ?? []);
  const forgotten = stood.filter((place) => bounds.get(partitionName(place))?.committed === undefined);
  return new Map(forgotten.map((place) => [partitionName(place), BigInt(place.offset)]));
}

/** The mark to begin with: at the committed offset, or at the log's beginning when the group never committed. Undefined when the place is lost. */
export function startOf(bounds: Bounds): OffsetMark | undefined {
  if (bounds.committed === undefined) return new OffsetMark(bounds.low);
  return lostOffset(bounds.committed, bounds) ? undefined : new OffsetMark(bounds.committed);
}

/**
 * By name where each partition stands that could be fetched from and is behind its log's end. One that is not paused has room, whatever of
 * it is unfinished: it must move.
 */
export function behindOf(partitions: ReadonlyMap<string, AssignedPartition>, ends: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const [name, { taking, paused, mark }] of partitions)
    if (taking && !paused && mark && mark.expected < (ends.get(name) ?? 0n)) found.set(name, mark.expected);
  return found;
}
