/** Holds people's requests back for a while: whoever asks waits at the gate, as at a door that is locked. */
import { setTimeout as sleep } from 'node:timers/promises';

export class Gate {
  private state: 'open' | 'closing' | 'closed' = 'open';
  private waiting: (() => void)[] = [];
  private inside = 0;
  private readonly real = globalThis.fetch;
  private readonly letsThrough: RegExp;

  /** `letsThrough`: paths that still pass while it closes, because what was begun must not be left in the middle. */
  constructor(letsThrough: RegExp) {
    this.letsThrough = letsThrough;
    globalThis.fetch = async (...given) => {
      await this.pass(String(given[0]));
      this.inside += 1;
      try {
        return await this.real(...given);
      } finally {
        this.inside -= 1;
      }
    };
  }

  /** Resolves when nobody is inside any more. */
  async close(): Promise<void> {
    this.state = 'closing';
    for (let empty = 0; empty < 5; ) {
      await sleep(100);
      empty = this.inside === 0 ? empty + 1 : 0;
    }
    this.state = 'closed';
  }

  open(): void {
    this.state = 'open';
    for (const goOn of this.waiting.splice(0)) goOn();
  }

  takeAway(): void {
    this.open();
    globalThis.fetch = this.real;
  }

  /** Past the gate, for those who look after the building. */
  get byTheBackDoor(): typeof globalThis.fetch {
    return this.real;
  }

  private async pass(url: string): Promise<void> {
    if (!url.includes('/v1/')) return;
    while (this.state === 'closed' || (this.state === 'closing' && !this.letsThrough.test(url)))
      await new Promise<void>((goOn) => this.waiting.push(goOn));
  }
}
