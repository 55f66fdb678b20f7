/** A server as a child process: its output goes to a file, it dies with this process, and its end is known. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Guard } from './guard.ts';
import { becomesTrue } from './processes.ts';

export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly log: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A server did not come up, or not in time. The message ends with the last lines of its log. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

export class Child {
  readonly pid: number;
  readonly exited: Promise<void>;
  private readonly options: ChildOptions;
  private readonly process: ChildProcess;

  /** Its log is written on, not over. */
  constructor(options: ChildOptions, guard: Guard) {
    const { command, args, log, cwd, env } = options;
    this.options = options;
    const output = openSync(log, 'a');
    // In a group of its own: Ctrl-C in a terminal reaches this process, which then stops its children in order.
    this.process = spawn(command, args, { stdio: ['ignore', output, output], detached: true, cwd, env });
    closeSync(output);
    this.pid = this.process.pid ?? 0;
    const { pid } = this;
    if (pid) guard.order({ watch: pid });
    this.process.unref();
    this.exited = new Promise((resolve) => {
      const end = () => {
        if (pid) guard.order({ forget: pid });
        resolve();
      };
      this.process.once('exit', end);
      this.process.once('error', end);
    });
  }

  get running(): boolean {
    return this.pid !== 0 && this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Resolves when it has ended; one that does not within `graceMs` is killed. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', graceMs = 15_000): Promise<void> {
    if (!this.running) return;
    this.process.ref();
    this.process.kill(signal);
    if (!(await becomesTrue(() => !this.running, graceMs, 10))) this.process.kill('SIGKILL');
    await this.exited;
  }

  /** SIGSTOP: it stands still, its connections open; SIGCONT: it goes on, none the wiser. */
  freeze(): void {
    if (this.running) this.process.kill('SIGSTOP');
  }

  thaw(): void {
    if (this.running) this.process.kill('SIGCONT');
  }

  /** Waits until `check` says yes. Throws NotStarted when the process ends before, or when it takes too long. */
  async until(check: () => Promise<boolean>, withinMs: number): Promise<void> {
    const isUp = await becomesTrue(async () => !this.running || (await check()), withinMs);
    if (isUp && this.running) return;
    const what = this.running ? `is not up after ${withinMs / 1000} s` : 'ended while starting';
    throw new NotStarted(`${this.options.name} ${what}; its log ${this.options.log} ends with:\n${tailOf(this.options.log)}`);
  }
}

function tailOf(log: string): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  return lines.slice(-15).join('\n');
}
