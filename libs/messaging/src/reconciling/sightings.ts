/** What rules have found, and since when: nothing is mended that was not seen twice, a while apart, in the same state. */
import { upserting } from '../duplicate-key.js';
import type { Clock, Database, DocumentCollection } from '../ports.js';

export class Sightings {
  private readonly collection: DocumentCollection;

  constructor(
    database: Database,
    private readonly clock: Clock,
  ) {
    this.collection = database.collection('reconciler-sightings');
  }

  /** Notes that it is so now, and gives back since when it was seen so. */
  async since(rule: string, finding: string): Promise<string> {
    const now = this.clock.now();
    const _id = `${rule} ${finding}`;
    const update = { $set: { rule, seenAt: now }, $setOnInsert: { since: now } };
    await upserting(() => this.collection.updateOne({ _id }, update, { upsert: true }));
    return ((await this.collection.findOne({ _id }))?.since as string | undefined) ?? now;
  }

  /** What a pass over everything of a rule did not meet again is so no more. */
  async forget(rule: string, notSeenSince: string): Promise<void> {
    await this.collection.deleteMany({ rule, seenAt: { $lt: notSeenSince } });
  }
}
