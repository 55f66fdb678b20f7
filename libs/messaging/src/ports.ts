/**
 * The four narrow ports through which a service meets the world: database, broker, clock, randomness.
 * Nothing else in the sources reads the time, sets a timer, draws a random number or opens a connection,
 * so that the whole can be run in a simulation.
 */
import type { AggregateStore } from './aggregate-store.js';
import type { Commit } from './commit.js';
import type { Broker } from './kafka/broker.js';

export interface Clock {
  /** Now, as an ISO instant in UTC with milliseconds. */
  now(): string;
  /** Milliseconds that never jump back; for durations only. */
  elapsed(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Randomness {
  /** A new UUIDv7. */
  id(): string;
  /** A number from 0 up to 1, for jitter. */
  fraction(): number;
}

/** What became of one commit of a group. `unknown`: it may or may not be there; read by cause to find out. */
export type Appended = 'inserted' | 'version_taken' | 'cause_known' | { readonly unknown: unknown };

/** The head of an aggregate: a snapshot that lists and indexes read; it lags its commits by milliseconds. */
export interface Head<S = unknown> {
  readonly _id: string;
  readonly version: number;
  readonly sequence: number;
  readonly state: S;
  readonly stateVersion: number;
  /** The clock of the last commit. */
  readonly at: string;
  readonly dueAt?: Date;
  /** The last version whose events are known to be in Kafka. */
  readonly published?: number;
}

/** A page of heads: `after` is the last `_id` seen. */
export interface Page {
  readonly limit: number;
  readonly after?: string;
}

/** Commits as they become durable, in commit order. */
export interface Feed {
  /** The next commits, at most `max`; empty when nothing came for about a second. Throws FeedLost when history is gone. */
  take(max: number): Promise<Commit[]>;
  /** The token after the last commit taken: resume from here. */
  token(): unknown;
  close(): Promise<void>;
}

/** A follower's lease: one process at a time, fenced by its epoch. */
export interface Lease {
  readonly epoch: number;
  readonly token: unknown;
}

/** The operations of MongoDB's collections that copies, vault and dead letters need. */
export type DocumentCollection = Pick<
  import('mongoose').mongo.Collection<{ _id: string; [field: string]: unknown }>,
  | 'findOne'
  | 'find'
  | 'insertOne'
  | 'updateOne'
  | 'updateMany'
  | 'deleteOne'
  | 'deleteMany'
  | 'findOneAndUpdate'
  | 'countDocuments'
  | 'createIndex'
>;

export interface Database {
  append(commits: readonly Commit[]): Promise<Appended[]>;
  commitsAfter(stream: string, version: number): Promise<Commit[]>;
  commitByCause(stream: string, cause: string): Promise<Commit | undefined>;
  /** Every commit in order of stream and version; for recovery and rebuilds. */
  allCommits(): AsyncIterable<Commit>;
  /** Opens the feed after a token, or from now when there is none. Throws FeedLost when the token is unusable. */
  feed(token: unknown): Promise<Feed>;

  head(stream: string): Promise<Head | undefined>;
  heads(streams: readonly string[]): Promise<Map<string, Head>>;
  /** Replaces each head that is older than the one given. */
  putHeads(heads: readonly Head[]): Promise<void>;
  findHeads(prefix: string, where: Record<string, unknown>, page: Page): Promise<Head[]>;
  /** Heads whose deadline has passed by the database's clock. */
  dueHeads(limit: number): Promise<Head[]>;
  /** Moves or clears a deadline that a command did not change; only while the head stands at that version. */
  moveDue(stream: string, version: number, dueAt: Date | undefined): Promise<void>;
  markPublished(versions: ReadonlyMap<string, number>): Promise<void>;

  /** Takes or renews the lease; undefined while another holds it. */
  lease(name: string, owner: string, ttlMs: number): Promise<Lease | undefined>;
  /** Saves the follower's mark; false when the epoch is over. */
  saveMark(name: string, epoch: number, token: unknown): Promise<boolean>;
  releaseLease(name: string, epoch: number): Promise<void>;

  /** A collection of this service's own documents. */
  collection(name: string): DocumentCollection;
  indexHeads(fields: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** The feed cannot go on from where it was: the follower recovers from the commits. */
export class FeedLost extends Error {
  override readonly name = 'FeedLost';
}

/** The ports of one service, and the stores that were made on them. An abstract class, so that Nest can inject it. */
export abstract class Ports {
  abstract readonly service: string;
  abstract readonly database: Database;
  abstract readonly broker: Broker;
  abstract readonly clock: Clock;
  abstract readonly randomness: Randomness;
  /** Stores by their aggregate's name; the projector and the timer serve them. */
  readonly stores = new Map<string, AggregateStore<never, never, never>>();
}
