/** Pages that stay right while what they list changes: a cursor says after which value and which id to go on, never how many to skip. Pure. */
import { z } from 'zod';

/** What a list is ordered by, and the id where that is the same. */
export interface Place {
  readonly by: string;
  readonly value: string;
  readonly id: string;
}

const places = z.tuple([z.string().max(20), z.string().max(100), z.string().max(300)]);

export const cursorOf = ({ by, value, id }: Place): string => Buffer.from(JSON.stringify([by, value, id])).toString('base64url');

function placeOf(cursor: string): Place | undefined {
  try {
    const [by, value, id] = places.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { by, value, id };
  } catch {
    return undefined;
  }
}

/** As it comes in a query: opaque, from the page before of a list in one of these orders. */
export const cursorParam = (...orders: string[]) =>
  z
    .string()
    .max(600)
    .transform((cursor, context) => {
      const place = placeOf(cursor);
      if (place && orders.includes(place.by)) return place;
      context.addIssue({ code: 'custom', message: 'must be the `next` of a page before' });
      return z.NEVER;
    });

/** Conditions for what follows in the order of a field and `_id`. */
export const after = (field: string, { value, id }: Place): Record<string, unknown> => ({
  [field]: { $gte: value },
  $or: [{ [field]: { $gt: value } }, { _id: { $gt: id } }],
});

/** A page of what was asked for one more than it holds. */
export function pageOf<T>(found: readonly T[], limit: number, placeOfLast: (last: T) => Place): { page: T[]; next: string | null } {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { page, next: last !== undefined && found.length > limit ? cursorOf(placeOfLast(last)) : null };
}
