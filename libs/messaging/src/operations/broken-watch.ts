/**
 * Looks every ten seconds at the aggregates that are flagged broken: a gauge says how many there are, and those that this build can fold have
 * their heads put right, so that the deploy of a mend is enough.
 */
import { metrics } from '@rolecall/telemetry';
import { Background } from '../background.js';
import { partsOf } from '../commit.js';
import { nameOf } from '../consuming/error-classes.js';
import type { BrokenAggregate, Ports } from '../ports.js';
import { HeadRepair } from './head-repair.js';
import type { JobEvents } from './job.js';
import { foldOf } from './stream-fold.js';

const everyMs = 10_000;
const countedMax = 1000;
/** Many more than these are for `heads-rebuild`. */
const triedMax = 100;

export class BrokenWatch extends Background {
  private readonly repair: HeadRepair;

  constructor(
    private readonly ports: Pick<Ports, 'database' | 'clock' | 'stores'>,
    private readonly events: JobEvents,
  ) {
    super();
    this.repair = new HeadRepair(ports);
  }

  protected async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look().catch((error: unknown) => this.events.log('warn', 'broken aggregates could not be looked at', nameOf(error)));
      await this.ports.clock.sleep(everyMs, signal);
    }
  }

  private async look(): Promise<void> {
    const flagged = await this.ports.database.brokenAggregates(countedMax);
    const left: BrokenAggregate[] = flagged.slice(triedMax);
    for (const each of flagged.slice(0, triedMax)) {
      if (this.stopping.signal.aborted) return;
      if (!(await this.mended(each))) left.push(each);
    }
    for (const aggregate of this.ports.stores.keys())
      metrics.aggregatesBroken.set({ aggregate }, left.filter(({ stream }) => partsOf(stream).aggregate === aggregate).length);
  }

  private async mended({ stream }: BrokenAggregate): Promise<boolean> {
    const fold = foldOf(this.ports, stream);
    if (!fold) return false;
    for (const commit of await this.ports.database.commitsAfter(stream, 0)) fold.take(commit);
    const { broken } = await this.repair.repair([fold]);
    if (broken.length > 0) return false;
    this.events.log('info', 'an aggregate can be folded again', { stream });
    return true;
  }
}
