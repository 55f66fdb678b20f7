/**
 * Group reads: what is read by key at the same moment is asked of the database as one. A single read costs ten times its part of a group.
 * Each is sent after it was asked for, so it sees all that was acknowledged before, as if it were alone.
 */
import type { Linger } from '../linger.js';

const keysMax = 200;
/** Groups under way at once: with one alone, a read that comes a moment late waits for two answers. */
const awayMax = 2;

/** Finds of these keys what there is. */
export type ReadAll<T> = (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>;

export class GroupReads<T> {
  private readonly waiting = new Map<string, PromiseWithResolvers<T | undefined>>();
  private away = 0;
  private gathers = false;

  constructor(
    private readonly readAll: ReadAll<T>,
    private readonly linger: Linger,
  ) {}

  /** Who asks for the same key at the same moment gets the same object. */
  get(key: string): Promise<T | undefined> {
    const known = this.waiting.get(key);
    if (known) return known.promise;
    const read = Promise.withResolvers<T | undefined>();
    this.waiting.set(key, read);
    this.linger.enter();
    void this.gather();
    return read.promise;
  }

  private async gather(): Promise<void> {
    if (this.gathers) return;
    this.gathers = true;
    while (this.waiting.size > 0 && this.away < awayMax) {
      if (this.waiting.size < keysMax) await this.linger.wait();
      const group = [...this.waiting].slice(0, keysMax);
      for (const [key] of group) this.waiting.delete(key);
      void this.read(group);
    }
    this.gathers = false;
  }

  private async read(group: readonly (readonly [string, PromiseWithResolvers<T | undefined>])[]): Promise<void> {
    this.away += 1;
    try {
      const found = await this.readAll(group.map(([key]) => key));
      for (const [key, { resolve }] of group) resolve(found.get(key));
    } catch (error) {
      for (const [, { reject }] of group) reject(error);
    }
    this.away -= 1;
    this.linger.leave(group.length);
    void this.gather();
  }
}

interface ById {
  findOne(filter: { readonly _id?: unknown }, options?: object): Promise<unknown>;
  find(filter: object): { toArray(): Promise<{ readonly _id: string }[]> };
}

/** The collection, whose `findOne` by `_id` alone is a group read. */
export function readingInGroups<C extends ById>(collection: C, linger: Linger): C {
  const readAll = async (ids: readonly string[]) => byId(await collection.find({ _id: { $in: [...ids] } }).toArray());
  const reads = new GroupReads<unknown>(readAll, linger);
  const findOne = async (filter: { readonly _id?: unknown }, options?: object) =>
    typeof filter._id === 'string' && Object.keys(filter).length === 1 && !options
      ? ((await reads.get(filter._id)) ?? null)
      : collection.findOne(filter, options);
  return Object.create(collection, { findOne: { value: findOne } }) as C;
}

export const byId = <T extends { readonly _id: string }>(documents: readonly T[]): Map<string, T> =>
  new Map(documents.map((each) => [each._id, each]));
