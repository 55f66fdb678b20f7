/** Looks at streams: their histories, their heads, and what followers and the timer have done. What is only under way is no mismatch. */
import { Rejection } from '@rolecall/kernel';
import type { Loaded } from '../aggregate-reader.js';
import type { AggregateStore } from '../aggregate-store.js';
import { type Commit, partsOf } from '../commit.js';
import { DeadDeadlines } from '../dead-deadlines.js';
import type { Head, Ports } from '../ports.js';
import { deadlineMismatches, type Followed, followedMismatches, headMismatches, historyMismatches } from './history-checks.js';
import { type Mismatch, still } from './mismatch.js';

/** Longer than a follower's mark is old: what it has published is written down with it. */
const secondLookMs = 1500;

type Store = AggregateStore<unknown, never, never>;

export class StreamChecks {
  private readonly dead: DeadDeadlines;

  constructor(private readonly ports: Ports) {
    this.dead = new DeadDeadlines(ports.database);
  }

  /** Of streams of which a first look may have caught something half done. */
  async look(streams: readonly string[], signal: AbortSignal): Promise<Mismatch[]> {
    const first = await this.each(streams);
    if (first.length === 0) return [];
    await this.ports.clock.sleep(secondLookMs, signal);
    return still(first, await this.each([...new Set(first.map(({ of }) => of))]));
  }

  /** Of a stream whose commits have been read: the head is read after them, and may have gone on. */
  async suspicious(stream: string, commits: readonly Commit[], head: Head | undefined): Promise<boolean> {
    const now = Date.parse(this.ports.clock.now());
    return (await this.of(stream, commits, head, { relay: now, projector: now })).length > 0;
  }

  private async each(streams: readonly string[]): Promise<Mismatch[]> {
    const found: Mismatch[] = [];
    const upTo = { relay: await this.readUpTo('relay'), projector: await this.readUpTo('projector') };
    for (const stream of streams) {
      // The head first: it never stands beyond what is then read of the history.
      const head = await this.ports.database.head(stream);
      found.push(...(await this.of(stream, await this.ports.database.commitsAfter(stream, 0), head, upTo)));
    }
    return found;
  }

  /** A follower that has no mark has not followed at all: then time alone decides. */
  private async readUpTo(follower: keyof Followed): Promise<number> {
    const now = this.ports.clock.now();
    return Math.min(Date.parse(now), Date.parse((await this.ports.database.readUpTo(follower)) ?? now));
  }

  private async of(stream: string, commits: readonly Commit[], head: Head | undefined, upTo: Followed): Promise<Mismatch[]> {
    const now = Date.parse(this.ports.clock.now());
    const found = [...historyMismatches(stream, commits), ...followedMismatches(stream, commits, head, upTo)];
    const { aggregate, id } = partsOf(stream);
    const store = this.ports.stores.get(aggregate) as unknown as Store | undefined;
    if (!store || head?.version === undefined) return found;
    const { stateVersion } = store.decider;
    let folded: Loaded<unknown>;
    try {
      folded = store.folds(id, commits);
    } catch (error) {
      // A newer build has written it: this one cannot say.
      if (error instanceof Rejection) return found;
      return [...found, { invariant: 'fold', of: stream, what: 'its history cannot be folded' }];
    }
    const late = deadlineMismatches(stream, store.decider.due?.(folded.state)?.at, now);
    // What a broken history folds to says nothing of the head.
    const heads = found.length > 0 ? [] : headMismatches(stream, { head, folded, stateVersion });
    const givenUp = late.length > 0 && (await this.dead.ofStreams([stream])).has(stream);
    return [...found, ...heads, ...(givenUp ? [] : late)];
  }
}
