/** Backups of one service's database, taken while it is written to, and brought back as an operator would: the database is dropped before. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { mongo } from 'mongoose';
import type { System } from '../../deploy/local/index.ts';
import type { ServiceName } from '../../deploy/local/system.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Backup {
  readonly service: ServiceName;
  /** ISO instant. */
  readonly takenAt: string;
  readonly collections: ReadonlyMap<string, readonly mongo.Document[]>;
}

export class Backups {
  private readonly client: mongo.MongoClient;
  private readonly system: System;

  constructor(system: System) {
    this.system = system;
    this.client = new mongo.MongoClient(system.servers.mongoUrl(''), { serverSelectionTimeoutMS: 60_000 });
  }

  /** As it stands at one moment of the database's, whatever is written meanwhile. */
  async take(service: ServiceName): Promise<Backup> {
    const database = this.client.db(`rolecall_${service}`);
    const takenAt = new Date().toISOString();
    const names = (await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    const session = this.client.startSession({ snapshot: true });
    try {
      const collections = new Map<string, mongo.Document[]>();
      for (const name of names) collections.set(name, await database.collection(name).find({}, { session }).toArray());
      return { service, takenAt, collections };
    } finally {
      await session.endSession();
    }
  }

  async bringBack({ service, collections }: Backup): Promise<void> {
    const database = this.client.db(`rolecall_${service}`);
    await database.dropDatabase();
    for (const [name, documents] of collections)
      if (documents.length > 0) await database.collection(name).insertMany([...documents], { writeConcern: { w: 'majority' } });
  }

  /** Runs `rolecall restore` as an operator does. */
  rolecall(service: ServiceName, ...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
    const { mongoUrl, kafkaBrokers } = this.system.servers;
    const env = { PATH: process.env.PATH, MONGO_URL: mongoUrl(`rolecall_${service}`), KAFKA_BROKERS: kafkaBrokers };
    const command = ['--no-warnings', 'apps/cli/dist/main.js', 'restore', '--service', service, ...args];
    return new Promise((resolve) => {
      execFile(process.execPath, command, { cwd: root, env, maxBuffer: 50_000_000 }, (failed, out, error) => {
        resolve({ code: failed ? Number(failed.code ?? 1) : 0, out, error });
      });
    });
  }

  close = (): Promise<void> => this.client.close();
}
