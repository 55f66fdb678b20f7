/** What a process does beside requests and messages from its start to its end: followers, the timer, watches. */
export abstract class Background {
  protected readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  start(): void {
    this.running ??= this.run(this.stopping.signal);
  }

  /** Resolves when what was under way is done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Resolves soon after the signal; what fails on the way is its own affair. */
  protected abstract run(signal: AbortSignal): Promise<void>;
}
