/** The decider: the whole behaviour of an aggregate, pure. Time, ids and the caller arrive with the command. */
import type { AnyEvent } from './event.js';
import { Rejection, type RejectionDefinition } from './rejection.js';

/** Who acts: a person by id (never by name), another service through its event, or a deadline. */
export interface Actor {
  readonly kind: 'person' | 'service' | 'timer';
  /** The person's id, the service's name, or the deadline's kind. */
  readonly id: string;
  /** Roles of a person's token, such as `recruiter`; empty for others. */
  readonly roles?: readonly string[];
}

/** What every command carries besides its own fields; added by the store, never by a caller. */
export interface Context {
  /** Now, as an ISO instant in UTC. */
  readonly at: string;
  readonly by: Actor;
}

export interface AnyCommand {
  readonly do: string;
}

/** When the aggregate wants to be woken, and the command that the time stands for. */
export interface Due<C extends AnyCommand> {
  /** ISO instant in UTC. */
  readonly at: string;
  readonly command: C;
}

export interface Decider<S, C extends AnyCommand, E extends AnyEvent> {
  /** The aggregate's name: the second part of its stream, the first of its events' types. */
  readonly aggregate: string;
  /** Raise it when `evolve` changes, so that heads are folded again. */
  readonly stateVersion: number;
  readonly initial: S;
  /** A repeated command returns []; an impossible one throws a Rejection. */
  decide(command: C & Context, state: S): E[];
  /** Total: an event it does not know leaves the state as it is. */
  evolve(state: S, event: E): S;
  /** The next deadline of this state, if it has one. */
  due?(state: S): Due<C> | undefined;
  /** The id of the story these events belong to; the aggregate's own id when absent. */
  story?(state: S): string;
}

export const fold = <S, E extends AnyEvent>(decider: Pick<Decider<S, never, E>, 'evolve'>, state: S, events: readonly E[]): S =>
  events.reduce((folded, event) => decider.evolve(folded, event), state);

/** A typical valid payload of each command in a given state: what `actions` asks the decider with. */
export type Probes<S, C extends AnyCommand> = { readonly [Name in C['do']]: (state: S) => Omit<Extract<C, { do: Name }>, 'do'> };

/** One command as a UI shows it: allowed, or the code and sentence that say why not. */
export type Action =
  | { readonly command: string; readonly allowed: true }
  | { readonly command: string; readonly allowed: false; readonly code: string; readonly sentence: string; readonly remedy: string };

/** Asks the decider itself about every command that people may give, for this caller now. */
export function actionsOf<S, C extends AnyCommand, E extends AnyEvent>(
  decider: Decider<S, C, E>,
  probes: Partial<Probes<S, C>>,
  state: S,
  context: Context,
): Action[] {
  return (Object.keys(probes) as C['do'][]).map((command) => {
    const refused = refusal(() => {
      const payload = probes[command]?.(state) as object;
      decider.decide({ ...payload, ...context, do: command } as unknown as C & Context, state);
    });
    return refused
      ? { command, allowed: false, code: refused.code, sentence: refused.sentence, remedy: refused.remedy }
      : { command, allowed: true };
  });
}

function refusal(decide: () => void): RejectionDefinition | undefined {
  try {
    decide();
    return undefined;
  } catch (error) {
    if (error instanceof Rejection) return error.definition;
    throw error;
  }
}
