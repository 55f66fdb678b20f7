/** How soon work went on after a fault, and how soon it is meant to. */
import { type Story, waitsForATime } from '../load/story.ts';
import type { Finding } from './invariants.ts';
import type { Fault, Struck } from './world.ts';

/**
 * In ms: until every story that was under way had done its next step; of the slowest. One that waits for a time (a letter that is due, a
 * seat that is given back) goes on when that has come: it is not waited for. `until`: now, for what has not gone on.
 */
export function recoveryOf(stories: readonly Story[], struck: Struck, until: number): number {
  const goneOn = stories.flatMap(({ beganAt, endedAt, steps }) => {
    if (beganAt >= struck || (endedAt ?? Number.POSITIVE_INFINITY) <= struck) return [];
    const next = steps.find(({ at }) => at > struck);
    return next && waitsForATime(next.step) ? [] : [(next?.at ?? endedAt ?? until) - struck];
  });
  return Math.max(0, ...goneOn);
}

/** Nothing is wrong, but work went on later than is aimed at. */
export function lateness({ aim, name }: Fault, recoveryMs: number): Finding[] {
  if (!aim || recoveryMs <= aim.withinMs) return [];
  const [took, meant] = [recoveryMs, aim.withinMs].map((ms) => (ms / 1000).toFixed(1));
  return [{ invariant: 'late', what: `${name}: work went on ${took} s after ${aim.from}, ${meant} s are aimed at` }];
}
