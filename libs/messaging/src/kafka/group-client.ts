/** The life of one kafkajs consumer, from its connection to its end. A client that crashed or went quiet is never mended, only replaced. */
import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Clock } from '../ports.js';
import { type AssignedPartition, type Bounds, behindOf, partitionName, type TopicPartition } from './assigned-partition.js';
import { fetchedBatch } from './fetched-batch.js';
import { type Fetching, Generation, type GenerationContext } from './generation.js';
import { endsOf, groupBounds } from './kafka-places.js';

/** What idle consumers cost is how often they ask. Also how soon a resumed partition is fetched again, at the latest. */
const fetchWaitMs = 250;
const partitionBytesMax = 262_144;
const leaveWithinMs = 5000;
const signsMissedMax = 5;
/** More than partitions are fetched at once: all batches of a fetch are taken at once, none waits for the pause behind another. */
const workers = 256;

export interface ClientPorts {
  /** A Kafka of its own for each client: kafkajs shares committed offsets among the consumers of one. */
  readonly kafka: () => Kafka;
  readonly withAdmin: <T>(ask: (admin: Admin) => Promise<T>) => Promise<T>;
  readonly clock: Clock;
}

export interface ClientEvents {
  /** The group is joined and its place is known. */
  readonly onJoin: (partitions: Iterable<AssignedPartition>) => void;
  /** Its partitions are its own no more. */
  readonly onLeave: () => void;
  /** The client is of no more use. */
  readonly onEnd: (reason: string) => void;
}

export class GroupClient implements Fetching {
  private readonly consumer: Consumer;
  private generation: Generation | undefined;
  private commitWithClient: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
  /** The clock at the last sign of life: an answered heartbeat, a join. A fetch is none: it goes on without a membership. */
  private signAt: number;
  private stopped = false;

  constructor(
    private readonly ports: ClientPorts,
    private readonly context: GenerationContext,
    private readonly events: ClientEvents,
  ) {
    const { sessionTimeoutMs, heartbeatEveryMs } = context.tuning;
    this.signAt = ports.clock.elapsed();
    this.consumer = ports.kafka().consumer({
      groupId: context.options.group,
      allowAutoTopicCreation: false,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: sessionTimeoutMs,
      heartbeatInterval: heartbeatEveryMs,
      maxWaitTimeInMs: fetchWaitMs,
      maxBytesPerPartition: partitionBytesMax,
      retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1000, restartOnFailure: async () => false },
    });
    this.listen();
  }

  /** Connects and starts to fetch; joining follows. Throws when the broker cannot be reached or a topic is missing. */
  async start(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.context.options.topics], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: workers,
      // kafkajs fetches again from a broker when all batches of its last fetch are done with.
      eachBatch: (payload) => {
        this.take(payload);
        return this.ports.clock.sleep(this.context.tuning.fetchEveryMs);
      },
    });
  }

  async commitMarks(): Promise<void> {
    await this.generation?.commit();
  }

  /** How long it has been silent beyond what is normal: joining may take as long as a vanished member is waited for. */
  silentFor(): number {
    const { sessionTimeoutMs } = this.context.tuning;
    return this.ports.clock.elapsed() - this.signAt - (this.generation ? 0 : sessionTimeoutMs);
  }

  /** Its place is known, or about to be, and an answer came lately. */
  isMember = (): boolean => this.generation !== undefined && this.silentFor() < signsMissedMax * this.context.tuning.heartbeatEveryMs;

  /** Takes no more batches; the membership is kept. */
  hold(): void {
    if (this.generation) this.consumer.pause(this.context.options.topics.map((topic) => ({ topic })));
  }

  /** Leaves the group, if the broker still listens. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.endGeneration();
    await Promise.race([this.consumer.disconnect().catch(() => undefined), this.ports.clock.sleep(leaveWithinMs)]);
  }

  seek({ topic, partition }: TopicPartition, offset: bigint): void {
    this.consumer.seek({ topic, partition, offset: String(offset) });
  }

  pause({ topic, partition }: TopicPartition): void {
    this.consumer.pause([{ topic, partitions: [partition] }]);
  }

  resume({ topic, partition }: TopicPartition): void {
    this.consumer.resume([{ topic, partitions: [partition] }]);
  }

  async commit(offsets: readonly (TopicPartition & { offset: bigint })[]): Promise<void> {
    const metadata = this.context.options.owner ?? null;
    const topics = [...Map.groupBy(offsets, ({ topic }) => topic)].map(([topic, group]) => ({
      topic,
      partitions: group.map(({ partition, offset }) => ({ partition, offset: String(offset), metadata })),
    }));
    // Not `consumer.commitOffsets`: that tries again by itself, also after a rebalance, in the name of the new generation.
    await this.commitWithClient?.({ topics });
  }

  offsets(topics: readonly string[]): Promise<Map<string, Bounds>> {
    return this.ports.withAdmin((admin) => groupBounds(admin, this.context.options.group, topics));
  }

  /** By partition where it stands, of those that could be fetched from and are behind their log's end. */
  async behind(): Promise<Map<string, bigint>> {
    const { generation } = this;
    if (!generation) return new Map();
    const ends = await this.ports.withAdmin((admin) => endsOf(admin, this.context.options.topics));
    for (const [name, partition] of generation.partitions) partition.high = ends.get(name) ?? partition.high;
    return behindOf(generation.partitions, ends);
  }

  private listen(): void {
    const { GROUP_JOIN, REBALANCING, HEARTBEAT, STOP, CRASH } = this.consumer.events;
    const sign = () => {
      this.signAt = this.ports.clock.elapsed();
    };
    this.consumer.on(HEARTBEAT, () => {
      sign();
      // A join that fails (its coordinator was still loading) is not tried again: it goes on as the member it was, and says nothing. The
      // coordinator answers now, so it will hear that this member leaves.
      if (!this.generation) this.events.onEnd('gave up joining');
    });
    this.consumer.on(REBALANCING, () => {
      // The old generation may commit until the new one is agreed: its last word, sent before the client asks to join again.
      void this.generation?.commitNow().catch(() => undefined);
      this.endGeneration();
    });
    this.consumer.on(GROUP_JOIN, ({ payload: { memberAssignment } }) => {
      sign();
      this.begin(Object.entries(memberAssignment).flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition }))));
    });
    this.consumer.on(STOP, () => this.endGeneration());
    this.consumer.on(CRASH, ({ payload: { error } }) => this.events.onEnd(`crashed: ${error.name}`));
  }

  private begin(assigned: TopicPartition[]): void {
    // kafkajs may join once more while it is being stopped.
    if (this.stopped) return;
    this.endGeneration();
    // Nothing is fetched until the group's place is known: of a place that is gone the client would make another one, and commit that.
    for (const at of assigned) this.pause(at);
    const generation = new Generation(assigned, this, this.context);
    this.generation = generation;
    this.context.log('info', 'joined the group', { group: this.context.options.group, partitions: assigned.map(partitionName).join(' ') });
    generation.open().then(
      () => generation.closed || this.events.onJoin(generation.partitions.values()),
      (error: unknown) => generation.closed || this.events.onEnd(`could not learn its offsets: ${error}`),
    );
  }

  private endGeneration(): void {
    if (this.generation) this.events.onLeave();
    this.generation?.close();
    this.generation = undefined;
    this.commitWithClient = undefined;
  }

  private take({ batch, resolveOffset, commitOffsetsIfNecessary, isStale }: EachBatchPayload): void {
    const { generation } = this;
    if (!generation || isStale()) return;
    this.commitWithClient = commitOffsetsIfNecessary;
    const taken = generation.take(fetchedBatch(batch));
    // Moves only the place of the next fetch; what is finished is committed by the marks.
    if (taken !== undefined) resolveOffset(String(taken - 1n));
  }
}
