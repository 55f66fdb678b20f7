/**
 * Stops a bad deploy from holding every key. A reaction (handler and type of event) that has failed for good on several keys in a short
 * time is taken for broken itself: what it fails on from then on waits, as in an outage, instead of being dead. After a while it may hold
 * keys again if it has succeeded on others meanwhile, or if nothing failed; so it may in a new process. What waited needs nobody's help.
 */
import type { Clock } from '../ports.js';

export interface BreakerTuning {
  /** This many keys may be held within the window before the reaction is taken for broken. */
  readonly keysMax: number;
  readonly windowMs: number;
  /** How long a message waits before it is tried again; shorter than the window. */
  readonly pauseMs: number;
}

export const breakerDefaults: BreakerTuning = { keysMax: 5, windowMs: 60_000, pauseMs: 10_000 };

interface Reaction {
  /** The keys that were let be dead, and when. */
  readonly keys: Map<string, number>;
  failedAt: number;
  /** Since when it is taken for broken, and whether it has succeeded since. */
  open?: { readonly at: number; succeeded: boolean };
}

export class Breaker {
  private readonly reactions = new Map<string, Reaction>();

  constructor(
    private readonly clock: Pick<Clock, 'elapsed'>,
    readonly tuning: BreakerTuning = breakerDefaults,
  ) {}

  /** A message of this key failed for good. True when it may be dead; false when the reaction is taken for broken. */
  lets(name: string, key: string): boolean {
    const now = this.clock.elapsed();
    const { keysMax, windowMs } = this.tuning;
    const reaction = this.reactions.get(name) ?? { keys: new Map<string, number>(), failedAt: now };
    this.reactions.set(name, reaction);
    const { open, keys, failedAt } = reaction;
    reaction.failedAt = now;
    if (open && this.isOver(open, failedAt, now)) {
      reaction.open = undefined;
      keys.clear();
    }
    for (const [each, at] of keys) if (!reaction.open && now - at >= windowMs) keys.delete(each);
    if (keys.has(key)) return true;
    if (keys.size >= keysMax) reaction.open ??= { at: now, succeeded: false };
    if (reaction.open) return false;
    keys.set(key, now);
    return true;
  }

  /** Reactions that are taken for broken at present. */
  get broken(): number {
    const now = this.clock.elapsed();
    return [...this.reactions.values()].filter(({ open, failedAt }) => open && !this.isOver(open, failedAt, now)).length;
  }

  /** It has succeeded meanwhile, or nothing failed. */
  private isOver({ at, succeeded }: { readonly at: number; readonly succeeded: boolean }, failedAt: number, now: number): boolean {
    const { windowMs } = this.tuning;
    return now - failedAt >= windowMs || (succeeded && now - at >= windowMs);
  }

  succeeded(name: string): void {
    const open = this.reactions.get(name)?.open;
    if (open) open.succeeded = true;
  }
}
