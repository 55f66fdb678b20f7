/** What the doctor looks at. Each has its paragraph in docs/runbooks/doctor.md, under its name. */
import type { Check, State } from '../health/check.js';

export type CheckName =
  | 'kafka'
  | 'topics'
  | 'replication'
  | 'topic-settings'
  | 'broker-settings'
  | 'group'
  | 'places'
  | 'lag'
  | 'mongodb'
  | 'indexes'
  | 'oplog'
  | 'relay'
  | 'projector'
  | 'deadlines'
  | 'clock'
  | 'dead-letters'
  | 'dead-deadlines'
  | 'broken'
  | 'jobs'
  | 'secrets'
  | 'configuration';

export interface Finding extends Check {
  readonly name: CheckName;
}

export const fine = (name: CheckName, found: string): Finding => ({ name, state: 'ok', found });

export const wrong = (name: CheckName, state: Exclude<State, 'ok'>, found: string, todo: string): Finding => ({ name, state, found, todo });

/** The first few by name, and how many more. */
export function named(names: readonly string[], shownMax = 5): string {
  const more = names.length - shownMax;
  return names.slice(0, shownMax).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Such as `3 topics`, `1 topic`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** Such as `40 s`, `12 min`, `3 h`, `5 days`. */
export function lasting(ms: number): string {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  if (ms < 2 * minute) return `${Math.round(ms / 1000)} s`;
  if (ms < 2 * hour) return `${Math.round(ms / minute)} min`;
  return ms < 2 * day ? `${Math.round(ms / hour)} h` : `${Math.floor(ms / day)} days`;
}
