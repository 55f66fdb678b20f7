/** Runs a command as a process that can be killed, frozen, and started again as it was. */
import { Child, type ChildOptions } from './child.ts';
import type { Guard } from './guard.ts';
import type { Hurtable } from './system.ts';

export interface HurtableOptions extends ChildOptions {
  /** Whether it serves; asked until it says yes. */
  readonly isUp: () => Promise<boolean>;
  readonly upWithinMs?: number;
  /** How long it gets to end by itself when it is asked to. */
  readonly stopWithinMs?: number;
}

export class HurtableProcess implements Hurtable {
  readonly name: string;
  readonly log: string;
  private options: HurtableOptions;
  private readonly guard: Guard;
  private child: Child | undefined;
  private equipment: Readonly<Record<string, string>> = {};

  constructor(options: HurtableOptions, guard: Guard) {
    this.options = options;
    this.guard = guard;
    this.name = options.name;
    this.log = options.log;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get running(): boolean {
    return this.child?.running ?? false;
  }

  async start(): Promise<void> {
    if (this.running) return;
    const { isUp, upWithinMs = 60_000 } = this.options;
    const { env } = this.options;
    const child = new Child({ ...this.options, env: env && { ...env, ...this.equipment } }, this.guard);
    this.child = child;
    await child.until(isUp, upWithinMs);
  }

  /** What is started from now on runs in this folder: another build of the same. */
  moveTo(cwd: string): void {
    this.options = { ...this.options, cwd };
  }

  /** What is started from now on has this in its environment beside its own; nothing again with `{}`. */
  equip(env: Readonly<Record<string, string>>): void {
    this.equipment = env;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.child?.stop(signal, this.options.stopWithinMs);
  }

  freeze(): void {
    this.child?.freeze();
  }

  thaw(): void {
    this.child?.thaw();
  }
}
