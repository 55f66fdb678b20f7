/** How rules between aggregates come to be broken, by honest means, and what the reconcilers make of it. */
import type { PublishedEvent } from '@rolecall/messaging';
import type { SomeWorld } from './some-world.js';

export const minute = 60_000;

/**
 * Does something of which a service does not hear this: its handlers die after so many commits (the first time that such a message comes,
 * whatever follows), and the message is discarded.
 */
export async function unheard(world: SomeWorld, service: string, type: string, work: () => Promise<unknown>, commits = 0): Promise<void> {
  const { simulation } = world;
  let lost: PublishedEvent | undefined;
  simulation.loses = (event, to) => {
    if (to !== service || event.type !== type || event.org !== world.org || (lost && lost.id !== event.id)) return undefined;
    lost = event;
    return commits;
  };
  await work();
  await world.settle();
  simulation.loses = () => undefined;
  if (!lost) throw new Error(`${service} was never told ${type}`);
}

/** The rules that had to act, when everything has stood for a while, until there is nothing more to do. */
export async function mended(world: SomeWorld): Promise<string[]> {
  await world.pass(2 * minute);
  const findings = await world.simulation.reconcile(world.choose);
  return findings.map((finding) => finding.split(':')[0] as string);
}
