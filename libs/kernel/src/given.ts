/** given / when / then: a decider's test as a sentence. Uses jest's global `expect`; import it in specs only. */
import { type Actor, type AnyCommand, type Context, type Decider, fold } from './decider.js';
import type { AnyEvent } from './event.js';
import { Rejection } from './rejection.js';

declare const expect: (actual: unknown) => { toEqual(expected: unknown): void; toMatchObject(expected: object): void };

const someone: Actor = { kind: 'person', id: 'mara', roles: ['recruiter'] };
const someTime = '2026-03-02T09:00:00.000Z';

export function given<S, C extends AnyCommand, E extends AnyEvent>(decider: Decider<S, C, E>, ...history: E[]) {
  const state = fold(decider, decider.initial, history);
  return {
    state,
    /** The command with a default time and caller; give `at` or `by` to say otherwise. */
    when(command: C & Partial<Context>) {
      const decide = () => decider.decide({ at: someTime, by: someone, ...command } as C & Context, state);
      return {
        then: (...expected: E[]) => expect(decide()).toEqual(expected),
        thenNothing: () => expect(decide()).toEqual([]),
        /** The code, and if given the details, of the rejection. */
        thenRejected: (code: string, details: object = {}) => expect(rejectionOf(decide)).toMatchObject({ code, details }),
        /** A part of the state after the decision. */
        thenState: (expected: object) => expect(fold(decider, state, decide())).toMatchObject(expected),
        events: decide,
      };
    },
    due: () => decider.due?.(state),
  };
}

function rejectionOf(decide: () => unknown): object {
  try {
    return { accepted: decide() };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { code: error.code, details: error.details };
  }
}
