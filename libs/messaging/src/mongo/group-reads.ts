/**
 * Group reads: what is read by key at the same moment is asked of the database as one. A single read costs ten times its part of a group.
 * Each is sent after it was asked for, so it sees all that was acknowledged before, as if it were alone.
 */
const keysMax = 200;
/** Groups under way at once: with one alone, a read that comes a moment late waits for two answers. */
const awayMax = 2;

/** Finds of these keys what there is. */
export type ReadAll<T> = (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>;

export class GroupReads<T> {
  private readonly waiting = new Map<string, PromiseWithResolvers<T | undefined>>();
  private away = 0;

  constructor(private readonly readAll: ReadAll<T>) {}

  /** Who asks for the same key at the same moment gets the same object. */
  get(key: string): Promise<T | undefined> {
    const read = this.waiting.get(key) ?? Promise.withResolvers<T | undefined>();
    this.waiting.set(key, read);
    if (this.away < awayMax) void this.send();
    return read.promise;
  }

  private async send(): Promise<void> {
    this.away += 1;
    await Promise.resolve();
    while (this.waiting.size > 0) {
      const group = [...this.waiting].slice(0, keysMax);
      for (const [key] of group) this.waiting.delete(key);
      try {
        const found = await this.readAll(group.map(([key]) => key));
        for (const [key, { resolve }] of group) resolve(found.get(key));
      } catch (error) {
        for (const [, { reject }] of group) reject(error);
      }
    }
    this.away -= 1;
  }
}

interface ById {
  findOne(filter: { readonly _id?: unknown }, options?: object): Promise<unknown>;
  find(filter: object): { toArray(): Promise<{ readonly _id: string }[]> };
}

/** The collection, whose `findOne` by `_id` alone is a group read. */
export function readingInGroups<C extends ById>(collection: C): C {
  const reads = new GroupReads<unknown>(async (ids) => byId(await collection.find({ _id: { $in: ids } }).toArray()));
  const findOne = async (filter: { readonly _id?: unknown }, options?: object) =>
    typeof filter._id === 'string' && Object.keys(filter).length === 1 && !options
      ? ((await reads.get(filter._id)) ?? null)
      : collection.findOne(filter, options);
  return Object.create(collection, { findOne: { value: findOne } }) as C;
}

export const byId = <T extends { readonly _id: string }>(documents: readonly T[]): Map<string, T> =>
  new Map(documents.map((each) => [each._id, each]));
