/**
 * Waits a moment for others that come too, where many are under way: what arrives together (the messages of one fetch, say) stays together
 * and goes as one, and what comes alone, or with one other, does not wait. A command costs the driver and the database ten times what its
 * part of a group does. PostgreSQL does the same for commits (commit_delay and commit_siblings).
 */
import type { Clock } from './ports.js';
import { systemClock } from './system-ports.js';

export class Linger {
  private underWay = 0;

  /** Waits for `ms` while at least so many are under way, those of the group among them. */
  constructor(
    private readonly ms: number,
    private readonly company: number,
    private readonly clock: Pick<Clock, 'sleep'> = systemClock,
  ) {}

  enter(): void {
    this.underWay += 1;
  }

  leave(members: number): void {
    this.underWay -= members;
  }

  async wait(): Promise<void> {
    if (this.underWay >= this.company) await this.clock.sleep(this.ms);
  }
}

/** For a database to which a command costs nothing. */
export const noLinger = new Linger(0, Number.POSITIVE_INFINITY);
