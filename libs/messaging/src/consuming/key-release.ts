/** Releases a held key: hands what waits to the handlers, in order, until nothing is left or one dies again. */
import type { DeadLetter, DeadLetters, HeldKey } from './dead-letters.js';
import { type DeliveryContext, Execution } from './execution.js';
import type { HandlerTable } from './routing.js';

const claimMs = 60_000;

export interface Released {
  /** Messages that were handled. */
  readonly handled: number;
  /** True when the key is free again; false when a message died again, or another releaser has the key. */
  readonly free: boolean;
}

export class KeyRelease {
  private readonly owner: string;

  constructor(
    private readonly table: HandlerTable,
    private readonly deadLetters: DeadLetters,
    private readonly context: DeliveryContext,
  ) {
    this.owner = context.randomness.id();
  }

  /** Safe to repeat, also after a crash in the middle: handled messages are gone, and a repeated one meets its own cause. */
  async release(key: HeldKey, signal?: AbortSignal): Promise<Released> {
    let handled = 0;
    while (!signal?.aborted && (await this.deadLetters.claim(key, this.owner, claimMs))) {
      const letter = await this.deadLetters.oldest(key);
      if (!letter) {
        if (await this.deadLetters.free(key)) return { handled, free: true };
        continue;
      }
      if (!(await this.handle(letter, key, signal))) break;
      await this.deadLetters.remove(letter);
      handled += 1;
    }
    await this.deadLetters.unclaim(key, this.owner);
    return { handled, free: false };
  }

  /** Keys that waited for the build that is now running. */
  async releaseWaitingForThisBuild(signal: AbortSignal): Promise<void> {
    for (const { key, type } of await this.deadLetters.waitingForBuild(this.context.group)) {
      if (!this.table.knows(type)) continue;
      const { handled, free } = await this.release(key, signal);
      this.context.log(free ? 'info' : 'warn', 'a key that waited for this build is released', { type, topic: key.topic, handled, free });
    }
  }

  /** True when the message has its end. One that dies again keeps its place and holds the key. */
  private async handle(letter: DeadLetter, key: HeldKey, signal?: AbortSignal): Promise<boolean> {
    const route = this.table.route(letter.message);
    if (route.to === 'nobody') return true;
    if (route.to !== 'handlers') return false;
    const execution = new Execution(route.event, route.handlers, this.context, true);
    for (;;) {
      const outcome = await execution.attempt();
      if ('failures' in outcome) {
        if (outcome.failures.length === 0) return true;
        await this.deadLetters.put({ ...letter, reason: 'handler failed', failures: outcome.failures }, key);
        return false;
      }
      await this.context.clock.sleep(outcome.again, signal);
      if (signal?.aborted || !(await this.deadLetters.claim(key, this.owner, claimMs))) return false;
    }
  }
}
