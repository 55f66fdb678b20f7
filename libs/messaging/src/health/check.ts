/** What a look at one thing of a running service gives: for probes (/readyz …) and for `rolecall doctor` alike. */

/** `warn`: it goes on, and somebody should know. `bad`: something is wrong now. `unknown`: it could not be seen. */
export type State = 'ok' | 'warn' | 'bad' | 'unknown';

export interface Check {
  /** Its paragraph in the runbook has this name. */
  readonly name: string;
  readonly state: State;
  /** In words. Names things and counts them: nothing of a person, no secret, no error's message. */
  readonly found: string;
  /** What a person does about it, where there is something to do: a command to type, or what to look at. */
  readonly todo?: string;
}

const order: readonly State[] = ['bad', 'unknown', 'warn', 'ok'];

/** The worst state among them; `ok` when there are none. */
export const worstOf = (checks: readonly Pick<Check, 'state'>[]): State =>
  order.find((state) => checks.some((check) => check.state === state)) ?? 'ok';
