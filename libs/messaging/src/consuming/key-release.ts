/** Releases a held key: hands what waits to the handlers, in order, until nothing is left or one dies again. */
import type { DeadLetter, HeldKey } from './dead-letters.js';
import type { DeadLetters } from './dead-letters.mongo.js';
import { nameOf } from './error-classes.js';
import { type DeliveryContext, Execution } from './execution.js';
import { inProcessSpan } from './process-span.js';
import type { HandlerTable, Route } from './routing.js';

type ToHandlers = Extract<Route, { to: 'handlers' }>;

/** Keys that waited for this build are released so many at once, and each is left for the next time after so long. */
const atOnceMax = 8;
const releaseWithinMs = 20_000;

/** Takes the key, or keeps it for another while; false when another has it. */
type Claim = () => Promise<boolean>;

export interface Released {
  /** Messages that were handled. */
  readonly handled: number;
  /** True when the key is free again; false when a message died again or time ran out. */
  readonly free: boolean;
  /** The rest waits for the next release. */
  readonly outOfTime?: boolean;
  /** Another releaser had the key. */
  readonly busy?: boolean;
}

export class KeyRelease {
  constructor(
    private readonly table: HandlerTable,
    private readonly deadLetters: DeadLetters,
    private readonly context: DeliveryContext,
  ) {}

  /** Safe to repeat, also after a crash in the middle: handled messages are gone, and a repeated one meets its own cause. */
  async release(key: HeldKey, signal?: AbortSignal): Promise<Released> {
    let handled = 0;
    // Of its own for each release, so that two in one process exclude each other too.
    const owner = this.context.randomness.id();
    const claim = () => this.deadLetters.claim(key, owner, this.context.tuning.claimMs);
    const goesOn = async () => !signal?.aborted && (await claim());
    if (!(await goesOn())) return { handled, free: false, busy: true };
    do {
      const letter = await this.deadLetters.oldest(key);
      if (!letter) {
        if (await this.deadLetters.free(key)) return { handled, free: true };
        continue;
      }
      if (!(await this.handle(letter, key, claim, signal))) break;
      await this.deadLetters.remove(letter);
      handled += 1;
    } while (await goesOn());
    await this.deadLetters.unclaim(key, owner);
    return { handled, free: false, ...(signal?.aborted ? { outOfTime: true } : {}) };
  }

  /** A message that holds no key. True when this build could handle it, and it is gone. */
  async replay(letter: DeadLetter, signal?: AbortSignal): Promise<boolean> {
    const route = this.table.route(letter.message);
    if (route.to !== 'handlers') return false;
    const failures = await this.run(letter, route, async () => true, signal);
    if (failures?.length !== 0) return false;
    await this.deadLetters.remove(letter);
    return true;
  }

  /**
   * Keys that wait for this build, now and as long as it runs: while a rollout lasts, an older process of the group goes on to hold some.
   * Several at a time, and none for long: one may wait for what another brings.
   */
  async releaseWaitingForThisBuild(stop: AbortSignal): Promise<void> {
    const { clock, randomness, tuning, log, group } = this.context;
    while (!stop.aborted) {
      const all = await this.deadLetters.waitingForBuild(group).catch((error: unknown) => {
        log('warn', 'keys that wait for this build cannot be looked for', { group, ...nameOf(error) });
        return [];
      });
      const waiting = all.filter(({ type }) => this.table.knows(type));
      const some = async () => {
        for (let next = waiting.shift(); next && !stop.aborted; next = waiting.shift()) await this.releaseInTime(next, stop);
      };
      await Promise.all(Array.from({ length: atOnceMax }, some));
      await clock.sleep(tuning.releaseEveryMs * (0.5 + randomness.fraction()), stop);
    }
  }

  /** Never rejects: what went wrong is tried again the next time. */
  private async releaseInTime({ key, type }: { key: HeldKey; type: string }, stop: AbortSignal): Promise<void> {
    const { clock, log } = this.context;
    const [over, done] = [new AbortController(), new AbortController()];
    void clock.sleep(releaseWithinMs, done.signal).then(() => over.abort());
    const facts = { group: key.group, topic: key.topic, type };
    try {
      const { handled, free, busy } = await this.release(key, AbortSignal.any([stop, over.signal]));
      if (free) log('info', 'a key that waited for this build is released', { ...facts, handled });
      else if (!busy) log('warn', 'a key that waited for this build is not released yet', { ...facts, handled });
    } catch (error) {
      log('warn', 'a key that waited for this build could not be released', { ...facts, ...nameOf(error) });
    } finally {
      done.abort();
    }
  }

  /** True when the message has its end. One that dies again keeps its place and holds the key. */
  private async handle(letter: DeadLetter, key: HeldKey, claim: Claim, signal?: AbortSignal): Promise<boolean> {
    const route = this.table.route(letter.message);
    // Discarded, and then put behind its key by a process that had begun with it before.
    if (route.to === 'nobody' || (await this.deadLetters.wasDiscarded(letter))) return true;
    if (route.to === 'newer build') await this.deadLetters.putAgain({ ...letter, reason: 'newer version' }, key);
    if (route.to === 'dead letters') await this.deadLetters.putAgain({ ...letter, reason: route.reason, detail: route.detail }, key);
    if (route.to !== 'handlers') return false;
    const failures = await this.run(letter, route, claim, signal);
    if (failures?.length === 0) return true;
    if (failures) await this.deadLetters.putAgain({ ...letter, reason: 'handler failed', failures }, key);
    return false;
  }

  /** The handlers that failed for good; undefined when it was not to go on before they had ended. */
  private async run({ message }: DeadLetter, { event, handlers }: ToHandlers, claim: Claim, signal?: AbortSignal) {
    const execution = new Execution(event, handlers, this.context);
    const processing = { group: this.context.group, released: true };
    const attempt = () => inProcessSpan(message, processing, () => execution.attempt());
    for (;;) {
      const outcome = await this.whileRenewing(claim, attempt);
      if ('failures' in outcome) return outcome.failures;
      await this.context.clock.sleep(outcome.again, signal);
      if (signal?.aborted || !(await claim())) return undefined;
    }
  }

  /** An attempt may take longer than a claim lasts. One that cannot be renewed is noticed after the attempt. */
  private async whileRenewing<T>(claim: Claim, work: () => Promise<T>): Promise<T> {
    const { clock, tuning } = this.context;
    const over = new AbortController();
    const renewing = (async () => {
      for (;;) {
        await clock.sleep(tuning.claimMs / 4, over.signal);
        if (over.signal.aborted) return;
        await claim().catch(() => undefined);
      }
    })();
    try {
      return await work();
    } finally {
      over.abort();
      await renewing;
    }
  }
}
