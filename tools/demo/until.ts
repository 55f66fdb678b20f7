/** Waits for something by looking, with a deadline. */
import { setTimeout as sleep } from 'node:timers/promises';

/** As long as a service that was killed may take to be back, with everything that it has to catch up on. */
const patienceMs = 60_000;

/** What `look` gives once it gives something. Throws after `forMs` and names what was waited for. */
export async function until<T>(look: () => Promise<T | undefined | false | null>, what: string, forMs = patienceMs): Promise<T> {
  const deadline = performance.now() + forMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`did not happen within ${forMs / 1000} s: ${what}`);
    await sleep(50);
  }
}
