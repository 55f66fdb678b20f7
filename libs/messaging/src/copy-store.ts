/** A service's own copy of what another service owns, folded from its events; never asked for over the wire. */
import type { DocumentCollection, Ports } from './ports.js';

interface CopyDocument<T> {
  readonly _id: string;
  /** The source's sequence that the copy stands at. */
  readonly sequence: number;
  readonly copy: T;
}

export class CopyStore<T extends object> {
  private readonly collection: DocumentCollection;

  constructor(name: string, ports: Ports) {
    this.collection = ports.database.collection(name);
  }

  /** Folds an event into the copy, once: what is not newer than the copy changes nothing. */
  async keep(org: string, id: string, sequence: number, evolve: (copy: T | undefined) => T): Promise<void> {
    const _id = `${org}/${id}`;
    const before = (await this.collection.findOne({ _id })) as CopyDocument<T> | null;
    if (before && before.sequence >= sequence) return;
    const next = { sequence, copy: evolve(before?.copy) };
    if (before) {
      const kept = await this.collection.updateOne({ _id, sequence: before.sequence }, { $set: next });
      if (kept.matchedCount === 0) await this.keep(org, id, sequence, evolve);
      return;
    }
    try {
      await this.collection.insertOne({ _id, ...next });
    } catch (error) {
      if ((error as { code?: number }).code !== 11000) throw error;
      await this.keep(org, id, sequence, evolve);
    }
  }

  async get(org: string, id: string): Promise<T | undefined> {
    const found = (await this.collection.findOne({ _id: `${org}/${id}` })) as CopyDocument<T> | null;
    return found?.copy;
  }
}
