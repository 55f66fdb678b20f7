/** Tells the metrics of the business at a scrape, from the database: the same whichever process is asked, also after a restart. */
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { nameOf, Ports } from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { stageBounds, timeToHireBounds } from '../tally/bounds.js';
import type { Parts } from '../tally/parts.js';
import { sumsOf } from '../tally/tally.js';
import { Overdue } from './overdue.js';
import { type Figure, histograms, labelled } from './readings.js';

/** One look serves all figures of a scrape, and those of whoever scrapes at the same time. */
const keptMs = 5000;

interface Look {
  readonly at: number;
  /** Until then nobody looks again, however long the database takes. */
  isUnderWay: boolean;
  readonly sums: Promise<Parts>;
  readonly stories: Promise<Figure[]>;
  readonly scorecards: Promise<Figure[]>;
}

@Injectable()
export class Figures implements OnApplicationBootstrap {
  private readonly logger = new Logger('figures');
  private last: Look | undefined;

  constructor(
    private readonly ports: Ports,
    private readonly overdue: Overdue,
  ) {}

  onApplicationBootstrap(): void {
    const sums = async (read: (parts: Parts) => Figure[]) => read(await this.look().sums);
    metrics.requisitions.tells(() => sums((parts) => labelled(parts, 'requisitions', 'status')));
    metrics.seats.tells(() => sums((parts) => labelled(parts, 'seats', 'state')));
    metrics.applications.tells(() => sums((parts) => labelled(parts, 'applications', 'stage', 'source')));
    metrics.offers.tells(() => sums((parts) => labelled(parts, 'offers', 'state')));
    metrics.stageSeconds.tells(() => sums((parts) => histograms(parts, 'stage', stageBounds, 'stage')));
    metrics.timeToHireSeconds.tells(() => sums((parts) => histograms(parts, 'hire', timeToHireBounds)));
    metrics.storiesOverdue.tells(() => this.look().stories);
    metrics.scorecardsOverdue.tells(() => this.look().scorecards);
  }

  private look(): Look {
    const at = this.ports.clock.elapsed();
    if (!this.last || (!this.last.isUnderWay && at - this.last.at >= keptMs)) this.last = this.lookAt(at);
    return this.last;
  }

  private lookAt(at: number): Look {
    const stories = this.overdue.stories().then((late) => [...late].map(([state, value]): Figure => ({ labels: { state }, value })));
    const scorecards = this.overdue.scorecards().then((value): Figure[] => [{ labels: {}, value }]);
    const look: Look = { at, isUnderWay: true, sums: sumsOf(this.ports), stories, scorecards };
    const ended = Promise.allSettled([look.sums, stories, scorecards]).then(() => {
      look.isUnderWay = false;
    });
    Promise.all([look.sums, stories, scorecards, ended]).catch((error: unknown) => {
      // The figures that need it are left out of this scrape; the next one looks again.
      if (this.last === look) this.last = undefined;
      this.logger.warn({ msg: 'figures cannot be read', ...nameOf(error) });
    });
    return look;
  }
}
