/** How far a partition is finished without a gap: the one place that says which offset may be committed. */

export class OffsetMark {
  /** Taken and not yet below the mark, in order. */
  private readonly open: { readonly offset: bigint; readonly sentAt: number }[] = [];
  private readonly finished = new Set<bigint>();

  /** `next`: the offset that is fetched next; everything below it counts as finished. */
  constructor(private next: bigint) {}

  /** A fetched message, and when it was sent. Offsets rise; gaps between them belong to nobody. */
  take(offset: bigint, sentAt: number): void {
    if (offset < this.next) throw new Error(`offset ${offset} was taken before, the next is ${this.next}`);
    this.open.push({ offset, sentAt });
    this.next = offset + 1n;
  }

  /** Everything below `next` has been fetched, also where no message was. */
  fetchedTo(next: bigint): void {
    if (next > this.next) this.next = next;
  }

  finish(offset: bigint): void {
    this.finished.add(offset);
    while (this.open.length > 0 && this.finished.delete(this.open[0]?.offset as bigint)) this.open.shift();
  }

  /** The offset to commit: all below it is finished. */
  get position(): bigint {
    return this.open[0]?.offset ?? this.next;
  }

  /** Of the oldest message that is not finished. */
  get oldestSentAt(): number | undefined {
    return this.open[0]?.sentAt;
  }

  /** Where the next batch must begin. */
  get expected(): bigint {
    return this.next;
  }

  /** Messages fetched and not finished. */
  get unfinished(): number {
    return this.open.length - this.finished.size;
  }

  /** Messages at and above the mark, finished or not. */
  get span(): number {
    return this.open.length;
  }
}
