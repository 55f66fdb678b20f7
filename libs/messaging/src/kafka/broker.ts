/** The broker port: send a batch, consume a group. kafkajs stands behind it; an adapter must pass the conformance list beside it. */

/** A message as the relay sends it. The key decides the partition, so that all of one story is ordered. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

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
  readonly tuning?: Partial<ConsumeTuning>;
  /** What a person must look at: a lost offset, a client that had to be rebuilt. */
  readonly onAlarm?: (message: string, facts: Record<string, unknown>) => void;
}

export interface ConsumeTuning {
  /** Keys whose handlers run at the same time. */
  readonly parallelMax: number;
  /** A partition holds at most so many unfinished messages, and is paused then … */
  readonly highWater: number;
  /** … and resumed at this. */
  readonly lowWater: number;
  /** At most so many messages from the oldest unfinished one on, finished or not; it is paused then too. */
  readonly spanMax: number;
  readonly commitEveryMs: number;
  /** A client that gives no sign of life, or handlers without progress, for so long is rebuilt. */
  readonly quietMs: number;
  readonly sessionTimeoutMs: number;
  readonly heartbeatEveryMs: number;
  /** How long handlers may take to finish at shutdown. */
  readonly graceMs: number;
}

export interface Consumption {
  /** Resolves when the group was joined for the first time. */
  readonly joined: Promise<void>;
  /** False after the client had to be rebuilt several times in a row without joining: for the liveness probe. */
  alive(): boolean;
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

export class TopicMismatch extends Error {
  override readonly name = 'TopicMismatch';
}

export type LogLevel = 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string, facts?: Record<string, unknown>) => void;
