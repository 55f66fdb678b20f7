/** What a reconciler's rule is: what it looks at, and the ordinary commands that would mend it if it were broken. */
import type { AnyCommand, AnyEvent } from '@rolecall/kernel';
import type { Loaded } from '../aggregate-reader.js';
import type { AggregateStore, Outcome } from '../aggregate-store.js';
import { type Cause, streamOf } from '../commit.js';

/** One thing that a rule looks at: an aggregate, or a copy of what another service owns. */
export interface Found<T> {
  readonly org: string;
  readonly id: string;
  /** Moves when anything happens to it. */
  readonly version: number;
  /** When the last thing happened to it, where that is known. */
  readonly at?: string;
  readonly it: T;
}

/** `next` is where the next page begins; absent after the last. */
export interface PageOf<T> {
  readonly found: readonly Found<T>[];
  readonly next?: string;
}

/** Everything of one kind, over all organizations, in pages. A page may lag; `again` never does. */
export interface Source<T> {
  readonly name: string;
  page(after: string, limit: number): Promise<PageOf<T>>;
  again(org: string, id: string): Promise<T | undefined>;
}

/** A command for an aggregate in the state in which the rule saw it. */
export interface Mending {
  readonly aggregate: string;
  readonly id: string;
  readonly version: number;
  readonly command: string;
  /** Tells commands of one name for one aggregate apart, such as two bookings in a calendar. An id, nothing else. */
  readonly about: string;
  /** Whether the decider would do anything now; throws its rejection. Writes nothing. */
  readonly needed: (cause: Cause, now: string) => boolean;
  /** Refused as stale when anything has happened since the rule saw it. */
  readonly carryOut: (cause: Cause) => Promise<Outcome<unknown>>;
}

/**
 * A rule between aggregates that must hold once everything that was said has been heard. It only proposes: the decider decides, on the
 * state as it is. What it proposes should be what the lost reaction would have done, so that one which is only late does no harm.
 */
export interface Rule<T> {
  /** Such as `claim-of-ended-application`: a label of metrics, a part of causes. */
  readonly name: string;
  readonly of: Source<T>;
  readonly mends: (org: string, it: T, id: string) => Promise<readonly Mending[]>;
}

/** `on` is the aggregate as the rule has just loaded it, or as its source gave it. */
export function mend<S, C extends AnyCommand, E extends AnyEvent>(
  store: AggregateStore<S, C, E>,
  on: Loaded<S>,
  command: C,
  about = '',
): Mending {
  const { id, version, sequence, state } = on;
  return {
    ...{ aggregate: store.decider.aggregate, id, version, command: command.do, about },
    needed: ({ actor: by }, now) => store.decider.decide({ ...command, at: [now, on.at].sort().at(-1) as string, by }, state).length > 0,
    carryOut: (cause) => store.execute(id, command, { ...cause, expectedSequence: sequence }),
  };
}

export const targetOf = (org: string, { aggregate, id }: Mending): string => streamOf(org, aggregate, id);
