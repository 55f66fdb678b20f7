/** Time and chance under control: nothing sleeps longer than the simulation wants, and a seed decides every draw. */
import type { Clock, Randomness } from '@rolecall/messaging';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export class SimulatedClock implements Clock {
  private sleepers: Sleeper[] = [];

  constructor(private ms: number) {}

  now = (): string => new Date(this.ms).toISOString();
  elapsed = (): number => this.ms;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = { until: this.ms + ms, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        resolve();
      });
    });
  }

  /** Moves the time on and wakes whoever waited for it, in order. */
  advance(ms: number): void {
    this.ms += ms;
    const due = this.sleepers.filter(({ until }) => until <= this.ms).sort((a, b) => a.until - b.until);
    this.sleepers = this.sleepers.filter(({ until }) => until > this.ms);
    for (const { wake } of due) wake();
  }

  /** To the next moment that somebody waits for. False when nobody does. */
  advanceToNext(): boolean {
    if (this.sleepers.length === 0) return false;
    this.advance(Math.max(0, Math.min(...this.sleepers.map(({ until }) => until)) - this.ms));
    return true;
  }
}

/** Ids look like UUIDv7 and count up; fractions come from a small generator (mulberry32). */
export function seededRandomness(seed: number): Randomness {
  let state = seed >>> 0;
  let count = 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const id = () => {
    count += 1;
    const hex = (count + seed * 1_000_000).toString(16).padStart(12, '0');
    return `0199${hex.slice(0, 4)}-${hex.slice(4, 8)}-7${hex.slice(9, 12)}-8000-${hex.padStart(12, '0')}`;
  };
  return { fraction, id };
}
