/** Work that one process of the observer does at a time, under a lease. Another takes over when it ends, however it ends. */
import { FollowerLease, type Ports } from '@rolecall/messaging';

const retryMs = 2000;

/** `still` throws once another process may have taken over; then the work ends, and is tried again. Resolves when the signal aborts. */
export async function inOneProcess(
  name: string,
  ports: Ports,
  signal: AbortSignal,
  work: (still: () => void) => Promise<void>,
  failed: (error: unknown) => void,
): Promise<void> {
  const lease = new FollowerLease(name, ports);
  while (!signal.aborted) {
    try {
      const taken = await lease.take();
      if (taken) await held(lease, taken.epoch, () => work(() => lease.check()));
    } catch (error) {
      failed(error);
    }
    await ports.clock.sleep(retryMs * (0.5 + ports.randomness.fraction()), signal);
  }
}

async function held(lease: FollowerLease, epoch: number, work: () => Promise<void>): Promise<void> {
  const over = new AbortController();
  const keeping = lease.keep(epoch, over.signal);
  try {
    await work();
  } finally {
    over.abort();
    await keeping;
    await lease.giveBack(epoch);
  }
}
