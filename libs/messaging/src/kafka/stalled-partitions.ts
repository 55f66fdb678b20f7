/**
 * Partitions that get nothing although their log goes on. kafkajs may lose sight of one, after a broker went or came, and goes on with its
 * heartbeats without a word.
 */

const looksAtFirst = 2;

interface Standing {
  readonly at: bigint;
  /** Looks that found it there, since it was first seen there or last told. */
  looks: number;
  /** How many it takes to be told. */
  patience: number;
}

export class StalledPartitions {
  private readonly standing = new Map<string, Standing>();

  /**
   * One look. `behind`: by partition where it stands, of those that could be fetched from and are behind their log's end. Gives the names
   * of those that have not moved for several looks. The same one is told again only after twice as many: what holds it may be the log itself.
   */
  look(behind: ReadonlyMap<string, bigint>): string[] {
    return [...behind].flatMap(([name, at]) => {
      const known = this.standing.get(name);
      if (known?.at !== at) {
        this.standing.set(name, { at, looks: 0, patience: looksAtFirst });
        return [];
      }
      known.looks += 1;
      if (known.looks < known.patience) return [];
      known.looks = 0;
      known.patience *= 2;
      return [name];
    });
  }
}
