/** A small cache of aggregates in this process: least recently used out first. Filled only from what is durable. */
const entriesMax = 1000;

export class StateCache<T> {
  private readonly entries = new Map<string, T>();

  get(key: string): T | undefined {
    const found = this.entries.get(key);
    if (found !== undefined) this.set(key, found);
    return found;
  }

  set(key: string, value: T): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > entriesMax) this.drop(this.entries.keys().next().value as string);
  }

  drop(key: string): void {
    this.entries.delete(key);
  }
}
