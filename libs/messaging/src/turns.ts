/** Turns: tasks of one key run one after the other, in the order they came; other keys are not kept waiting. */
export class Turns {
  private readonly tails = new Map<string, Promise<unknown>>();

  take<T>(key: string, task: () => Promise<T>): Promise<T> {
    const turn = (this.tails.get(key) ?? Promise.resolve()).then(task, task);
    const tail: Promise<unknown> = turn.catch(() => undefined).then(() => this.tails.get(key) === tail && this.tails.delete(key));
    this.tails.set(key, tail);
    return turn;
  }

  /** Keys that someone holds or waits for. */
  get size(): number {
    return this.tails.size;
  }
}
