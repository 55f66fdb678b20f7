/** The backbone of one service: its relay, projector and timer, started when the application is up and stopped before it goes. */
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { metrics } from '@rolecall/telemetry';
import { partsOf } from './commit.js';
import { Follower, type FollowerEvents } from './follower.js';
import { Ports } from './ports.js';
import { Projector } from './projector.js';
import { Relay } from './relay.js';
import { Timer } from './timer.js';

@Injectable()
export class Backbone implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger('backbone');
  private readonly relay: Follower;
  private readonly projector: Follower;
  private readonly timer: Timer;

  constructor(private readonly ports: Ports) {
    const log: FollowerEvents['log'] = (level, message, facts = {}) =>
      this.logger[level === 'info' ? 'log' : level]({ msg: message, ...facts });
    const follower = (name: string, work: Relay | Projector) => {
      const onLease = (epoch: number | undefined) => metrics.followerLeading.set({ follower: name }, epoch === undefined ? 0 : 1);
      return new Follower(name, ports, work, { log, onLease });
    };
    this.relay = follower('relay', new Relay(ports, { onPublished }));
    const onBroken = (stream: string, error: unknown) => {
      metrics.brokenAggregatesTotal.inc({ aggregate: partsOf(stream).aggregate });
      log('error', 'an aggregate cannot be folded', { stream, error: String(error) });
    };
    this.projector = follower('projector', new Projector(ports, { onBroken }));
    this.timer = new Timer(ports, { log, onFired: (aggregate, late) => metrics.timerLateSeconds.observe({ aggregate }, late) });
  }

  async onApplicationBootstrap(): Promise<void> {
    const fields = [...this.ports.stores.values()].flatMap(({ options }) => options.indexes ?? []);
    await this.ports.database.indexHeads([...new Set(fields)]);
    this.relay.start();
    this.projector.start();
    this.timer.start();
  }

  /** Deadlines stop first; the relay goes on while consumers and requests finish. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.timer.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.relay.stop(), this.projector.stop()]);
    await this.ports.broker.close();
    await this.ports.database.close();
  }
}

function onPublished(count: number, lagSeconds: number): void {
  metrics.relayedEventsTotal.inc(count);
  metrics.relayLagSeconds.set(lagSeconds);
}
