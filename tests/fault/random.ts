/** Chance with a seed: the same run again, as far as the machine lets it. */

export class Random {
  private readonly fraction: () => number;

  /** mulberry32. */
  constructor(seed: number) {
    let state = seed >>> 0;
    this.fraction = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
  }

  between(from: number, to: number): number {
    return from + this.fraction() * (to - from);
  }

  one<T>(of: readonly T[]): T {
    return of[Math.floor(this.fraction() * of.length)] as T;
  }

  shuffled<T>(of: readonly T[]): T[] {
    const rest = [...of];
    return of.map(() => rest.splice(Math.floor(this.fraction() * rest.length), 1)[0] as T);
  }
}
