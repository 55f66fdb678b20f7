/**
 * One stream while it is rolled forward: what the database holds of it, and what its topic adds. Pure.
 * A stream is on one partition, and a version's first appearance there comes after those of the versions before it.
 */
import { contractOf } from '@rolecall/kernel';
import { type Commit, commitId } from '../commit.js';
import type { PublishedEvent } from '../kafka/cloud-events.js';

/** Events are missing that must have been published: the topics were not read from far enough back. */
export class HistoryMissing extends Error {
  override readonly name = 'HistoryMissing';
}

export interface RestoreRules {
  /** The partition is read from the first message that was ever on it: what is missing was never published. */
  readonly whole: boolean;
  /** ISO instant of the run, for the commits that it makes. */
  readonly at: string;
}

/** A commit that is there, without what its events say. */
interface Known extends Pick<Commit, 'at' | 'correlationId'> {
  readonly ids: ReadonlySet<string>;
  /** Of its last event; absent when it has none. */
  readonly last?: number;
  /** Published events of it that the topic has not shown yet. */
  readonly unseen: Set<string>;
}

/** What an empty commit, and one whose actor no header names, says of who made it. */
const nobody = { kind: 'service', id: 'restore' } as const;

export class RestoredStream {
  /** By version. */
  private readonly known = new Map<number, Known>();
  private pending: PublishedEvent[] = [];
  private met = false;
  /** Its database and its topic tell two stories: nothing is added to it. */
  conflict: string | undefined;
  /** Something was added to it. */
  changed = false;
  /** The highest version that the topic has whole. */
  published = 0;
  /** Events between others of which no topic tells. */
  internal = 0;

  constructor(
    readonly stream: string,
    commits: readonly Commit[],
    private readonly rules: RestoreRules,
  ) {
    for (const commit of commits) this.learn(commit);
  }

  /** True while it can be forgotten and read again. */
  get forgettable(): boolean {
    return !this.changed && this.pending.length === 0 && this.holes().length === 0;
  }

  /** Gives a commit that the database lacks, once it is complete. Throws HistoryMissing. */
  take(event: PublishedEvent): Commit | undefined {
    if (this.conflict) return undefined;
    const known = this.known.get(event.version);
    if (!this.met && !known && !this.rules.whole) this.mustFollow(event);
    this.met = true;
    if (known) return this.meet(event, known);
    if (this.pending[0]?.version === event.version) {
      this.pending.push(event);
      return undefined;
    }
    const complete = this.complete();
    this.pending = [event];
    return complete;
  }

  /** The partition is read to its end: the last commit, and an empty one for each version of which nothing was published. */
  finish(): Commit[] {
    const last = this.complete();
    const empty = this.conflict ? [] : this.holes().map((version) => this.empty(version));
    return [...(last ? [last] : []), ...empty];
  }

  /** What the topic shows first of a stream is known, or comes right after: else something was published before and not read. */
  private mustFollow({ version, sequence }: PublishedEvent): void {
    const last = this.lastBefore(version);
    if (sequence > last + 1)
      throw new HistoryMissing(`${this.stream}: version ${version} begins with event ${sequence}, and event ${last} is the last one known`);
  }

  private meet({ version, id }: PublishedEvent, { ids, unseen }: Known): undefined {
    if (!ids.has(id)) this.conflict = `${commitId(this.stream, version)}: the database holds other events than were published`;
    unseen.delete(id);
    if (!this.conflict && unseen.size === 0) this.published = Math.max(this.published, version);
  }

  private complete(): Commit | undefined {
    const [head] = this.pending;
    if (!head || this.conflict) return undefined;
    const events = [...new Map(this.pending.map(({ id, sequence, type, data }) => [id, { id, sequence, type, data }])).values()];
    this.pending = [];
    const { version, causationId: cause, at, correlationId, traceparent, actor = nobody } = head;
    const { stream } = this;
    const missing = head.sequence - this.lastBefore(version) - 1;
    if (missing < 0) {
      this.conflict = `${commitId(stream, version)}: the database holds more events before it than were published`;
      return undefined;
    }
    this.internal += missing + (events.at(-1)?.sequence ?? 0) - head.sequence + 1 - events.length;
    this.published = Math.max(this.published, version);
    const commit = { _id: commitId(stream, version), stream, version, cause, events, at, actor, correlationId };
    return this.added({ ...commit, ...(traceparent ? { traceparent } : {}), restored: this.rules.at });
  }

  private lastBefore(version: number): number {
    return Math.max(0, ...[...this.known].map(([each, { last }]) => (each < version ? (last ?? 0) : 0)));
  }

  /** Versions below the highest known one. */
  private holes(): number[] {
    const top = Math.max(0, ...this.known.keys());
    return Array.from({ length: top }, (_, n) => n + 1).filter((version) => !this.known.has(version));
  }

  /** A refused delivery, or nothing but internal events. Its cause is not known: the same delivery is decided again. */
  private empty(version: number): Commit {
    const next = Math.min(...[...this.known.keys()].filter((each) => each > version));
    const { at, correlationId } = this.known.get(next) as Known;
    const { stream } = this;
    const commit = { _id: commitId(stream, version), stream, version, cause: `restored:${version}`, events: [], at };
    return this.added({ ...commit, actor: nobody, correlationId, restored: this.rules.at });
  }

  private added(commit: Commit): Commit {
    this.changed = true;
    this.learn(commit);
    return commit;
  }

  private learn({ version, at, correlationId, events }: Commit): void {
    const published = events.filter(({ type }) => contractOf(type)?.topic !== null);
    const unseen = new Set(published.map(({ id }) => id));
    const ids = new Set(events.map(({ id }) => id));
    this.known.set(version, { at, correlationId, ids, last: events.at(-1)?.sequence, unseen });
  }
}
