/** The broker port: send a batch, consume a group. kafkajs stands behind it; an adapter must pass the conformance list beside it. */

/** A message as the relay sends it. The key decides the partition, so that all of one story is ordered. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The largest message that our topics take. A commit holds at most 1 MB as the database stores it; written as JSON it has at most six times
 * as much, for a control character becomes `\u0001`. So there is no event that the store accepts and Kafka refuses.
 */
export const messageBytesMax = 8_000_000;

/** A message as a consumer gets it. Nothing of it has been checked. */
export interface IncomingMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | undefined;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The work that one message makes. `attempt` resolves with undefined when the message is finished, or with the milliseconds after
 * which to call it again: until then the message's key waits and other keys go on. It must not reject.
 */
export interface Delivering {
  attempt(): Promise<number | undefined>;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Called once for each message, in order of its key. */
  readonly begin: (message: IncomingMessage) => Delivering;
  /**
   * Names the database that the group's effects go to, and is kept with every place that is committed. A place that was committed for
   * another is not gone on from: the partition stands still and a person is told.
   */
  readonly owner?: string;
  readonly tuning?: Partial<ConsumeTuning>;
  /** Partitions were assigned: called when the group's place in them is known, before the first message of them comes. */
  readonly onAssigned?: () => void;
  /** The broker has taken these places of the group: everything before them is finished. */
  readonly onCommitted?: (places: readonly GroupPlace[]) => void;
  /**
   * Where the group has stood, as it was kept elsewhere, never ahead of what is finished. Where Kafka knows no place and this does, the
   * group goes on from here. Asked only when Kafka does not know them all.
   */
  readonly stoodAt?: () => Promise<readonly GroupPlace[]>;
  /** What a person must look at: a lost offset, a client that had to be rebuilt. */
  readonly onAlarm?: (message: string, facts: Record<string, unknown>) => void;
}

export interface ConsumeTuning {
  /** Keys whose handlers run at the same time. */
  readonly parallelMax: number;
  /** From a fetch that brought something to the next one from that broker: under load there are fewer and larger ones. */
  readonly fetchEveryMs: number;
  /** A partition holds at most so many unfinished messages, and is paused then … */
  readonly highWater: number;
  /** … and resumed at this: enough to do until the next fetch. */
  readonly lowWater: number;
  /** At most so many messages from the oldest unfinished one on, finished or not; it is paused then too. */
  readonly spanMax: number;
  readonly commitEveryMs: number;
  /** A client that gives no sign of life, or handlers without progress, for so long is rebuilt. */
  readonly quietMs: number;
  /** How often Kafka is asked whether a partition that gets nothing has something. After two looks more the client is rebuilt. */
  readonly lookEveryMs: number;
  readonly sessionTimeoutMs: number;
  readonly heartbeatEveryMs: number;
  /** How long handlers may take to finish at shutdown. */
  readonly graceMs: number;
}

export interface Consumption {
  /** Resolves when the group was joined for the first time. */
  readonly joined: Promise<void>;
  /** False after the client had to be rebuilt several times in a row without joining, while Kafka answered: for the liveness probe. */
  alive(): boolean;
  /** It is a member of its group now, and Kafka said so lately. */
  member(): boolean;
  /** Finishes what runs, commits, leaves the group. */
  close(): Promise<void>;
}

export interface TopicSpec {
  readonly name: string;
  /** Fixed for ever: it decides which partition a key is on. */
  readonly partitions: number;
  /** Copies of each partition; as many as there are brokers, up to 3, when absent. */
  readonly replicas?: number;
}

/** What a partition holds: from the message at `low` up to before `high`. */
export interface LogBounds {
  readonly topic: string;
  readonly partition: number;
  readonly low: string;
  readonly high: string;
  /** The first message sent at the instant that was asked for, or later; `high` when there is none. `low` when none was asked for. */
  readonly since: string;
}

/** A stretch of a partition: from an offset up to before another. */
export interface Stretch {
  readonly topic: string;
  readonly partition: number;
  readonly from: string;
  readonly until: string;
}

/** Where a group goes on in a partition: the offset of the next message. */
export interface GroupPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface Broker {
  /**
   * Resolves only when every partition of the batch has acknowledged it to all replicas. Throws BrokerUnavailable otherwise: some of it may have
   * been written, and the caller sends all of it again. One batch at a time is under way.
   */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
  /** Starts to consume and returns; an unreachable broker is tried again for ever. */
  consume(options: ConsumeOptions): Promise<Consumption>;
  /**
   * Makes the topics that are missing and checks those that are there. Returns sentences about settings that risk data (to be alarmed);
   * throws TopicMismatch when a partition count differs, for then keys would change partitions.
   */
  ensureTopics(specs: readonly TopicSpec[]): Promise<string[]>;
  /** The cluster's own id, which it keeps for ever. */
  clusterId(): Promise<string>;
  /** With all that it holds. Leaves it at that when it is not there. */
  deleteTopic(name: string): Promise<void>;
  /** What each partition of the topics holds now; `since` is an ISO instant. A topic that is missing has no partitions. */
  bounds(topics: readonly string[], since?: string): Promise<LogBounds[]>;
  /**
   * Reads a stretch in order, one fetched batch after the other, as the reader takes them; as a member of no group, so that nobody else
   * notices. Throws OffsetGone when the log does not hold all of it, BrokerUnavailable when no leader answers for a while.
   */
  read(stretch: Stretch): AsyncIterable<readonly IncomingMessage[]>;
  /** How many processes consume as this group; one that vanished counts until its session times out. */
  members(group: string): Promise<number>;
  /** Where the group goes on, in the partitions where it has been. */
  placesOf(group: string, topics: readonly string[]): Promise<GroupPlace[]>;
  /** Sets where the group goes on. Throws GroupInUse while any process consumes as this group. */
  setPlaces(group: string, places: readonly GroupPlace[]): Promise<void>;
  close(): Promise<void>;
}

/** Nothing is known of the batch's fate: send all of it again. */
export class BrokerUnavailable extends Error {
  override readonly name = 'BrokerUnavailable';
}

/** The broker said no for good (too large, not authorized): the same batch will be refused again. */
export class BrokerRefused extends Error {
  override readonly name = 'BrokerRefused';
}

/** The log does not hold the offsets that were asked for: it was cut, or the topic was made anew. */
export class OffsetGone extends Error {
  override readonly name = 'OffsetGone';
}

/** Somebody consumes as the group whose places were to be set. */
export class GroupInUse extends Error {
  override readonly name = 'GroupInUse';
}

export class TopicMismatch extends Error {
  override readonly name = 'TopicMismatch';
}

export type LogLevel = 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string, facts?: Record<string, unknown>) => void;
