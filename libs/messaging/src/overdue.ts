/** How long the oldest deadline that is past has been waiting, by what the timer sees at its looks. */
import type { Clock, DueHead } from './ports.js';

export class Overdue {
  /** Seconds that it was late at the last look that came back; undefined when none was due. */
  private late: number | undefined;
  private lookedAt: number;
  private isBlind = false;

  constructor(private readonly clock: Pick<Clock, 'elapsed'>) {
    this.lookedAt = clock.elapsed();
  }

  /** Oldest first. */
  looked([oldest]: readonly DueHead[]): void {
    this.late = oldest && (oldest.now.getTime() - oldest.dueAt.getTime()) / 1000;
    this.lookedAt = this.clock.elapsed();
    this.isBlind = false;
  }

  /** Nobody knows what is due: it counts from the last look on. */
  failed(): void {
    this.isBlind = true;
  }

  seconds(): number {
    if (this.late === undefined && !this.isBlind) return 0;
    return (this.late ?? 0) + (this.clock.elapsed() - this.lookedAt) / 1000;
  }
}
