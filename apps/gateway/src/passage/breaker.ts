/**
 * Whether a service is worth asking: after so many failures in a row it is not, for a pause, and then one request tries for all. Each failed
 * try makes the pause twice as long. What was begun before says nothing of what is now. Pure: the time is a value.
 *
 * An own one, for opossum takes what it is told to leave out for a success: a caller who hangs up in the one trial would end the pause.
 */
import type { Clock } from '@rolecall/messaging';

export interface BreakerSettings {
  /** Failures in a row until nobody is sent any more. One success, and they are forgotten: half of the processes may be away. */
  readonly failuresMax: number;
  readonly pauseMs: number;
  readonly pauseMaxMs: number;
}

export const breakerDefaults: BreakerSettings = { failuresMax: 5, pauseMs: 1000, pauseMaxMs: 15_000 };

/** How a request that was let through ended. */
export interface Attempt {
  succeeded(): void;
  failed(): void;
  /** It says nothing of the service: its caller has left, or the fault is ours. */
  saidNothing(): void;
}

/** Nobody is let through now; ask again after this. */
export interface Pause {
  readonly pausedMs: number;
}

export class Breaker {
  private failures = 0;
  /** Failed tries since it was last well. */
  private openings = 0;
  /** The end of the pause; undefined while requests go through. */
  private pausedUntil: number | undefined;
  private isTrying = false;
  /** Grows with each change between well and away. */
  private era = 0;

  constructor(
    private readonly clock: Clock,
    /** Told of each change, once. */
    private readonly onChange: (isAway: boolean, pausedMs: number) => void = () => undefined,
    private readonly settings = breakerDefaults,
  ) {}

  enter(): Attempt | Pause {
    if (this.pausedUntil === undefined) return this.attempt(false);
    const leftMs = this.pausedUntil - this.clock.elapsed();
    if (leftMs > 0) return { pausedMs: leftMs };
    if (this.isTrying) return { pausedMs: this.settings.pauseMs };
    this.isTrying = true;
    return this.attempt(true);
  }

  private attempt(isTrial: boolean): Attempt {
    const { era } = this;
    const ended = (change: () => void) => () => {
      if (era !== this.era) return;
      if (isTrial) this.isTrying = false;
      change();
    };
    return {
      succeeded: ended(() => (isTrial ? this.recover() : this.forget())),
      failed: ended(() => (isTrial ? this.pause() : this.count())),
      saidNothing: ended(() => undefined),
    };
  }

  private count(): void {
    this.failures += 1;
    if (this.failures >= this.settings.failuresMax) this.pause();
  }

  private forget(): void {
    this.failures = 0;
  }

  private pause(): void {
    const { pauseMs, pauseMaxMs } = this.settings;
    const pausedMs = Math.min(pauseMs * 2 ** this.openings, pauseMaxMs);
    this.pausedUntil = this.clock.elapsed() + pausedMs;
    this.era += 1;
    this.openings += 1;
    if (this.openings === 1) this.onChange(true, pausedMs);
  }

  private recover(): void {
    this.pausedUntil = undefined;
    this.era += 1;
    this.openings = 0;
    this.forget();
    this.onChange(false, 0);
  }
}
