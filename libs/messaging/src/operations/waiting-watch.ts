/**
 * Looks every ten seconds at what waits for an operator, and tells it to the metrics: of the whole service, whichever process is asked, and at
 * no cost of the database's for those who ask. While it cannot be looked at, what was last known stands.
 */
import { metrics } from '@rolecall/telemetry';
import { Background } from '../background.js';
import { DeadLetterCounts } from '../consuming/dead-letter-counts.js';
import { nameOf } from '../consuming/error-classes.js';
import { DeadDeadlines } from '../dead-deadlines.js';
import type { Ports } from '../ports.js';
import type { JobEvents } from './job.js';

const everyMs = 10_000;

export class WaitingWatch extends Background {
  private readonly counts: DeadLetterCounts;
  private readonly deadlines: DeadDeadlines;
  private held: { readonly keys: number; readonly since?: string } = { keys: 0 };
  private letters = 0;
  private dead: ReadonlyMap<string, number> = new Map();

  constructor(
    private readonly ports: Pick<Ports, 'database' | 'clock' | 'stores'>,
    private readonly group: string,
    private readonly events: JobEvents,
  ) {
    super();
    this.counts = new DeadLetterCounts(ports.database, group);
    this.deadlines = new DeadDeadlines(ports.database);
  }

  prepare = (): Promise<void> => this.deadlines.prepare();

  protected async run(signal: AbortSignal): Promise<void> {
    const ends = this.tell();
    while (!signal.aborted) {
      await this.look().catch((error: unknown) => this.events.log('warn', 'what is dead could not be counted', nameOf(error)));
      await this.ports.clock.sleep(everyMs, signal);
    }
    for (const end of ends) end();
  }

  private async look(): Promise<void> {
    this.held = await this.counts.held();
    this.letters = await this.counts.messages();
    this.dead = await this.deadlines.counts();
  }

  private tell(): (() => void)[] {
    const { group, ports } = this;
    return [
      metrics.heldKeys.tells(() => [[{ group }, this.held.keys]]),
      metrics.heldOldestSeconds.tells(() => [[{ group }, this.heldFor()]]),
      metrics.deadLetters.tells(() => [[{ group }, this.letters]]),
      metrics.deadDeadlines.tells(() => [...ports.stores.keys()].map((aggregate) => [{ aggregate }, this.dead.get(aggregate) ?? 0])),
    ];
  }

  private heldFor(): number {
    const { since } = this.held;
    return since === undefined ? 0 : Math.max(0, Date.parse(this.ports.clock.now()) - Date.parse(since)) / 1000;
  }
}
