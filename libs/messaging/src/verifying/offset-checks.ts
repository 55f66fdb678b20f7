/** The places of this service's group in the topics it consumes lie within what the topics hold: none beyond, none lost. */
import type { Ports } from '../ports.js';
import { type Mismatch, still } from './mismatch.js';

/** A group that has only just begun has no places yet. */
const secondLookMs = 5000;

export async function offsetMismatches(ports: Ports, group: string, topics: readonly string[], signal: AbortSignal): Promise<Mismatch[]> {
  const first = await look(ports, group, topics);
  if (first.length === 0) return [];
  await ports.clock.sleep(secondLookMs, signal);
  return still(first, await look(ports, group, topics));
}

async function look({ broker }: Ports, group: string, topics: readonly string[]): Promise<Mismatch[]> {
  if (topics.length === 0) return [];
  // The places first: what is sent and finished meanwhile lies within the bounds that are asked for after that.
  const places = await broker.placesOf(group, topics);
  const bounds = await broker.bounds(topics);
  return bounds.flatMap(({ topic, partition, low, high }) => {
    const offset = places.find((place) => place.topic === topic && place.partition === partition)?.offset;
    const what = wrongOf(offset, BigInt(low), BigInt(high));
    return what ? [{ invariant: 'offset' as const, of: `${group} ${topic}#${partition}`, what }] : [];
  });
}

function wrongOf(offset: string | undefined, low: bigint, high: bigint): string | undefined {
  if (offset === undefined) return high > low ? 'the group has no place, though there are messages' : undefined;
  if (BigInt(offset) > high) return `the group stands at ${offset}, beyond the end of the log at ${high}`;
  return BigInt(offset) < low ? `the group stands at ${offset}, and the log begins at ${low}` : undefined;
}
