/** A system that is watched: the observer beside it, and Prometheus scrapes all of them. */
import type { Observation } from './observation.ts';
import { type Observer, startObserver } from './observer.ts';
import type { System } from './system.ts';

/** How often a synthetic story goes through all services. */
const storyEveryMs = 30_000;

/** Resolves when the observer takes part. Stop it before the system. Throws NotStarted. */
export async function observe(observation: Observation, system: System): Promise<Observer> {
  const observer = await startObserver(system, { ...observation.env, PROBE_EVERY_MS: String(storyEveryMs) });
  await observation.watch({ ...system.services, observer: observer.service });
  return observer;
}
