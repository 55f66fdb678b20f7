/**
 * Verifies a small random sample of the service every minute, in one of its processes, and has topics and copies looked at once a day. A
 * mismatch is counted, logged and alarmed.
 */
import { Background } from '../background.js';
import { nameOf } from '../consuming/error-classes.js';
import type { ReplayOf } from '../replaying/replay.js';
import { type Daily, verifierLease } from './daily.js';
import { tell } from './mismatch.js';
import { offsetMismatches } from './offset-checks.js';
import { StreamChecks } from './stream-checks.js';

const everyMs = 60_000;
const streamsMax = 20;

export class Verifier extends Background {
  private readonly streams: StreamChecks;
  private readonly owner: string;

  constructor(
    private readonly of: ReplayOf,
    private readonly daily?: Daily,
  ) {
    super();
    this.streams = new StreamChecks(of.ports);
    this.owner = of.ports.randomness.id();
  }

  /** A look at once, whoever has the lease. */
  async look(): Promise<void> {
    const { ports, group, handlers, log } = this.of;
    const { signal } = this.stopping;
    tell(log, await this.streams.look(await ports.database.sampleStreams(streamsMax), signal));
    tell(log, await offsetMismatches(ports, group, handlers()?.topics ?? [], signal));
  }

  protected async run(signal: AbortSignal): Promise<void> {
    const { ports, log } = this.of;
    while (!signal.aborted) {
      await ports.clock.sleep(everyMs * (0.5 + ports.randomness.fraction()), signal);
      if (signal.aborted) return;
      try {
        // Held for as long as the others wait, and never given back: one look in that time, of whichever process.
        const held = await ports.database.lease(verifierLease, this.owner, everyMs);
        if (!held) continue;
        await this.look();
        await this.daily?.look(held);
      } catch (error) {
        log('warn', 'the verifier tries again in a minute', nameOf(error));
      }
    }
  }
}
