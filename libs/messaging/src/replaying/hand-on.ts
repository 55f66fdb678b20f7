/** Hands a batch of messages on until each has its end: keys side by side, one key in order. */
import { nameOf, stackOf } from '../consuming/error-classes.js';
import type { Delivering, IncomingMessage, Log } from '../kafka/broker.js';
import { KeyQueues, laneOf } from '../kafka/key-queues.js';
import type { Clock } from '../ports.js';

const parallelMax = 32;

/** The process stops, or another one goes on with the work. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Throws Interrupted when the signal aborts, once nothing runs any more. */
export async function handOn(
  messages: readonly IncomingMessage[],
  begin: (message: IncomingMessage) => Delivering,
  { clock, log, signal }: { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal },
): Promise<void> {
  const onBroken = (error: unknown) => log('warn', 'a message is handed on again', { ...nameOf(error), ...stackOf(error) });
  const queues = new KeyQueues(clock, parallelMax, onBroken);
  const over = new AbortController();
  let left = messages.length;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
    const finished = () => {
      left -= 1;
      if (left === 0) resolve();
    };
    for (const message of messages) {
      const delivering = begin(message);
      queues.add(laneOf(message), { attempt: () => delivering.attempt(), finished });
    }
    if (signal.aborted || left === 0) resolve();
  });
  over.abort();
  if (left === 0) return;
  queues.clear();
  await queues.idle();
  throw new Interrupted('the work goes on elsewhere');
}
