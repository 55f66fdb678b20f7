/**
 * The four narrow ports through which a service meets the world: database, broker, clock, randomness.
 * Nothing else in the sources reads the time, sets a timer, draws a random number or opens a connection,
 * so that the whole can be run in a simulation.
 */
import type { AggregateStore } from './aggregate-store.js';
import type { CopyChanges } from './changes.js';
import type { Commit } from './commit.js';
import type { CopyStore } from './copy-store.js';
import type { Broker } from './kafka/broker.js';
import type { Linger } from './linger.js';

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
  /** Of the last commit. Heads of builds before this one have none. */
  readonly traceparent?: string | undefined;
  readonly dueAt?: Date;
  /** The last version whose events are known to be in Kafka. */
  readonly published?: number;
  /** Its commits could not be folded: what stands here is older than they are, or nothing. */
  readonly broken?: Broken;
}

/** Why, and since when, an aggregate's commits cannot be folded: class and code of the error, never its message. */
export interface Broken {
  readonly at: string;
  readonly error: string;
  readonly code?: string;
}

export interface BrokenAggregate extends Broken {
  readonly stream: string;
}

/** A head that takes the place of the one that stands at version `insteadOf`. */
export interface Replacement {
  readonly head: Head;
  readonly insteadOf: number;
}

/** A head as somebody found it: what is written to it stands only while nobody has replaced it. */
export type HeadAt = Pick<Head, '_id' | 'version' | 'stateVersion'>;

/** A head whose deadline has passed, and the database's time when it was found. */
export interface DueHead extends HeadAt {
  readonly dueAt: Date;
  readonly now: Date;
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

/** The operations of MongoDB's collections that copies, their figures, vault and dead letters need. */
export type DocumentCollection = Pick<
  import('mongoose').mongo.Collection<{ _id: string; [field: string]: unknown }>,
  | 'findOne'
  | 'find'
  | 'aggregate'
  | 'insertOne'
  | 'updateOne'
  | 'bulkWrite'
  | 'updateMany'
  | 'deleteOne'
  | 'deleteMany'
  | 'findOneAndUpdate'
  | 'countDocuments'
  | 'estimatedDocumentCount'
  | 'createIndex'
>;

export interface Database {
  /** What the database calls itself; spans say it. */
  readonly namespace: string;
  /** Of all that goes to it in groups. */
  readonly linger: Linger;
  append(commits: readonly Commit[]): Promise<Appended[]>;
  commitsAfter(stream: string, version: number): Promise<Commit[]>;
  commitByCause(stream: string, cause: string): Promise<Commit | undefined>;
  /**
   * The next commits in order of stream and version, after the one whose `_id` is `after`: at most `max` and 16 MB, none at the end. What
   * was committed before a feed was opened, and is on its way to a majority at that moment, is among them.
   */
  commitsFrom(after: string | undefined, max: number): Promise<Commit[]>;
  /** All of them, for rebuilds. */
  allCommits(after?: string): AsyncIterable<Commit>;
  /** Streams drawn at random, at most so many. */
  sampleStreams(count: number): Promise<string[]>;
  /** Opens the feed after a token, or from now when there is none. Throws FeedLost when the token is unusable, or not of these commits. */
  feed(token: unknown): Promise<Feed>;

  head(stream: string): Promise<Head | undefined>;
  heads(streams: readonly string[]): Promise<Map<string, Head>>;
  /** Replaces each head that is older than the one given; it is not broken any more. */
  putHeads(heads: readonly Head[]): Promise<void>;
  /** Replaces each head that still stands at the version named, unless a newer build has folded it. */
  replaceHeads(replacements: readonly Replacement[]): Promise<void>;
  /** Flags an aggregate, also one that has no head yet; false when it was flagged before. */
  flagBroken(stream: string, broken: Broken): Promise<boolean>;
  /** Those that are flagged, oldest first. */
  brokenAggregates(limit: number): Promise<BrokenAggregate[]>;
  findHeads(prefix: string, where: Record<string, unknown>, page: Page): Promise<Head[]>;
  /** Heads whose deadline has passed by the database's clock. */
  dueHeads(limit: number): Promise<DueHead[]>;
  /** Moves or clears a deadline that a command did not change; only while the head stands as it was found. */
  moveDue(at: HeadAt, dueAt: Date | undefined): Promise<void>;
  /** Moves a deadline to so long from now, by the database's clock; only while the head stands as it was found. */
  putOffDue(at: HeadAt, byMs: number): Promise<void>;
  markPublished(versions: ReadonlyMap<string, number>): Promise<void>;
  /** Of each stream the highest version that was marked. */
  publishedVersions(streams: readonly string[]): Promise<Map<string, number>>;

  /** Takes or renews the lease; undefined while another holds it. */
  lease(name: string, owner: string, ttlMs: number): Promise<Lease | undefined>;
  /** Saves the follower's mark; false when the epoch is over. */
  saveMark(name: string, epoch: number, token: unknown): Promise<boolean>;
  releaseLease(name: string, epoch: number): Promise<void>;
  /** Up to when the follower has read the commits, as an ISO instant; the beginning of time while it recovers, undefined without a mark. */
  readUpTo(name: string): Promise<string | undefined>;

  /** Follows these collections of copies, after a token, or from now. Throws FeedLost when the token cannot be used. */
  copyChanges(collections: readonly string[], after?: string): Promise<CopyChanges>;

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
  /** What this service keeps of others', by the collection's name; replays rebuild it. */
  readonly copies = new Map<string, CopyStore<never>>();
}
