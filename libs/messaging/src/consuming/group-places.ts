/**
 * Where the group stands, kept beside what its messages made. Kafka knows it too, but not where it stood an hour ago: a database that
 * comes back from a backup says by this from where its messages must be handled again. What it says may be late, never early.
 */
import { upserting } from '../duplicate-key.js';
import type { GroupPlace } from '../kafka/broker.js';
import type { Clock, Database, DocumentCollection } from '../ports.js';

const saveEveryMs = 5000;

export class GroupPlaces {
  private readonly collection: DocumentCollection;
  private moved = new Map<string, GroupPlace>();

  constructor(
    database: Pick<Database, 'collection'>,
    private readonly group: string,
  ) {
    this.collection = database.collection('group-places');
  }

  /** Everything before these places is finished. */
  moveTo(places: readonly GroupPlace[]): void {
    for (const place of places) this.moved.set(`${place.topic}/${place.partition}`, place);
  }

  /** As it was last saved. */
  async all(): Promise<GroupPlace[]> {
    const found = await this.collection.find({ group: this.group }).toArray();
    return found.map(({ topic, partition, offset }) => ({ topic: String(topic), partition: Number(partition), offset: String(offset) }));
  }

  /** Saves again and again until the signal, and once more then. `onFailure` hears of what will be tried again. */
  async keep(clock: Clock, signal: AbortSignal, onFailure: (error: unknown) => void): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(saveEveryMs, signal);
      await this.save().catch(onFailure);
    }
  }

  /** A place never goes back: what was finished once has its effect in this database, also when the group reads it again. */
  async save(): Promise<void> {
    const places = this.moved;
    if (places.size === 0) return;
    this.moved = new Map();
    try {
      const operations = [...places].map(([name, place]) => this.upsertOf(`${this.group} ${name}`, place));
      await upserting(() => this.collection.bulkWrite(operations as never, { ordered: false }));
    } catch (error) {
      for (const [name, kept] of places) if (!this.moved.has(name)) this.moved.set(name, kept);
      throw error;
    }
  }

  private upsertOf(_id: string, { topic, partition, offset }: GroupPlace): object {
    const update = { $max: { offset: Number(offset) }, $set: { group: this.group, topic, partition } };
    return { updateOne: { filter: { _id }, update, upsert: true } };
  }
}
