/** Counts what has changed, a moment later and all of it together: an event costs a copy, and no figure on its own. */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { nameOf, Ports } from '@rolecall/messaging';
import { ApplicationCopies, OfferCopies, RequisitionCopies } from '../copies.js';
import { inOneProcess } from '../in-one-process.js';
import { partsOfApplication, partsOfOffer, partsOfRequisition } from './parts.js';
import { Tally } from './tally.js';

const everyMs = 1000;

@Injectable()
export class Counting implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('counting');
  private readonly stopping = new AbortController();
  private readonly tallies: readonly Pick<Tally<never>, 'prepare' | 'count'>[];
  private running: Promise<void> | undefined;

  constructor(
    private readonly ports: Ports,
    requisitions: RequisitionCopies,
    applications: ApplicationCopies,
    offers: OfferCopies,
  ) {
    this.tallies = [
      new Tally(requisitions, partsOfRequisition, ports),
      new Tally(applications, partsOfApplication, ports),
      new Tally(offers, partsOfOffer, ports),
    ];
  }

  onApplicationBootstrap(): void {
    const failed = (error: unknown) => this.logger.warn({ msg: 'changes are not counted, and will be', ...nameOf(error) });
    this.running = inOneProcess('counting', this.ports, this.stopping.signal, (still) => this.count(still), failed);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async count(still: () => void): Promise<void> {
    const { signal } = this.stopping;
    for (const tally of this.tallies) await tally.prepare();
    while (!signal.aborted) {
      for (const tally of this.tallies) while (!signal.aborted && (await tally.count())) still();
      await this.ports.clock.sleep(everyMs, signal);
      still();
    }
  }
}
