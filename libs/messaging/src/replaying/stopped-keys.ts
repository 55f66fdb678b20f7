/**
 * Keys of which a replay has left something out: what follows for them is left out too, and nothing of theirs takes the place of a copy.
 * Kept in the database, for whoever goes on with the job. A key is stopped on every topic: what owners wrote to one of their own goes on
 * on the usual one.
 */
import { fieldsOf } from '../copy-store.js';
import type { DocumentCollection, Ports } from '../ports.js';
import type { ReplayMode } from './context.js';

/** A build that fails on so many keys is no build to rebuild with. */
const keysMax = 100;

/** The job stands still until it is cancelled. */
export class TooManyFailures extends Error {
  override readonly name = 'TooManyFailures';
}

export class StoppedKeys {
  private readonly collection: DocumentCollection;
  private keys = new Set<string>();

  constructor(
    private readonly ports: Pick<Ports, 'database' | 'copies'>,
    private readonly mode: ReplayMode,
  ) {
    this.collection = ports.database.collection('stopped-keys');
  }

  /** Forgets what a job that was cancelled has left. */
  async begin(job: string): Promise<void> {
    await this.collection.deleteMany({ mode: this.mode, job: { $ne: job } });
  }

  async load(job: string): Promise<void> {
    const found = await this.collection.find({ job }).toArray();
    this.keys = new Set(found.map(({ key }) => String(key)));
    if (this.keys.size >= keysMax) throw new TooManyFailures(`${keysMax} keys have failed`);
  }

  has = (key: string): boolean => this.keys.has(key);

  async stop(job: string, key: string): Promise<void> {
    this.keys.add(key);
    await this.collection.updateOne({ _id: `${job} ${key}` }, { $set: { job, key, mode: this.mode } }, { upsert: true });
    const { afresh } = fieldsOf(this.mode);
    for (const { documents } of this.ports.copies.values())
      await documents.updateMany({ [`${afresh}.job`]: job, [`${afresh}.key`]: key }, { $unset: { [afresh]: '' } });
  }

  async forget(job: string): Promise<void> {
    await this.collection.deleteMany({ job });
  }
}
