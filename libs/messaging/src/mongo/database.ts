/** The database port on MongoDB, through mongoose. Majority and journal for every write that a promise rests on. */
import { type Connection, createConnection, mongo } from 'mongoose';
import type { Commit } from '../commit.js';
import type { Appended, Database, DocumentCollection, Feed, Head, Lease, Page } from '../ports.js';
import { openFeed } from './feed.js';
import * as heads from './heads.js';
import * as leases from './leases.js';
import { type Models, openModels } from './schemas.js';

const duplicateKey = 11000;
const writeTimeoutMs = 10_000;

export class MongoDatabase implements Database {
  private constructor(
    private readonly connection: Connection,
    private readonly models: Models,
  ) {}

  /** Connects and makes sure of collections and indexes. The URL names the service's own database. */
  static async open(url: string): Promise<MongoDatabase> {
    const connection = createConnection(url, {
      ignoreUndefined: true,
      w: 'majority',
      journal: true,
      readConcernLevel: 'majority',
      readPreference: 'primary',
      serverSelectionTimeoutMS: 5000,
      maxPoolSize: 20,
    });
    await connection.asPromise();
    return new MongoDatabase(connection, await openModels(connection));
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
      return commits.map((_, position) => fateOf(error, position));
    }
  }

  async commitsAfter(stream: string, version: number): Promise<Commit[]> {
    const from = `${stream}/${String(version + 1).padStart(9, '0')}`;
    const found = await this.commits.find({ _id: { $gte: from, $lte: `${stream}/999999999` } }, { sort: { _id: 1 } }).toArray();
    return found as never;
  }

  async commitByCause(stream: string, cause: string): Promise<Commit | undefined> {
    return ((await this.commits.findOne({ stream, cause })) as never) ?? undefined;
  }

  async *allCommits(): AsyncIterable<Commit> {
    for await (const commit of this.commits.find({}, { sort: { _id: 1 }, batchSize: 500 })) yield commit as never;
  }

  feed = (token: unknown): Promise<Feed> => openFeed(this.commits as never, token);

  head = async (stream: string): Promise<Head | undefined> => (await this.heads([stream])).get(stream);
  heads = (streams: readonly string[]): Promise<Map<string, Head>> => heads.read(this.models.heads, streams);
  putHeads = (put: readonly Head[]): Promise<void> => heads.put(this.models.heads, put);
  findHeads = (prefix: string, where: Record<string, unknown>, page: Page): Promise<Head[]> =>
    heads.find(this.models.heads, prefix, where, page);
  dueHeads = (limit: number): Promise<Head[]> => heads.due(this.models.heads, limit);
  moveDue = (stream: string, version: number, dueAt: Date | undefined): Promise<void> =>
    heads.moveDue(this.models.heads, stream, version, dueAt);
  markPublished = (versions: ReadonlyMap<string, number>): Promise<void> => heads.markPublished(this.models.heads, versions);
  indexHeads = (fields: readonly string[]): Promise<void> => heads.index(this.models.heads, fields);

  lease = (name: string, owner: string, ttlMs: number): Promise<Lease | undefined> =>
    leases.take(this.models.followers, name, owner, ttlMs);
  saveMark = (name: string, epoch: number, token: unknown): Promise<boolean> => leases.saveMark(this.models.followers, name, epoch, token);
  releaseLease = (name: string, epoch: number): Promise<void> => leases.release(this.models.followers, name, epoch);

  collection(name: string): DocumentCollection {
    return this.connection.collection(name) as unknown as DocumentCollection;
  }

  close = (): Promise<void> => this.connection.close();

  private get commits() {
    return this.models.commits.collection as unknown as mongo.Collection<{ _id: string }>;
  }
}

/** What an unordered bulk insert says of one of its members. */
function fateOf(error: unknown, position: number): Appended {
  if (!(error instanceof mongo.MongoBulkWriteError)) return { unknown: error };
  const failures = [error.writeErrors].flat();
  const mine = failures.find((failure) => failure.index === position);
  if (mine?.code === duplicateKey) return String(mine.errmsg).includes('stream_1_cause_1') ? 'cause_known' : 'version_taken';
  // A member without an error of its own was written, unless its durability is in doubt.
  return mine || error.result.getWriteConcernError() ? { unknown: error } : 'inserted';
}
