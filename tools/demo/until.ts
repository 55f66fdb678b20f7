/** Waits for something by looking, with a deadline. */
import { setTimeout as sleep } from 'node:timers/promises';

/** What `look` gives once it gives something. Throws after `forMs` and names what was waited for. */
export async function until<T>(look: () => Promise<T | undefined | false | null>, forMs: number, what: string): Promise<T> {
  const deadline = performance.now() + forMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`did not happen within ${forMs / 1000} s: ${what}`);
    await sleep(50);
  }
}
