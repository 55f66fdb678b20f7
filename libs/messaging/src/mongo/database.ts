/** The database port on MongoDB, through mongoose. Majority and journal for every write that a promise rests on. */

import { type Connection, createConnection, mongo } from 'mongoose';
import type { CopyChanges } from '../changes.js';
import type { Commit } from '../commit.js';
import { inSpans, type Operation, operation } from '../database-spans.js';
import { duplicateKey } from '../duplicate-key.js';
import { Linger } from '../linger.js';
import type {
  Appended,
  Broken,
  BrokenAggregate,
  Database,
  DocumentCollection,
  DueHead,
  Feed,
  Head,
  HeadAt,
  Lease,
  Page,
  Replacement,
} from '../ports.js';
import { CommitReads } from './commit-reads.js';
import { openCopyChanges } from './copy-changes.js';
import { Feeds } from './feed.js';
import { GroupReads, readingInGroups } from './group-reads.js';
import * as heads from './heads.js';
import * as leases from './leases.js';
import { MadeIndexes } from './made-indexes.js';
import { MongoLine } from './mongo-line.js';
import { tellPool } from './pool-metrics.js';
import { type Models, openModels } from './schemas.js';
import { MongoSurvey } from './survey.js';

const writeTimeoutMs = 10_000;
const scanTimeoutMs = 30_000;
const pageMax = 500;
/** About what a round trip takes under load; and how many are under way where more are soon to come. */
const lingerMs = 12;
const lingerCompany = 3;

export class MongoDatabase implements Database {
  readonly linger = new Linger(lingerMs, lingerCompany);
  readonly survey: MongoSurvey;
  readonly namespace: string;
  private readonly findCommits: Operation;
  private readonly findsHeads: Operation;
  private readonly headReads: GroupReads<Head>;
  private readonly commitReads: CommitReads;
  private readonly feeds: Feeds;

  private constructor(
    private readonly connection: Connection,
    private readonly models: Models,
    /** By this process. */
    readonly indexes: MadeIndexes,
    private readonly endTelling: () => void,
    private readonly url: string,
  ) {
    this.survey = new MongoSurvey(connection);
    this.namespace = connection.name;
    this.findCommits = operation(this.namespace, 'find', 'commits');
    this.findsHeads = operation(this.namespace, 'find', 'heads');
    this.headReads = new GroupReads((streams) => this.heads(streams), this.linger);
    this.commitReads = new CommitReads(this.commits, this.linger);
    this.feeds = new Feeds(connection, models.commits.collection.collectionName);
  }

  /** Connects and makes sure of collections and indexes. The URL names the service's own database. */
  static async open(url: string): Promise<MongoDatabase> {
    const connection = createConnection(url, {
      ignoreUndefined: true,
      w: 'majority',
      journal: true,
      readConcernLevel: 'majority',
      readPreference: 'primary',
      serverSelectionTimeoutMS: 5000,
      // A server that has gone without a word (a frozen machine, a dropped connection) is given up after the sum of both, and with it what
      // waits for its answer. The driver's own 40 seconds are more than an election takes.
      connectTimeoutMS: 5000,
      heartbeatFrequencyMS: 5000,
      maxPoolSize: 20,
    });
    const endTelling = tellPool(connection.getClient());
    await connection.asPromise();
    const indexes = new MadeIndexes();
    return new MongoDatabase(connection, await openModels(connection, indexes), indexes, endTelling, url);
  }

  async append(commits: readonly Commit[]): Promise<Appended[]> {
    // An empty timestamp is filled in by the server: its own order of the commits.
    const documents = commits.map((commit) => ({ ...commit, ts: new mongo.Timestamp({ t: 0, i: 0 }) }));
    try {
      await this.models.commits.collection.insertMany(documents as never, {
        ordered: false,
        writeConcern: { w: 'majority', journal: true, wtimeoutMS: writeTimeoutMs },
      });
      return commits.map(() => 'inserted');
    } catch (error) {
      return commits.map((_, position) => fateOf(error, position, commits.length));
    }
  }

  commitsAfter = (stream: string, version: number): Promise<Commit[]> => this.findCommits(() => this.commitReads.after(stream, version));
  commitByCause = (stream: string, cause: string): Promise<Commit | undefined> =>
    this.findCommits(() => this.commitReads.byCause(stream, cause));

  /** A page is what one answer of the server holds. */
  async commitsFrom(after: string | undefined, max: number): Promise<Commit[]> {
    const where = after === undefined ? {} : { _id: { $gt: after } };
    return this.connection.getClient().withSession({ causalConsistency: true }, async (session) => {
      // The session reads behind what the server has written down by now, so it waits for a majority to have it too.
      await this.connection.db?.command({ ping: 1 }, { session });
      const page = { sort: { _id: 1 }, limit: max, batchSize: max, maxTimeMS: scanTimeoutMs, session } as const;
      const cursor = this.commits.find(where, page);
      await cursor.hasNext();
      const found = cursor.readBufferedDocuments();
      await cursor.close();
      return found as never;
    });
  }

  async *allCommits(after?: string): AsyncIterable<Commit> {
    for (let last = after; ; ) {
      const page = await this.commitsFrom(last, pageMax);
      if (page.length === 0) return;
      yield* page;
      last = page.at(-1)?._id;
    }
  }

  async sampleStreams(count: number): Promise<string[]> {
    const drawn = await this.commits.aggregate<{ stream: string }>([{ $sample: { size: count } }, { $project: { stream: 1 } }]).toArray();
    return [...new Set(drawn.map(({ stream }) => stream))];
  }

  feed = (token: unknown): Promise<Feed> => this.feeds.open(token);

  head = (stream: string): Promise<Head | undefined> => this.findsHeads(() => this.headReads.get(stream));
  heads = (streams: readonly string[]): Promise<Map<string, Head>> => heads.read(this.models.heads, streams);
  putHeads = (put: readonly Head[]): Promise<void> => heads.put(this.models.heads, put);
  findHeads = (prefix: string, where: Record<string, unknown>, page: Page): Promise<Head[]> =>
    this.findsHeads(() => heads.find(this.models.heads, prefix, where, page));
  replaceHeads = (replacements: readonly Replacement[]): Promise<void> => heads.replace(this.models.heads, replacements);
  flagBroken = (stream: string, broken: Broken): Promise<boolean> => heads.flagBroken(this.models.heads, stream, broken);
  brokenAggregates = (limit: number): Promise<BrokenAggregate[]> => heads.broken(this.models.heads, limit);
  dueHeads = (limit: number): Promise<DueHead[]> => heads.due(this.models.heads, limit);
  moveDue = (at: HeadAt, dueAt: Date | undefined): Promise<void> => heads.moveDue(this.models.heads, at, dueAt);
  putOffDue = (at: HeadAt, byMs: number): Promise<void> => heads.putOffDue(this.models.heads, at, byMs);
  markPublished = (versions: ReadonlyMap<string, number>): Promise<void> => heads.markPublished(this.models.heads, versions);
  publishedVersions = (streams: readonly string[]): Promise<Map<string, number>> => heads.publishedVersions(this.models.heads, streams);
  indexHeads = (fields: readonly string[]): Promise<void> => heads.index(this.collection('heads'), fields);

  lease = (name: string, owner: string, ttlMs: number): Promise<Lease | undefined> =>
    leases.take(this.models.followers, name, owner, ttlMs);
  saveMark = (name: string, epoch: number, token: unknown): Promise<boolean> => leases.saveMark(this.models.followers, name, epoch, token);
  releaseLease = (name: string, epoch: number): Promise<void> => leases.release(this.models.followers, name, epoch);
  readUpTo = (name: string): Promise<string | undefined> => leases.readUpTo(this.models.followers, name);

  copyChanges = (collections: readonly string[], after?: string): Promise<CopyChanges> =>
    openCopyChanges(this.connection.getClient().db(this.namespace), collections, after);

  collection(name: string): DocumentCollection {
    const read = readingInGroups(this.connection.collection(name) as never, this.linger);
    return this.indexes.noting(name, inSpans(read, this.namespace, name));
  }

  /** Another connection to the same, for the watch. */
  line = (): MongoLine => new MongoLine(this.url);

  close = (): Promise<void> => this.connection.close().finally(this.endTelling);

  private get commits() {
    return this.models.commits.collection as unknown as mongo.Collection<{ _id: string }>;
  }
}

/**
 * What an unordered bulk insert says of one of its members. The driver wraps every error of its own, such as a connection that broke, in a
 * MongoBulkWriteError that names no member: then nothing is known of any.
 */
function fateOf(error: unknown, position: number, members: number): Appended {
  if (!(error instanceof mongo.MongoBulkWriteError)) return { unknown: error };
  const failures = [error.writeErrors].flat();
  const mine = failures.find((failure) => failure.index === position);
  if (mine?.code === duplicateKey) return String(mine.errmsg).includes('stream_1_cause_1') ? 'cause_known' : 'version_taken';
  const answered = failures.length > 0 && error.insertedCount + failures.length === members;
  // A member without an error of its own was written, unless its durability is in doubt.
  return mine || !answered || error.result.getWriteConcernError() ? { unknown: error } : 'inserted';
}
