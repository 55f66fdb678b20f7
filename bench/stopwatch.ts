/** Collects durations by what they are of, until they are taken. */
export class Stopwatch {
  private taken: Record<string, number[]> = {};

  add(of: string, ms: number): void {
    this.taken[of] ??= [];
    this.taken[of].push(ms);
  }

  async time<T>(of: string, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const done = await work();
    this.add(of, performance.now() - begun);
    return done;
  }

  take = (): Record<string, number[]> => {
    const { taken } = this;
    this.taken = {};
    return taken;
  };
}
