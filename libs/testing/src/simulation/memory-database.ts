/** The database port in memory, with the same promises: one winner for each version, one commit for each cause, heads that only go forward. */
import {
  type Appended,
  type Broken,
  type BrokenAggregate,
  type Clock,
  type Commit,
  type Database,
  type DocumentCollection,
  type DueHead,
  type Feed,
  FeedLost,
  type Head,
  type HeadAt,
  type Lease,
  noLinger,
  type Page,
} from '@rolecall/messaging';
import { MemoryCollection, matches } from './memory-collection.js';

/** What a handler throws in whose middle nothing can be appended any more. */
export class Stroke extends Error {
  override readonly name = 'Stroke';
}

export class MemoryDatabase implements Database {
  /** In the order of their insertion. */
  readonly commits: Commit[] = [];
  private readonly byStream = new Map<string, Commit[]>();
  private readonly allHeads = new Map<string, Head>();
  private readonly collections = new Map<string, MemoryCollection>();
  readonly namespace = 'memory';
  readonly linger = noLinger;
  private strokeAfter: number | undefined;
  private struck = false;

  constructor(private readonly clock: Clock) {}

  async append(commits: readonly Commit[]): Promise<Appended[]> {
    return commits.map((commit) => {
      this.countDown();
      // As the real one stores it: values, not references, and nothing that is undefined.
      const stored = copyOf(commit);
      const stream = this.byStream.get(stored.stream) ?? [];
      if (stream.some(({ cause }) => cause === stored.cause)) return 'cause_known';
      if (stream.some(({ version }) => version === stored.version)) return 'version_taken';
      this.byStream.set(stored.stream, [...stream, stored]);
      this.commits.push(stored);
      return 'inserted';
    });
  }

  async commitsAfter(stream: string, version: number): Promise<Commit[]> {
    if (this.struck) throw new Stroke();
    return copyOf((this.byStream.get(stream) ?? []).filter((commit) => commit.version > version));
  }

  async commitByCause(stream: string, cause: string): Promise<Commit | undefined> {
    const found = (this.byStream.get(stream) ?? []).find((commit) => commit.cause === cause);
    return found && copyOf(found);
  }

  async commitsFrom(after = '', max = Number.POSITIVE_INFINITY): Promise<Commit[]> {
    const following = this.commits.filter(({ _id }) => _id > after).sort((a, b) => (a._id < b._id ? -1 : 1));
    return copyOf(following.slice(0, max));
  }

  async *allCommits(after?: string): AsyncIterable<Commit> {
    yield* await this.commitsFrom(after);
  }

  sampleStreams = async (count: number): Promise<string[]> => [...this.byStream.keys()].slice(0, count);

  async feed(): Promise<Feed> {
    throw new FeedLost('the simulation follows the commits itself');
  }

  head = async (stream: string): Promise<Head | undefined> => this.allHeads.get(stream);

  async heads(streams: readonly string[]): Promise<Map<string, Head>> {
    return new Map(streams.flatMap((stream) => (this.allHeads.has(stream) ? [[stream, copyOf(this.allHeads.get(stream) as Head)]] : [])));
  }

  async putHeads(put: readonly Head[]): Promise<void> {
    for (const head of put) {
      const before = this.allHeads.get(head._id);
      if (!before || before.version < head.version) this.allHeads.set(head._id, copyOf(head));
    }
  }

  async findHeads(prefix: string, where: Record<string, unknown>, { limit, after }: Page): Promise<Head[]> {
    const found = [...this.allHeads.values()].filter(
      (head) => head._id.startsWith(prefix) && (!after || head._id > after) && matches(head as unknown as Record<string, unknown>, where),
    );
    return copyOf(found.sort((a, b) => (a._id < b._id ? -1 : 1)).slice(0, limit));
  }

  replaceHeads = (): Promise<void> => Promise.reject(new Error('the simulation rebuilds no heads'));
  flagBroken = async (stream: string, { error }: Broken): Promise<boolean> => {
    throw new Error(`${stream} cannot be folded: ${error}`);
  };
  brokenAggregates = async (): Promise<BrokenAggregate[]> => [];

  async dueHeads(limit: number): Promise<DueHead[]> {
    const now = new Date(this.clock.now());
    const due = [...this.allHeads.values()].flatMap(({ _id, version, stateVersion, dueAt }) =>
      dueAt && dueAt <= now ? [{ _id, version, stateVersion, dueAt, now }] : [],
    );
    return due.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()).slice(0, limit);
  }

  async moveDue({ _id, version, stateVersion }: HeadAt, dueAt: Date | undefined): Promise<void> {
    const head = this.allHeads.get(_id);
    if (head?.version === version && head.stateVersion === stateVersion) this.allHeads.set(_id, { ...head, dueAt });
  }

  async putOffDue(at: HeadAt, byMs: number): Promise<void> {
    await this.moveDue(at, new Date(Date.parse(this.clock.now()) + byMs));
  }

  async markPublished(): Promise<void> {}
  publishedVersions = async (): Promise<Map<string, number>> => new Map();
  /** Nobody leads: the simulation moves the followers' work along by itself. */
  async lease(): Promise<Lease | undefined> {
    return undefined;
  }
  saveMark = async (): Promise<boolean> => false;
  async releaseLease(): Promise<void> {}
  readUpTo = async (): Promise<string | undefined> => undefined;
  async indexHeads(): Promise<void> {}
  async close(): Promise<void> {}

  /** While the work runs, nothing more is appended after so many commits, nor read: it fails for good. */
  async struckAfter(commits: number, work: () => Promise<void>): Promise<void> {
    this.strokeAfter = commits;
    try {
      await work();
    } finally {
      this.strokeAfter = undefined;
      this.struck = false;
    }
  }

  private countDown(): void {
    if (this.strokeAfter === undefined) return;
    this.struck ||= this.strokeAfter === 0;
    if (this.struck) throw new Stroke();
    this.strokeAfter -= 1;
  }

  /** Whoever follows copies does it for connections, of which a simulation has none. */
  copyChanges = (): Promise<never> => Promise.reject(new Error('the simulation tells no changes of copies'));

  collection(name: string): DocumentCollection {
    const found = this.collections.get(name) ?? new MemoryCollection();
    this.collections.set(name, found);
    return found as unknown as DocumentCollection;
  }
}

/** A deep copy that keeps dates. */
function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) if (part !== undefined) copy[key] = copyOf(part);
  return copy as T;
}
