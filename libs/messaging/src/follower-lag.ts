/** How far a follower is behind, as the process that leads knows it. */
import type { Clock } from './ports.js';

export class FollowerLag {
  /** The instant of the oldest commit that is known to wait, or from which on one may. */
  private since: string | undefined;
  private savedAt: number | undefined;
  /** This process leads, or led last and has heard of no other. */
  private isOurs = false;

  constructor(private readonly clock: Pick<Clock, 'now' | 'elapsed'>) {}

  /** Undefined: nothing waits. */
  waits(since: string | undefined): void {
    this.since = since;
  }

  /** Nobody knows what waits: it counts from now on, if not from before. Who has never led knows no worse than ever: another tells. */
  blind(): void {
    if (this.isOurs) this.since ??= this.clock.now();
  }

  marked(): void {
    this.savedAt = this.clock.elapsed();
  }

  /** Until it saves its first mark, that is as old as its lead. */
  leads(): void {
    this.isOurs = true;
    this.savedAt ??= this.clock.elapsed();
  }

  /** Another process leads, and knows better. */
  rests(): void {
    this.isOurs = false;
    this.since = undefined;
    this.savedAt = undefined;
  }

  /**
   * Age of the oldest commit known to wait; while commits cannot be read or are being recovered, what may wait counts from then on at least.
   * 0 when nothing waits, and where another process leads.
   */
  seconds(): number {
    return this.since === undefined ? 0 : Math.max(0, (Date.parse(this.clock.now()) - Date.parse(this.since)) / 1000);
  }

  /** Seconds since the mark was saved. */
  markAge(): number {
    return this.savedAt === undefined ? 0 : (this.clock.elapsed() - this.savedAt) / 1000;
  }
}
