/**
 * The sum of what all copies of a store add to the figures, kept in one document and counted in rounds. A round takes some copies that have
 * changed. In one write it adds what they add now, takes away what they added when they were last counted, and notes what each adds; then it
 * writes that into the copies. One that was broken off is finished by the next, so every copy counts once, whatever is repeated and whoever
 * counts beside. A tally that was deleted is counted anew from all copies.
 */
import { type CopyDocument, type CopyStore, type Ports, upserting } from '@rolecall/messaging';
import { difference, type Parts, summed } from './parts.js';

const copiesOfRound = 500;
export const talliesName = 'tallies';

/** What a copy was last counted with, and in which round. */
interface Counted {
  readonly tally: string;
  readonly round: number;
  readonly parts: Parts;
}

interface Pending {
  readonly _id: string;
  readonly revision: number;
  readonly parts: Parts;
}

interface TallyDocument {
  /** The store's. */
  readonly _id: string;
  /** Ids grow, so that what was counted for an earlier tally is known as such. */
  readonly tally: string;
  readonly round: number;
  readonly sums?: Parts;
  readonly pending?: readonly Pending[];
}

type Changed<T> = CopyDocument<T> & { readonly revision: number; readonly counted?: Counted };

export class Tally<T extends object> {
  constructor(
    private readonly copies: CopyStore<T>,
    private readonly partsOf: (copy: T) => Parts,
    private readonly ports: Pick<Ports, 'database' | 'randomness'>,
  ) {}

  private get tallies() {
    return this.ports.database.collection(talliesName);
  }

  async prepare(): Promise<void> {
    await this.copies.documents.createIndex({ uncounted: 1 }, { sparse: true });
  }

  /** One round; false when there was nothing to count. */
  async count(): Promise<boolean> {
    const before = (await this.found()) ?? (await this.begun());
    if (before.pending) await this.finish(before, before.pending);
    const changed = (await this.copies.documents
      .find({ uncounted: true }, { limit: copiesOfRound, projection: { revision: 1, copy: 1, counted: 1 } })
      .toArray()) as unknown as Changed<T>[];
    if (changed.length === 0) return false;
    const pending = changed.map(({ _id, revision, copy }) => ({ _id, revision, parts: copy === undefined ? {} : this.partsOf(copy) }));
    const earlier = changed.map(({ counted }) => (counted?.tally === before.tally ? counted.parts : {}));
    const added = difference(summed(...earlier), summed(...pending.map(({ parts }) => parts)));
    const round = { ...before, round: before.round + 1 };
    const isNext = { _id: before._id, tally: before.tally, round: before.round, pending: { $exists: false } };
    const $inc = { round: 1, ...Object.fromEntries(Object.entries(added).map(([cell, value]) => [`sums.${cell}`, value])) };
    const taken = await this.tallies.updateOne(isNext, { $set: { pending }, $inc: $inc as never });
    // Otherwise another process has counted at the same moment, and there may be more.
    if (taken.matchedCount === 1) await this.finish(round, pending);
    return true;
  }

  private async found(): Promise<TallyDocument | undefined> {
    return ((await this.tallies.findOne({ _id: this.copies.name })) as TallyDocument | null) ?? undefined;
  }

  /** Every copy is to be counted before there is a tally that could count some. */
  private async begun(): Promise<TallyDocument> {
    await this.copies.documents.updateMany({}, { $set: { uncounted: true } });
    const begun = { tally: this.ports.randomness.id(), round: 0 };
    await upserting(() => this.tallies.updateOne({ _id: this.copies.name }, { $setOnInsert: begun }, { upsert: true }));
    return (await this.found()) as TallyDocument;
  }

  /** Repeats are harmless, also late ones: a copy that was counted in a later round keeps that. */
  private async finish({ _id, tally, round }: TallyDocument, pending: readonly Pending[]): Promise<void> {
    const notLater = [
      { counted: { $exists: false } },
      { 'counted.tally': { $lt: tally } },
      { 'counted.tally': tally, 'counted.round': { $lt: round } },
    ];
    const operations = pending.map(({ _id: copy, revision, parts }) => {
      // One that has changed again meanwhile is counted again.
      const uncounted = { $cond: [{ $eq: ['$revision', revision] }, '$$REMOVE', '$uncounted'] };
      const update = [{ $set: { counted: { $literal: { tally, round, parts } }, uncounted } }];
      return { updateOne: { filter: { _id: copy, $or: notLater }, update } };
    });
    await this.copies.documents.bulkWrite(operations as never, { ordered: false });
    await this.tallies.updateOne({ _id, tally, round }, { $unset: { pending: '' } });
  }
}

/** The sums of every tally there is. A round under way is in them, or is not. */
export async function sumsOf({ database }: Pick<Ports, 'database'>): Promise<Parts> {
  const all = (await database
    .collection(talliesName)
    .find({}, { projection: { sums: 1 } })
    .toArray()) as unknown as TallyDocument[];
  return summed(...all.map(({ sums = {} }) => sums));
}
