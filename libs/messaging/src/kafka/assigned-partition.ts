/** A partition while it is ours: its mark and what is known of its place. */
import type { Bounds } from './generation.js';
import { OffsetMark } from './offset-mark.js';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export interface AssignedPartition extends TopicPartition {
  /** Absent until the group's place is known, and while it is in doubt. */
  mark: OffsetMark | undefined;
  /** As the broker last took it. */
  committed: bigint | undefined;
  paused: boolean;
  /** The place that the client jumped to, when it did. */
  jump: bigint | undefined;
}

export const partitionName = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** True when the log no longer, or not yet, holds the place: the topic was cut or made anew. */
export const lostOffset = (offset: bigint, { low, high }: Bounds): boolean => offset < low || offset > high;

/** The mark to begin with: at the committed offset, or at the log's beginning when the group never committed. Undefined when the place is lost. */
export function startOf(bounds: Bounds): OffsetMark | undefined {
  if (bounds.committed === undefined) return new OffsetMark(bounds.low);
  return lostOffset(bounds.committed, bounds) ? undefined : new OffsetMark(bounds.committed);
}
