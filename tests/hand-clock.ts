/** A clock that a test moves by hand, for unit tests of what waits. */
import type { Clock } from '@rolecall/messaging';

export class HandClock implements Clock {
  private ms = 0;
  private readonly sleepers = new Map<() => void, number>();

  now = (): string => new Date(this.ms).toISOString();
  elapsed = (): number => this.ms;

  sleep = (forMs: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = () => {
        this.sleepers.delete(wake);
        resolve();
      };
      this.sleepers.set(wake, this.ms + forMs);
      signal?.addEventListener('abort', wake);
    });

  /** How many wait for their time. */
  get waiting(): number {
    return this.sleepers.size;
  }

  /** So much time passes at once, and who has waited for it goes on as far as it goes without more. */
  async pass(forMs: number): Promise<void> {
    this.ms += forMs;
    for (const [wake, until] of this.sleepers) if (until <= this.ms) wake();
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  }
}
