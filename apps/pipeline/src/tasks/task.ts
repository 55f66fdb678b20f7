/** What waits for a person, from every copy, in one list: what is due first comes first. Pure. */
import type { Place } from '../pages.js';
import type { Waiting } from '../waiting.js';

export interface Task {
  readonly kind: string;
  readonly person: string;
  readonly since: string;
  readonly dueAt: string | null;
  readonly overdue: boolean;
  /** Ids of what it is about. */
  readonly about: Readonly<Record<string, string>>;
}

/** A copy in which something waits. `place` names it among all copies. */
export interface Awaiting {
  readonly place: string;
  readonly about: Readonly<Record<string, string>>;
  readonly waiting: readonly Waiting[];
}

export interface Ordered {
  readonly task: Task;
  readonly place: Place;
}

/** After everything that has a date. */
const never = '9999';

/** What an id beside a kind of waiting names. */
const names: Partial<Record<Waiting['kind'], string>> = { invitation: 'roundId', scorecard: 'roundId', seat_missing: 'offerId' };

export function tasksOf(copies: readonly Awaiting[], person: string, now: string): Ordered[] {
  return copies
    .flatMap(({ place, about, waiting }) =>
      waiting.filter((each) => each.person === person).map((each) => ordered(each, about, place, now)),
    )
    .sort((one, other) => compared(one.place, other.place));
}

function ordered({ kind, person, since, dueAt, about: id }: Waiting, about: Awaiting['about'], place: string, now: string): Ordered {
  return {
    task: {
      ...{ kind, person, since, dueAt: dueAt ?? null, overdue: dueAt !== undefined && dueAt < now },
      about: id ? { ...about, [names[kind] ?? 'taskId']: id } : about,
    },
    place: { by: 'due', value: dueAt ?? never, id: `${since} ${place} ${kind} ${id ?? ''}` },
  };
}

const compared = (one: Place, other: Place): number =>
  one.value === other.value ? (one.id < other.id ? -1 : 1) : one.value < other.value ? -1 : 1;

export const isAfter = (place: Place, cursor: Place): boolean => compared(place, cursor) > 0 && place.id !== cursor.id;
