/**
 * Deadlines whose command failed for good: they are not tried again until an operator releases them, or something else happens to the
 * aggregate. One that was discarded stays known, so that nobody who reads the history takes it for one that was forgotten.
 */
import { partsOf } from './commit.js';
import { upserting } from './duplicate-key.js';
import type { DocumentCollection, Ports } from './ports.js';

const countedMax = 10_000;
/** It is counted again soon. */
const countWithinMs = 5000;

export interface DeadDeadline {
  /** `<org>/<aggregate>/<id>` */
  readonly stream: string;
  /** The command that the time stands for. */
  readonly command: string;
  /** ISO instants: when it was due, and when it was given up. */
  readonly dueAt: string;
  readonly at: string;
  readonly attempts: number;
  /** Class of the error, never its message; the stack says where. */
  readonly error: string;
  readonly stack?: string;
  /** Of the last attempt. */
  readonly traceId?: string;
}

export class DeadDeadlines {
  private readonly collection: DocumentCollection;

  constructor(private readonly database: Ports['database']) {
    this.collection = database.collection('dead-deadlines');
  }

  /** Makes sure of what counting needs: what was discarded is never forgotten, and never looked at for it. */
  async prepare(): Promise<void> {
    await this.collection.createIndex({ discarded: 1, at: 1, _id: 1 }, { partialFilterExpression: { discarded: false } });
  }

  async put({ stream, ...deadline }: DeadDeadline): Promise<void> {
    const anew = { ...deadline, discarded: false };
    await upserting(() => this.collection.updateOne({ _id: stream }, { $set: anew }, { upsert: true }));
  }

  /** Those that wait for an operator, oldest first. */
  async all(): Promise<DeadDeadline[]> {
    const found = await this.collection.find({ discarded: false }, { sort: { at: 1 } }).toArray();
    return found.map(deadlineOf);
  }

  /** How many wait, by aggregate; at most 10,000 are counted. */
  async counts(): Promise<Map<string, number>> {
    const ids = { projection: { _id: 1 }, limit: countedMax, maxTimeMS: countWithinMs } as const;
    const found = await this.collection.find({ discarded: false }, ids).toArray();
    return new Map([...Map.groupBy(found, ({ _id }) => partsOf(_id).aggregate)].map(([aggregate, those]) => [aggregate, those.length]));
  }

  /** Undefined also when it was discarded. */
  async of(stream: string): Promise<DeadDeadline | undefined> {
    const found = await this.collection.findOne({ _id: stream, discarded: false });
    return found ? deadlineOf(found) : undefined;
  }

  /** By stream what was given up, also what was discarded since. */
  async ofStreams(streams: readonly string[]): Promise<Map<string, DeadDeadline>> {
    const found = await this.collection.find({ _id: { $in: [...streams] } }).toArray();
    return new Map(found.map((each) => [each._id, deadlineOf(each)]));
  }

  /** That very deadline; a later one of the same stream stays. */
  async remove({ stream, dueAt }: Pick<DeadDeadline, 'stream' | 'dueAt'>): Promise<void> {
    await this.collection.deleteOne({ _id: stream, dueAt });
  }

  /** It is not tried again, until something else happens to the aggregate. Unless it was given up again since. */
  async discard({ stream, at }: DeadDeadline): Promise<void> {
    await this.collection.updateOne({ _id: stream, at }, { $set: { discarded: true } });
  }

  /** Due again, now. The decider says whether it still matters. */
  async release({ stream, dueAt, at }: DeadDeadline): Promise<void> {
    const head = await this.database.head(stream);
    if (head && head.dueAt === undefined) await this.database.moveDue(head, new Date(dueAt));
    // Unless it was given up again since.
    await this.collection.deleteOne({ _id: stream, at });
  }
}

const deadlineOf = ({ _id, discarded: _, ...deadline }: { _id: string; discarded?: unknown }): DeadDeadline =>
  ({ stream: _id, ...deadline }) as unknown as DeadDeadline;
