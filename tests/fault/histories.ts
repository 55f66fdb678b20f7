/** What the services have committed, read from their databases directly. */
import type { Commit, Head } from '@rolecall/messaging';
import { mongo } from 'mongoose';
import { type ServiceName, serviceNames } from '../../deploy/local/system.ts';

export interface ServiceHistory {
  readonly service: ServiceName;
  /** By stream and version. */
  readonly commits: readonly Commit[];
  readonly heads: ReadonlyMap<string, Head>;
  /** Keys that are held, and messages that hold none. */
  readonly deadLetters: number;
  readonly deadDeadlines: number;
}

export class Histories {
  private readonly client: mongo.MongoClient;

  constructor(mongoUrl: string) {
    this.client = new mongo.MongoClient(mongoUrl, { readConcernLevel: 'majority', serverSelectionTimeoutMS: 60_000, retryReads: true });
  }

  /** Of one organization. */
  of(org: string): Promise<ServiceHistory[]> {
    const ofOrg = { _id: { $gte: `${org}/`, $lt: `${org}0` } } as object;
    const sort = { _id: 1 } as const;
    return Promise.all(
      serviceNames.map(async (service) => {
        const database = this.client.db(`rolecall_${service}`);
        const commits = (await database.collection('commits').find(ofOrg, { sort }).toArray()) as unknown as Commit[];
        const heads = (await database.collection('heads').find(ofOrg).toArray()) as unknown as Head[];
        const deadLetters = await database.collection('dead-letters').countDocuments();
        const deadDeadlines = await database.collection('dead-deadlines').countDocuments();
        return { service, commits, heads: new Map(heads.map((head) => [head._id, head])), deadLetters, deadDeadlines };
      }),
    );
  }

  /** How many commits there are of one organization. */
  async count(org: string): Promise<number> {
    const ofOrg = { _id: { $gte: `${org}/`, $lt: `${org}0` } } as object;
    const counts = await Promise.all(
      serviceNames.map((service) => this.client.db(`rolecall_${service}`).collection('commits').countDocuments(ofOrg)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  admin = (): mongo.Db => this.client.db('admin');
  database = (service: ServiceName): mongo.Db => this.client.db(`rolecall_${service}`);
  close = (): Promise<void> => this.client.close();
}
