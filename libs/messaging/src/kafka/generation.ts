/**
 * One generation of a group's membership: the partitions that were assigned, how far each is finished, and what may be committed.
 * A closed generation takes, finishes and commits nothing more.
 */
import { nameOf } from '../consuming/error-classes.js';
import {
  type AssignedPartition,
  type Bounds,
  type FetchedBatch,
  type FetchedMessage,
  forgottenIn,
  isForeign,
  lostOffset,
  partitionName,
  startOf,
  type TopicPartition,
  unknownPlace,
} from './assigned-partition.js';
import type { ConsumeOptions, ConsumeTuning, Log } from './broker.js';
import { type KeyQueues, laneOf } from './key-queues.js';
import type { OffsetMark } from './offset-mark.js';

/** What a generation does with the client that fetches for it. */
export interface Fetching {
  seek(at: TopicPartition, offset: bigint): void;
  pause(at: TopicPartition): void;
  resume(at: TopicPartition): void;
  commit(offsets: readonly (TopicPartition & { offset: bigint })[]): Promise<void>;
  /** Of each partition: the group's committed offset, or undefined; and the log's bounds. */
  offsets(topics: readonly string[]): Promise<Map<string, Bounds>>;
}

export interface GenerationContext {
  readonly options: ConsumeOptions;
  readonly tuning: ConsumeTuning;
  readonly queues: KeyQueues;
  readonly log: Log;
}

export class Generation {
  /** By name. */
  readonly partitions = new Map<string, AssignedPartition>();
  private committing: Promise<void> | undefined;
  /** Nothing of it counts any more. */
  closed = false;

  constructor(
    assigned: readonly TopicPartition[],
    private readonly fetching: Fetching,
    private readonly context: GenerationContext,
  ) {
    for (const at of assigned) this.partitions.set(partitionName(at), { ...at, ...unknownPlace });
  }

  close(): void {
    this.closed = true;
    this.context.queues.clear();
  }

  /** Sets every partition to where the group stands. Until then batches are not taken, so that none is taken from a wrong place. */
  async open(): Promise<void> {
    const all = [...this.partitions.values()];
    if (all.length === 0) return;
    const bounds = await this.fetching.offsets([...new Set(all.map(({ topic }) => topic))]);
    const forgotten = await forgottenIn(bounds, this.context.options.stoodAt);
    if (this.closed) return;
    this.context.options.onAssigned?.();
    for (const partition of all) {
      const found = bounds.get(partitionName(partition));
      if (!found) throw new Error(`no offsets of ${partitionName(partition)}`);
      partition.high = found.high;
      partition.committed = found.committed;
      const known = { ...found, committed: found.committed ?? forgotten.get(partitionName(partition)) };
      const start = startOf(known);
      if (isForeign(found, this.context.options.owner)) this.stop(partition, found, 'was committed for another database');
      else if (start === undefined) this.stop(partition, known, 'is not in the log');
      else {
        partition.mark = start;
        partition.taking = true;
        this.fetching.resume(partition);
        this.fetching.seek(partition, start.expected);
      }
    }
  }

  /**
   * Takes of a batch what there is room for. Gives the offset up to which the client need not fetch again; undefined when nothing was
   * taken, and then the fetch position must not move.
   */
  take(batch: FetchedBatch): bigint | undefined {
    const partition = this.partitions.get(partitionName(batch));
    const { mark } = partition ?? {};
    if (this.closed || !mark || !partition?.taking) return undefined;
    partition.high = batch.high;
    if (batch.fetchedOffset !== mark.expected) return void this.examine(partition, mark, batch.fetchedOffset);
    partition.jump = undefined;
    const room = Math.min(this.context.tuning.highWater - mark.unfinished, this.context.tuning.spanMax - mark.span);
    const taken = batch.messages.slice(0, Math.max(0, room));
    for (const message of taken) this.queue(partition, mark, message);
    if (taken.length === batch.messages.length) mark.fetchedTo(batch.nextOffset);
    this.regulate(partition);
    return taken.length > 0 ? mark.expected : undefined;
  }

  /** Commits every mark that has moved by now, after what is under way. Throws when the broker does not take it. */
  commit(): Promise<void> {
    const last = this.committing?.catch(() => undefined).then(() => this.commitNow());
    const mine: Promise<void> = (last ?? this.commitNow()).finally(() => {
      if (this.committing === mine) this.committing = undefined;
    });
    this.committing = mine;
    return mine;
  }

  private queue(partition: AssignedPartition, mark: OffsetMark, { message, sentAt }: FetchedMessage): void {
    const offset = BigInt(message.offset);
    mark.take(offset, sentAt);
    const delivering = this.context.options.begin(message);
    this.context.queues.add(laneOf(message), {
      attempt: () => delivering.attempt(),
      finished: () => {
        if (this.closed) return;
        mark.finish(offset);
        this.regulate(partition);
      },
    });
  }

  /** Pauses a partition that runs full and resumes it when it has drained; leaves one that stands still alone. */
  private regulate(partition: AssignedPartition): void {
    if (!partition.taking) return;
    const { highWater, lowWater, spanMax } = this.context.tuning;
    const { unfinished = 0, span = 0 } = partition.mark ?? {};
    if (!partition.paused && (unfinished >= highWater || span >= spanMax)) {
      partition.paused = true;
      this.fetching.pause(partition);
    } else if (partition.paused && unfinished <= lowWater && span < spanMax) {
      partition.paused = false;
      this.fetching.resume(partition);
    }
  }

  /** Without waiting for what is under way: for whoever has no time left. */
  async commitNow(): Promise<void> {
    if (this.closed) return;
    const moved = [...this.partitions.values()].flatMap((assigned) => {
      const offset = assigned.mark?.position;
      return offset === undefined || offset === assigned.committed ? [] : [{ assigned, offset }];
    });
    if (moved.length === 0) return;
    await this.fetching.commit(moved.map(({ assigned: { topic, partition }, offset }) => ({ topic, partition, offset })));
    for (const { assigned, offset } of moved) assigned.committed = offset;
    const places = moved.map(({ assigned: { topic, partition }, offset }) => ({ topic, partition, offset: String(offset) }));
    this.context.options.onCommitted?.(places);
  }

  /**
   * A batch that does not begin where the last one ended: the client lost its place (a batch of an older generation moved it, or it was
   * reset because the offset is gone). Meanwhile nothing is taken, and what runs is finished as ever. When the broker does not answer, the
   * same batch comes again and is examined again.
   */
  private async examine(partition: AssignedPartition, mark: OffsetMark, fetched: bigint): Promise<void> {
    partition.taking = false;
    try {
      const bounds = (await this.fetching.offsets([partition.topic])).get(partitionName(partition));
      if (this.closed) return;
      if (!bounds) throw new Error(`no offsets of ${partitionName(partition)}`);
      // A client that is reset throws the group's place away in Kafka too: what Kafka does not know is committed again.
      partition.committed = bounds.committed;
      if (lostOffset(mark.expected, bounds)) return this.stop(partition, { ...bounds, committed: mark.expected }, 'is not in the log');
      this.putBack(partition, mark, fetched);
    } catch (error) {
      this.context.log('warn', 'a jump could not be examined and will be', { ...nameOf(error), ...describe(partition) });
    }
    partition.taking = true;
    this.regulate(partition);
  }

  private putBack(partition: AssignedPartition, mark: OffsetMark, fetched: bigint): void {
    const facts = { expected: String(mark.expected), fetched: String(fetched), ...describe(partition) };
    if (partition.jump === fetched && fetched > mark.expected) {
      // Asked twice for the same place, the log has nothing before the new one: records that hold no message.
      mark.fetchedTo(fetched);
      this.context.log('info', 'offsets without messages are passed over', facts);
    } else {
      partition.jump = fetched;
      this.fetching.seek(partition, mark.expected);
      this.context.log('warn', 'the client lost its place and is put back', facts);
    }
  }

  private stop(partition: AssignedPartition, { committed, low, high }: Bounds, why: string): void {
    this.fetching.pause(partition);
    const facts = { ...describe(partition), committed: String(committed), low: String(low), high: String(high) };
    this.context.log('error', `the offset of the group ${why}: the partition stands still until a person sets it`, facts);
    this.context.options.onAlarm?.(`offset ${why}`, facts);
  }
}

const describe = ({ topic, partition }: TopicPartition) => ({ topic, partition });
