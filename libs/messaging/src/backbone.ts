/**
 * The backbone of one service: its relay, projector, timer, jobs, verifier and reconciler, and the watch over its servers, started when the
 * application is up and stopped before it goes.
 */
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { metrics } from '@rolecall/telemetry';
import { nameOf, stackOf } from './consuming/error-classes.js';
import { groupOf } from './consuming/kafka.strategy.js';
import { Follower, type FollowerEvents } from './follower.js';
import type { Pause } from './follower-pauses.js';
import { BrokenWatch } from './operations/broken-watch.js';
import { Jobs } from './operations/jobs.js';
import { WaitingWatch } from './operations/waiting-watch.js';
import { Ports } from './ports.js';
import { Projector } from './projector.js';
import { Reconciler } from './reconciling/reconciler.js';
import { Relay } from './relay.js';
import { ServerWatch } from './servers/server-watch.js';
import { Timer } from './timer.js';
import { Verifier } from './verifying/verifier.js';

function countPublished(count: number, seconds: number): void {
  metrics.relayedEventsTotal.inc({}, count);
  metrics.relaySendSeconds.observe({}, seconds);
}

@Injectable()
export class Backbone implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger('backbone');
  private readonly relay: Follower;
  private readonly projector: Follower;
  private readonly timer: Timer;
  private readonly brokenWatch: BrokenWatch;
  private readonly waitingWatch: WaitingWatch;
  /** Ends what is told to the metrics. */
  private readonly told: readonly (() => void)[];

  constructor(
    private readonly ports: Ports,
    private readonly jobs: Jobs,
    private readonly verifier: Verifier,
    private readonly reconciler: Reconciler,
    private readonly servers: ServerWatch,
  ) {
    const log: FollowerEvents['log'] = (level, message, facts = {}) =>
      this.logger[level === 'info' ? 'log' : level]({ msg: message, ...facts });
    const follower = (name: 'relay' | 'projector', work: Relay | Projector) => {
      const onLease = (epoch: number | undefined) => metrics.followerLeading.set({ follower: name }, epoch === undefined ? 0 : 1);
      const onPause = (why: Pause) => metrics.followerPausesTotal.inc({ follower: name, why });
      return new Follower(name, ports, work, { log, onLease, onPause });
    };
    this.relay = follower('relay', new Relay(ports, { onPublished: countPublished }));
    const onBroken = (stream: string, error: unknown) =>
      log('error', 'an aggregate cannot be folded', { stream, ...nameOf(error), ...stackOf(error) });
    const onLong = (stream: string, commits: number) => log('warn', 'a stream has grown long', { stream, commits });
    this.projector = follower('projector', new Projector(ports, { onBroken, onLong }));
    this.brokenWatch = new BrokenWatch(ports, { log });
    this.waitingWatch = new WaitingWatch(ports, groupOf(ports.service), { log });
    this.told = [
      metrics.relayLagSeconds.tells(() => [[{}, this.relay.lag()]]),
      metrics.projectorLagSeconds.tells(() => [[{}, this.projector.lag()]]),
      metrics.followerMarkAgeSeconds.tells(() => [
        [{ follower: 'relay' }, this.relay.markAge()],
        [{ follower: 'projector' }, this.projector.markAge()],
      ]),
      metrics.deadlinesOverdueSeconds.tells(() => [[{}, this.timer.overdue.seconds()]]),
    ];
    this.timer = new Timer(ports, { log, onFired: (aggregate, late) => metrics.timerLateSeconds.observe({ aggregate }, late) });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.servers.start();
    const fields = [...this.ports.stores.values()].flatMap(({ options }) => options.indexes ?? []);
    await this.ports.database.indexHeads([...new Set(fields)]);
    this.relay.start();
    this.projector.start();
    this.timer.start();
    this.brokenWatch.start();
    this.waitingWatch.start();
    this.reconciler.start();
    await this.jobs.prepare();
    await this.waitingWatch.prepare();
    this.jobs.start();
    this.verifier.start();
  }

  /** What begins by itself stops first; the relay goes on while consumers and requests finish. */
  async beforeApplicationShutdown(): Promise<void> {
    const all = [this.timer, this.jobs, this.brokenWatch, this.waitingWatch, this.verifier, this.reconciler];
    await Promise.all(all.map((each) => each.stop()));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.relay.stop(), this.projector.stop()]);
    for (const end of this.told) end();
    await this.servers.stop();
    await this.ports.broker.close();
    await this.ports.database.close();
  }
}
