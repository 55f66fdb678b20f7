/** What can be asked of MongoDB about itself, for the doctor. Changes nothing. */
import type { Connection, mongo } from 'mongoose';
import { type Index, indexOf } from './made-indexes.js';

const maxTimeMS = 5000;

/** The log that followers read: where they have stood for longer than it reaches back, they must recover from the commits. */
export interface Oplog {
  /** ISO instant of its oldest entry. */
  readonly since: string;
  /** From 0 to 1: it throws entries away when it is full. */
  readonly full: number;
  /** What the server promises to keep, also when it is full; 0 when it promises nothing. */
  readonly keptHours: number;
}

export class MongoSurvey {
  constructor(private readonly connection: Connection) {}

  /** Its clock, as an ISO instant. */
  async now(): Promise<string> {
    const { localTime } = (await this.db.command({ hello: 1 })) as { localTime: Date };
    return localTime.toISOString();
  }

  /** All of the service's own database, but for those of `_id`, which are always there. */
  async indexes(): Promise<Index[]> {
    const collections = await this.db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
    const own = collections.filter(({ name }) => !name.startsWith('system.'));
    const found = await Promise.all(
      own.map(async ({ name }) => (await this.db.collection(name).indexes()).map(({ key, ...options }) => indexOf(name, key, options))),
    );
    return found.flat().filter(({ fields }) => fields.join() !== '_id');
  }

  /** Throws where the account may not read the log. */
  async oplog(): Promise<Oplog> {
    const client = this.connection.getClient();
    const log = client.db('local').collection<{ ts: mongo.Timestamp }>('oplog.rs');
    const oldest = await log.find({}, { sort: { $natural: 1 }, projection: { ts: 1 }, limit: 1, maxTimeMS }).next();
    const [{ storageStats } = { storageStats: {} }] = await log
      .aggregate<{ storageStats: { size?: number; maxSize?: number } }>([{ $collStats: { storageStats: {} } }], { maxTimeMS })
      .toArray();
    const status = (await client.db('admin').command({ serverStatus: 1, repl: 0, metrics: 0, locks: 0, wiredTiger: 0 })) as {
      oplogTruncation?: { oplogMinRetentionHours?: number };
    };
    return {
      since: new Date((oldest?.ts.t ?? 0) * 1000).toISOString(),
      full: (storageStats.size ?? 0) / (storageStats.maxSize || 1),
      keptHours: status.oplogTruncation?.oplogMinRetentionHours ?? 0,
    };
  }

  private get db(): mongo.Db {
    if (!this.connection.db) throw new Error('the connection has no database');
    return this.connection.db as unknown as mongo.Db;
  }
}
