/** One question for a whole board: of each column the first cards, and how many stand there as far as they are counted. Pure. */
import type { ApplicationCopy } from '../application/application.js';
import type { Kept } from '../copies.js';
import type { Column } from './columns.js';

export type Where = Readonly<Record<string, unknown>>;

/** What of a column is asked for. */
export interface Part {
  readonly where: Where;
  /** Counted up to there; not at all where it is undefined. */
  readonly countMax?: number;
}

export interface Filled {
  readonly found: Kept<ApplicationCopy>[];
  readonly few?: number;
}

interface Answer {
  readonly place: number;
  readonly kept?: Kept<ApplicationCopy>;
  readonly few?: number;
}

/** Where applications of a column stand. */
export const standing = (where: Where, { holds }: Column): Where => ({
  ...where,
  'copy.column': holds.length === 1 ? holds[0] : { $in: holds },
});

export function unionOf(collection: string, parts: readonly Part[], sort: Readonly<Record<string, 1>>, limit: number): object[] {
  const asked = parts.flatMap(({ where, countMax }, place) => {
    const first = [{ $match: where }, { $sort: sort }, { $limit: limit }, { $replaceWith: { place: { $literal: place }, kept: '$$ROOT' } }];
    const count = [{ $match: where }, { $limit: countMax }, { $count: 'few' }, { $addFields: { place: { $literal: place } } }];
    return countMax === undefined ? [first] : [first, count];
  });
  // Each part is a question of its own, with an index of its own: they begin at nothing.
  return [{ $match: { _id: '' } }, ...asked.map((pipeline) => ({ $unionWith: { coll: collection, pipeline } }))];
}

/** The answers by their columns, in their order. */
export function filledBy(answers: readonly Answer[], parts: readonly Part[]): Filled[] {
  const found = parts.map((): Kept<ApplicationCopy>[] => []);
  const few = new Map<number, number>();
  for (const { place, kept, few: counted } of answers) {
    if (kept) found[place]?.push(kept);
    if (counted !== undefined) few.set(place, counted);
  }
  return parts.map(({ countMax }, place) => ({
    found: found[place] ?? [],
    ...(countMax === undefined ? {} : { few: few.get(place) ?? 0 }),
  }));
}
