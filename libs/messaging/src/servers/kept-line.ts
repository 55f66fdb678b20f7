/**
 * A line to a server that is kept, for whoever asks now and then whether it answers. A connection that is dead is no server that is away:
 * where nothing comes over the one at hand, a new one is tried before the time is up.
 */
import type { Clock } from '../ports.js';

export interface Line {
  /** What is still asked over it fails. */
  close(): Promise<unknown>;
}

export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export class KeptLine<L extends Line> {
  private readonly opened = new Set<L>();
  private kept: L | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly open: () => L,
    private readonly clock: Pick<Clock, 'sleep'>,
    readonly withinMs: number,
  ) {}

  /** Throws NoAnswer when none came in time, or what the last line met. A question must end by itself some time: its line is let go then. */
  async ask<T>(question: (line: L) => Promise<T>): Promise<T> {
    const over = new AbortController();
    const late = this.clock.sleep(this.withinMs, AbortSignal.any([over.signal, this.closing.signal])).then(() => {
      throw new NoAnswer();
    });
    try {
      return await Promise.race([this.answer(question, over.signal), late]);
    } finally {
      over.abort();
    }
  }

  /** The line at hand has half of the time for itself; then a new one is tried beside it. */
  private async answer<T>(question: (line: L) => Promise<T>, over: AbortSignal): Promise<T> {
    if (!this.kept) return this.askOver(this.begin(), question);
    const first = this.askOver(this.kept, question);
    const ended = first.then(
      () => true,
      () => false,
    );
    const silent = this.clock.sleep(this.withinMs / 2, over).then(() => false);
    if ((await Promise.race([ended, silent])) || over.aborted) return first;
    return Promise.any([first, this.askOver(this.begin(), question)]);
  }

  private async askOver<T>(line: L, question: (line: L) => Promise<T>): Promise<T> {
    try {
      const answer = await question(line);
      if (this.opened.has(line) && this.kept !== line) {
        if (this.kept) this.end(this.kept);
        this.kept = line;
      }
      return answer;
    } catch (error) {
      this.end(line);
      throw error;
    }
  }

  private begin(): L {
    if (this.closing.signal.aborted) throw new NoAnswer();
    const line = this.open();
    this.opened.add(line);
    return line;
  }

  private end(line: L): void {
    if (this.kept === line) this.kept = undefined;
    if (this.opened.delete(line)) void line.close().catch(() => undefined);
  }

  /** Whoever still waits for an answer gets none. */
  close(): void {
    this.closing.abort();
    for (const line of this.opened) this.end(line);
  }
}
