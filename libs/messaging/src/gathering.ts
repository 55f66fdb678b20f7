/** Gathers what is asked for at the same moment into groups that go to the database as one. While one group is away the next one gathers. */
import type { Linger } from './linger.js';

interface Waiting<M, F> {
  readonly member: M;
  readonly settle: (fate: F) => void;
}

export class Gathering<M, F> {
  private waiting: Waiting<M, F>[] = [];
  private away = false;

  /** `fits`: how many of the first go in one group, at least one. `send` gives the fate of each, in order; it never rejects. */
  constructor(
    private readonly fits: (members: readonly M[]) => number,
    private readonly send: (group: readonly M[]) => Promise<readonly F[]>,
    private readonly linger: Linger,
  ) {}

  add(member: M): Promise<F> {
    return new Promise((settle) => {
      this.linger.enter();
      this.waiting.push({ member, settle });
      if (!this.away) void this.run();
    });
  }

  /** More could not come along. */
  private isFull = (): boolean => this.fits(this.waiting.map(({ member }) => member)) < this.waiting.length;

  private async run(): Promise<void> {
    this.away = true;
    while (this.waiting.length > 0) {
      if (!this.isFull()) await this.linger.wait();
      const group = this.waiting.splice(0, this.fits(this.waiting.map(({ member }) => member)));
      const fates = await this.send(group.map(({ member }) => member));
      this.linger.leave(group.length);
      for (const [position, { settle }] of group.entries()) settle(fates[position] as F);
    }
    this.away = false;
  }
}
