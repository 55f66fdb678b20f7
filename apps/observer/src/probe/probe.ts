/**
 * The synthetic story, told again and again by one process at a time, in an organization of its own: hiring is low traffic, and an alarm
 * that waits for a person to be hurt comes too late. It begins when the last one has ended or was given up, so that nothing piles up.
 */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { edgeConfig, issueToken } from '@rolecall/edge';
import { nameOf, Ports } from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { probeConfig } from '../config.js';
import { probeOrg } from '../copies.js';
import { inOneProcess } from '../in-one-process.js';
import { dayMs, later, minuteMs } from '../waits.js';
import { GivenUp, Person, type Wire } from './person.js';
import { type Cast, isKnown, openSearch } from './search.js';
import { type Given, live } from './story.js';

/** Then another search: no stream of the synthetic story grows long. */
const storiesOfSearch = 400;
/** Half an hour each, in working days of eight hours, from tomorrow on. */
const slotsOfDay = 16;

interface Search {
  readonly requisitionId: string;
  /** Begun so far. */
  readonly stories: number;
}

@Injectable()
export class Probe implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('probe');
  private readonly config = probeConfig();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly ports: Ports) {}

  onApplicationBootstrap(): void {
    const { everyMs } = this.config;
    if (everyMs === undefined) return;
    const failed = (error: unknown) => this.logger.warn({ msg: 'no synthetic story is told now, and will be', ...nameOf(error) });
    this.running = inOneProcess('probe', this.ports, this.stopping.signal, (still) => this.tellEvery(everyMs, still), failed);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async tellEvery(everyMs: number, still: () => void): Promise<void> {
    const { clock } = this.ports;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const begun = clock.elapsed();
      await this.tell();
      await clock.sleep(Math.max(0, everyMs - (clock.elapsed() - begun)), signal);
      still();
    }
  }

  /** One story, whatever becomes of it. What cannot be read or kept here is thrown. */
  private async tell(): Promise<void> {
    const { clock } = this.ports;
    const cast = await this.cast();
    const begun = clock.elapsed();
    try {
      await live(cast, await this.given(cast));
      metrics.probeStorySeconds.observe({}, (clock.elapsed() - begun) / 1000);
      metrics.probeStoriesTotal.inc({ outcome: 'ended' });
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
      // Whoever stops has no patience: that says nothing of the services.
      if (this.stopping.signal.aborted) return;
      metrics.probeStoriesTotal.inc({ outcome: error.outcome });
      this.logger.warn({ msg: 'a synthetic story was given up', step: error.step, code: error.code });
      // By somebody's hand; the next story has another.
      if (error.code === 'application/requisition-closed') await this.searches.deleteOne({ _id: 'search' });
    }
  }

  private async cast(): Promise<Cast> {
    const { addresses, stepMs } = this.config;
    const { AUTH_TOKEN_SECRET: secret, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = edgeConfig();
    const onSeen: Wire['onSeen'] = (step, seconds) => metrics.probeStepSeconds.observe({ step }, seconds);
    const wire: Wire = { addresses, stepMs, clock: this.ports.clock, signal: this.stopping.signal, onSeen };
    const person = async (id: string, role: string) =>
      new Person(id, await issueToken({ person: id, org: probeOrg, roles: [role] }, secret, { issuer, audience }), wire);
    return { recruiter: await person('probe-recruiter', 'recruiter'), manager: await person('probe-manager', 'hiring_manager') };
  }

  private async given(cast: Cast): Promise<Given> {
    const { requisitionId, stories } = await this.search(cast);
    const tomorrow = later(this.ports.clock.now(), dayMs * (1 + Math.floor(stories / slotsOfDay))).slice(0, 10);
    const local = later(`${tomorrow}T09:00:00Z`, 30 * minuteMs * (stories % slotsOfDay)).slice(0, 16);
    const startDate = later(this.ports.clock.now(), 30 * dayMs).slice(0, 10);
    return { requisitionId, contact: this.somebody(), interviewer: `probe-${requisitionId}`, local, startDate };
  }

  /** The one in use, or a new one in its place. A story that is begun counts, whatever becomes of it. */
  private async search(cast: Cast): Promise<Search> {
    const known = (await this.searches.findOne({ _id: 'search' })) as (Search & { _id: string }) | null;
    if (known && known.stories < storiesOfSearch) return this.keep(known);
    const opened = await openSearch(cast, this.somebody());
    const search = await this.keep({ requisitionId: opened.requisitionId, stories: 0 });
    await isKnown(cast, opened);
    if (known) await this.end(known, cast);
    return search;
  }

  private async keep(search: Search): Promise<Search> {
    const $set = { requisitionId: search.requisitionId, stories: search.stories + 1 };
    await this.searches.updateOne({ _id: 'search' }, { $set }, { upsert: true });
    return search;
  }

  /** What stories that were given up have left there is closed soon. */
  private async end({ requisitionId }: Search, { recruiter }: Cast): Promise<void> {
    const closeOn = later(this.ports.clock.now(), 60 * minuteMs);
    await recruiter.does('cancel-search', 'requisition', `requisitions/${requisitionId}/cancel`, { reason: 'duplicate', closeOn });
  }

  private somebody(): object {
    return { name: 'Synthetic story', emails: [`${this.ports.randomness.id()}@probe.invalid`] };
  }

  private get searches() {
    return this.ports.database.collection('probe');
  }
}
