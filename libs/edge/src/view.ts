/** How a resource is shown: its own representation, where it stands, and what the caller may do with it now. */
import { type Action, type AnyCommand, type AnyEvent, actionsOf, type Decider, type Probes } from '@rolecall/kernel';
import type { Commit, Loaded } from '@rolecall/messaging';
import { ofAggregate } from './answer.js';
import type { Caller } from './caller.js';
import { notFound } from './rejections.js';

export type View<R> = R & {
  readonly id: string;
  readonly version: number;
  /** The ETag. */
  readonly sequence: number;
  readonly actions: readonly Action[];
};

/** The actions are the decider's own answers for this caller at the time of the request. */
export function view<S, C extends AnyCommand, E extends AnyEvent, R extends object>(
  loaded: Loaded<S>,
  decider: Decider<S, C, E>,
  probes: Partial<Probes<S, C>>,
  caller: Caller,
  representation: R,
): View<R> {
  const { id, version, sequence, state } = loaded;
  const actions = actionsOf(decider, probes, state, { at: caller.at, by: caller.person });
  return { ...representation, id, version, sequence, actions, [ofAggregate]: decider.aggregate };
}

/** The commits of a resource as they are shown: who did what, when, and in which trace; `seen` says what this viewer may read of an event. */
export const historyOf = (id: string, commits: readonly Commit[], seen = (event: Commit['events'][number]) => event) => ({
  id,
  commits: commits.map(({ version, at, actor, events, refused, traceparent }) => ({
    ...{ version, at, actor, events: events.map(seen), refused, traceparent },
  })),
});

/** What was loaded, or `request/not-found`. */
export function found<T>(loaded: T | undefined): T {
  if (loaded === undefined) throw notFound();
  return loaded;
}
