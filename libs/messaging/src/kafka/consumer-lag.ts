/** How far a group is behind in the partitions of this process: what an operator sees grow while nothing moves. */
import type { Clock } from '../ports.js';
import type { AssignedPartition } from './assigned-partition.js';

export interface TopicLag {
  readonly topic: string;
  /** Age of the oldest message that is not finished, from when it was sent; 0 when none is known. */
  readonly seconds: number;
  /** In the log and not finished. */
  readonly messages: number;
}

interface Waiting {
  /** Milliseconds since 1970. Undefined when nothing waits. */
  readonly since: number | undefined;
  readonly messages: number;
}

export class ConsumerLag {
  private partitions: readonly AssignedPartition[] = [];
  /** By topic, while there is no place in the group: before it is joined, and when its client is lost. */
  private outside: ReadonlyMap<string, Waiting> | undefined;

  constructor(
    private readonly topics: readonly string[],
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.left();
  }

  /** The group's place in these partitions is known. */
  joined(partitions: Iterable<AssignedPartition>): void {
    this.partitions = [...partitions];
    this.outside = undefined;
  }

  /** They are ours no more, and perhaps nobody's: what waited goes on to wait, and what may come counts from now on. */
  left(): void {
    const now = this.now();
    const waiting = this.topics.map((topic) => [topic, this.waitingIn(topic)] as const);
    this.outside ??= new Map(waiting.map(([topic, { since = now, messages }]) => [topic, { since, messages }]));
    this.partitions = [];
  }

  get assigned(): number {
    return this.partitions.length;
  }

  told(): TopicLag[] {
    const now = this.now();
    return this.topics.map((topic) => {
      const { since = now, messages } = this.outside?.get(topic) ?? this.waitingIn(topic);
      return { topic, seconds: Math.max(0, now - since) / 1000, messages };
    });
  }

  private waitingIn(topic: string): Waiting {
    const all = this.partitions.filter((partition) => partition.topic === topic).map((partition) => this.waitingOf(partition));
    const times = all.flatMap(({ since }) => since ?? []);
    return { since: times.length > 0 ? Math.min(...times) : undefined, messages: all.reduce((sum, { messages }) => sum + messages, 0) };
  }

  /** What lies in the log and was not fetched has no age that is known: it counts from when it was first seen there. */
  private waitingOf(partition: AssignedPartition): Waiting {
    const { mark, committed = 0n, high } = partition;
    const next = mark?.expected ?? committed;
    const unfetched = high > next ? Number(high - next) : 0;
    const inHand = mark?.oldestSentAt;
    // Without a mark it stands still until a person sets its place.
    const isUnseen = inHand === undefined && (unfetched > 0 || !mark);
    partition.unseenSince = isUnseen ? (partition.unseenSince ?? this.now()) : undefined;
    return { since: inHand ?? partition.unseenSince, messages: unfetched + (mark?.unfinished ?? 0) };
  }

  private now = (): number => Date.parse(this.clock.now());
}
