/**
 * What this process knows to be held, or to be or become discarded, of its group, so that the database is not asked about each message.
 * Who has a partition holds its keys before it commits a place behind them: what was read after the partitions were assigned, and what was
 * held here since, is all that a message can meet. (One that lost its partition may still hold a key for a message that comes here too.)
 * What others free meanwhile is still known as held, and so asked about.
 */
export class KnownHolds {
  private known: Promise<Set<string> | undefined> | undefined;
  /** By this process, maybe since it was read. */
  private readonly added = new Set<string>();

  /** `readAll` gives undefined when there are too many to keep. */
  constructor(private readonly readAll: () => Promise<Set<string> | undefined>) {}

  /** Partitions were assigned: others may have held what is not known here. */
  forget(): void {
    this.known = undefined;
  }

  /** Whether one of these may be held or discarded; false is certain. Rejects when that cannot be read. */
  async some(names: readonly string[]): Promise<boolean> {
    const known = await this.all();
    return !known || names.some((name) => known.has(name) || this.added.has(name));
  }

  add(name: string): void {
    this.added.add(name);
  }

  /** It is free by now. */
  drop(name: string): void {
    this.added.delete(name);
  }

  private all(): Promise<Set<string> | undefined> {
    if (this.known) return this.known;
    const reading = this.readAll();
    this.known = reading;
    reading.catch(() => {
      if (this.known === reading) this.known = undefined;
    });
    return reading;
  }
}
