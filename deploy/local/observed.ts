/** A system that is watched: the observer beside it, and Prometheus scrapes all of them. */
import type { Observation } from './observation.ts';
import { type Observer, startObserver } from './observer.ts';
import type { Service, System } from './system.ts';

/** How often a synthetic story goes through all services. */
const storyEveryMs = 30_000;

type Beside = Readonly<Record<string, Pick<Service, 'operatorUrl'>>>;

/** Resolves when the observer takes part. `beside`: what is watched too. Stop it before the system. Throws NotStarted. */
export async function observe(observation: Observation, system: System, beside: Beside = {}): Promise<Observer> {
  const observer = await startObserver(system, { ...observation.env, PROBE_EVERY_MS: String(storyEveryMs) });
  await observation.watch({ ...system.services, ...beside, observer: observer.service });
  return observer;
}
