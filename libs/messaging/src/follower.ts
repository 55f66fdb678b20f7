/**
 * A follower reads the commits in order, one process of a service at a time. The relay and the projector are followers.
 * Its mark is saved only after its work and only under its lease's epoch. Whenever the mark cannot be used it recovers from
 * the commits themselves; it never starts "from now".
 */
import type { Commit } from './commit.js';
import { type Feed, FeedLost, type Lease, type Ports } from './ports.js';

const leaseTtlMs = 6000;
const retryMs = 250;
const batchMax = 500;
const markEveryMs = 200;

export interface Work {
  /** Handles commits in order; resolves when their effect is durable. Repeats are harmless. */
  handle(commits: readonly Commit[], epoch: number): Promise<void>;
  /** Brings everything up to date without a mark. The feed is open already, so nothing falls between. */
  recover(epoch: number): Promise<void>;
}

export interface FollowerEvents {
  readonly log: (level: 'info' | 'warn' | 'error', message: string, facts?: Record<string, unknown>) => void;
  /** Called when the lease was taken (its epoch) or lost (undefined). */
  readonly onLease?: (epoch: number | undefined) => void;
}

class LeaseLost extends Error {}

export class Follower {
  private readonly stopping = new AbortController();
  private readonly owner: string;
  private running: Promise<void> | undefined;
  private leaseSafeUntil = 0;

  constructor(
    private readonly name: string,
    private readonly ports: Ports,
    private readonly work: Work,
    private readonly events: FollowerEvents,
  ) {
    this.owner = ports.randomness.id();
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the batch under way, saves the mark, gives the lease back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const lease = await this.takeLease();
        if (lease) await this.lead(lease);
      } catch (error) {
        if (!(error instanceof LeaseLost)) this.events.log('warn', `${this.name} pauses and tries again`, { error: String(error) });
      }
      await this.ports.clock.sleep(retryMs * (1 + this.ports.randomness.fraction()), this.stopping.signal);
    }
  }

  private async takeLease(): Promise<Lease | undefined> {
    const asked = this.ports.clock.elapsed();
    const lease = await this.ports.database.lease(this.name, this.owner, leaseTtlMs);
    if (lease) this.leaseSafeUntil = asked + leaseTtlMs;
    return lease;
  }

  private async lead(lease: Lease): Promise<void> {
    this.events.onLease?.(lease.epoch);
    const over = new AbortController();
    const renewing = this.renew(lease.epoch, over.signal);
    try {
      await this.follow(lease);
    } finally {
      over.abort();
      await renewing;
      this.events.onLease?.(undefined);
      await this.ports.database.releaseLease(this.name, lease.epoch).catch(() => undefined);
    }
  }

  /** Keeps the lease while the work runs; the work looks at `leaseSafeUntil` before each batch. */
  private async renew(epoch: number, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await this.ports.clock.sleep(leaseTtlMs / 3, over);
      if (over.aborted) return;
      const renewed = await this.takeLease().catch(() => undefined);
      if (renewed && renewed.epoch !== epoch) this.leaseSafeUntil = 0;
    }
  }

  private checkLease(): void {
    if (this.ports.clock.elapsed() >= this.leaseSafeUntil) throw new LeaseLost(`${this.name} lost its lease`);
  }

  private async follow(lease: Lease): Promise<void> {
    let feed: Feed;
    try {
      feed = await this.ports.database.feed(lease.token);
    } catch (error) {
      return this.forget(lease.epoch, error);
    }
    try {
      if (lease.token === undefined) {
        this.events.log('info', `${this.name} recovers from the commits`);
        await this.work.recover(lease.epoch);
        await this.save(lease.epoch, feed);
      }
      await this.loop(lease.epoch, feed);
    } catch (error) {
      await this.forget(lease.epoch, error);
    } finally {
      await feed.close().catch(() => undefined);
    }
  }

  private async loop(epoch: number, feed: Feed): Promise<void> {
    let saved = this.ports.clock.elapsed();
    while (!this.stopped) {
      const commits = await feed.take(batchMax);
      this.checkLease();
      if (commits.length > 0) await this.work.handle(commits, epoch);
      if (this.ports.clock.elapsed() - saved > markEveryMs) {
        await this.save(epoch, feed);
        saved = this.ports.clock.elapsed();
      }
    }
    await this.save(epoch, feed);
  }

  private async save(epoch: number, feed: Feed): Promise<void> {
    if (!(await this.ports.database.saveMark(this.name, epoch, feed.token()))) throw new LeaseLost(`${this.name} was overtaken`);
  }

  /** A feed that cannot go on: without its mark the next round recovers. */
  private async forget(epoch: number, error: unknown): Promise<void> {
    if (!(error instanceof FeedLost)) throw error;
    this.events.log('error', `${this.name} lost its feed and will recover`, { error: error.message });
    await this.ports.database.saveMark(this.name, epoch, undefined);
  }
}
