/** The backbone of one service: its relay, projector and timer, started when the application is up and stopped before it goes. */
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Follower } from './follower.js';
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
    const log = (level: 'info' | 'warn' | 'error', message: string, facts: Record<string, unknown> = {}) =>
      this.logger[level === 'info' ? 'log' : level]({ msg: message, ...facts });
    this.relay = new Follower('relay', ports, new Relay(ports), { log });
    const onBroken = (stream: string, error: unknown) => log('error', 'an aggregate cannot be folded', { stream, error: String(error) });
    this.projector = new Follower('projector', ports, new Projector(ports, { onBroken }), { log });
    this.timer = new Timer(ports, { log });
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
