/**
 * A walk through a topic in steps, partition by partition, as plain data: a job keeps it as its cursor. One batch is held at a time,
 * whatever the topic holds.
 */
import type { Broker, IncomingMessage, LogBounds } from '../kafka/broker.js';

export interface Walk {
  readonly topic: string;
  /** By partition: the next offset to read, and the one to end before. */
  readonly next: Readonly<Record<string, string>>;
  readonly until: Readonly<Record<string, string>>;
}

export interface Walked {
  readonly walk: Walk;
  /** Offsets passed. */
  readonly read: number;
  /** Nothing is left of the walk. */
  readonly ended: boolean;
}

/** From the instant, or the beginning, to the end as it is now. */
export async function walkThrough(broker: Pick<Broker, 'bounds'>, topic: string, since?: string): Promise<Walk> {
  const bounds = await broker.bounds([topic], since);
  return { topic, next: offsets(bounds, (each) => each.since), until: offsets(bounds, ({ high }) => high) };
}

/** The same walk, on to the end as it is now. */
export async function extended(broker: Pick<Broker, 'bounds'>, walk: Walk): Promise<Walk> {
  return { ...walk, until: offsets(await broker.bounds([walk.topic]), ({ high }) => high) };
}

export const lengthOf = ({ next, until }: Walk): number =>
  Object.entries(until).reduce((sum, [partition, end]) => sum + Math.max(0, Number(BigInt(end) - BigInt(next[partition] ?? '0'))), 0);

/** Hands on batch after batch until the walk ends or `enough` says so. What `handle` rejects with ends it: the batch counts as unread. */
export async function walkOn(
  broker: Pick<Broker, 'read'>,
  walk: Walk,
  enough: () => boolean,
  handle: (messages: readonly IncomingMessage[]) => Promise<void>,
): Promise<Walked> {
  const next: Record<string, string> = { ...walk.next };
  for (const [partition, until] of Object.entries(walk.until)) {
    const from = next[partition] ?? '0';
    if (BigInt(from) >= BigInt(until)) continue;
    if (enough()) break;
    for await (const messages of broker.read({ topic: walk.topic, partition: Number(partition), from, until })) {
      await handle(messages);
      next[partition] = String(BigInt(messages.at(-1)?.offset ?? from) + 1n);
      if (enough()) break;
    }
    // Behind the last message there may be offsets that hold none.
    if (!enough()) next[partition] = until;
  }
  const walked = { ...walk, next };
  return { walk: walked, read: lengthOf(walk) - lengthOf(walked), ended: lengthOf(walked) === 0 };
}

const offsets = (bounds: readonly LogBounds[], of: (bounds: LogBounds) => string): Record<string, string> =>
  Object.fromEntries(bounds.map((each) => [each.partition, of(each)]));
