/** How much of a group is put aside. Counted up to a bound, so that asking costs little however much it is. */
import type { Database, DocumentCollection } from '../ports.js';

const countedMax = 10_000;
/** It is counted again soon. */
const maxTimeMS = 5000;

export class DeadLetterCounts {
  private readonly letters: DocumentCollection;
  private readonly keys: DocumentCollection;

  constructor(
    database: Pick<Database, 'collection'>,
    private readonly group: string,
  ) {
    this.letters = database.collection('dead-letters');
    this.keys = database.collection('held-keys');
  }

  /** Keys that are held, and the instant since when the oldest is. */
  async held(): Promise<{ readonly keys: number; readonly since?: string }> {
    const { group } = this;
    const first = { sort: { since: 1 }, limit: 1, projection: { since: 1 }, maxTimeMS } as const;
    const [oldest] = await this.keys.find({ group }, first).toArray();
    if (!oldest) return { keys: 0 };
    return { keys: await this.keys.countDocuments({ group }, { limit: countedMax, maxTimeMS }), since: String(oldest.since) };
  }

  /** Messages, dead or behind one that is. Their ids begin with the group, and `0` comes after `/`. */
  messages(): Promise<number> {
    return this.letters.countDocuments({ _id: { $gte: `${this.group}/`, $lt: `${this.group}0` } }, { limit: countedMax, maxTimeMS });
  }
}
