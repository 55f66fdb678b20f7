/** Whether the service has heard what was said: what is still on its way needs no help, also when it is hours behind. */
import { groupOf } from '../consuming/kafka.strategy.js';
import type { Ports } from '../ports.js';

/** True when everything that was said before the instant has been handled here, or was put aside as dead. */
export type Hearing = (before: string) => Promise<boolean>;

/** `topics`: those that the service consumes; undefined until it does. */
export const hearing =
  ({ broker, service }: Ports, topics: () => readonly string[] | undefined): Hearing =>
  async (before) => {
    const consumed = topics();
    if (!consumed) return false;
    const [bounds, places] = await Promise.all([broker.bounds(consumed, before), broker.placesOf(groupOf(service), consumed)]);
    return bounds.every(({ topic, partition, low, since }) => {
      const place = places.find((each) => each.topic === topic && each.partition === partition);
      return BigInt(place?.offset ?? low) >= BigInt(since);
    });
  };
