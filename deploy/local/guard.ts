/** Sees to it that nothing outlives this process: a keeper of its own waits at the other end of a pipe. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the keeper is told: a process to end, one that has ended, a path to remove when all is over. */
export type Order = { readonly watch: number } | { readonly forget: number } | { readonly remove: string };

export class Guard {
  private readonly keeper: ChildProcess;

  /** `graceMs`: how long what is watched gets to stop by itself at the end; 0 kills at once, for what keeps no data. */
  constructor(graceMs: number) {
    const script = fileURLToPath(new URL('./keeper.ts', import.meta.url));
    this.keeper = spawn(process.execPath, ['--no-warnings', script, String(graceMs)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      cwd: '/',
    });
    // Neither the keeper nor the pipe keeps this process up.
    this.keeper.unref();
    (this.keeper.stdin as unknown as { unref(): void }).unref();
    this.keeper.stdin?.on('error', () => undefined);
  }

  get pid(): number {
    return this.keeper.pid ?? 0;
  }

  order(order: Order): void {
    this.keeper.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  /** Resolves when everything that was watched has ended and every path is gone. */
  async end(): Promise<void> {
    if (this.keeper.exitCode !== null || this.keeper.signalCode !== null) return;
    this.keeper.ref();
    const ended = once(this.keeper, 'exit');
    this.keeper.stdin?.end();
    await ended;
  }
}
