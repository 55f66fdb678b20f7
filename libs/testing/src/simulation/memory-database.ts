/** The database port in memory, with the same promises: one winner for each version, one commit for each cause, heads that only go forward. */
import {
  type Appended,
  type Clock,
  type Commit,
  type Database,
  type DocumentCollection,
  type Feed,
  FeedLost,
  type Head,
  type Lease,
  type Page,
} from '@rolecall/messaging';
import { MemoryCollection, matches } from './memory-collection.js';

export class MemoryDatabase implements Database {
  /** In the order of their insertion. */
  readonly commits: Commit[] = [];
  private readonly byStream = new Map<string, Commit[]>();
  private readonly allHeads = new Map<string, Head>();
  private readonly collections = new Map<string, MemoryCollection>();

  constructor(private readonly clock: Clock) {}

  async append(commits: readonly Commit[]): Promise<Appended[]> {
    return commits.map((commit) => {
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
    return copyOf((this.byStream.get(stream) ?? []).filter((commit) => commit.version > version));
  }

  async commitByCause(stream: string, cause: string): Promise<Commit | undefined> {
    const found = (this.byStream.get(stream) ?? []).find((commit) => commit.cause === cause);
    return found && copyOf(found);
  }

  async *allCommits(): AsyncIterable<Commit> {
    yield* [...this.commits].sort((a, b) => (a._id < b._id ? -1 : 1)).map(copyOf);
  }

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

  async dueHeads(limit: number): Promise<Head[]> {
    const due = [...this.allHeads.values()].filter(({ dueAt }) => dueAt && dueAt.toISOString() <= this.clock.now());
    return due.sort((a, b) => (a.dueAt as Date).getTime() - (b.dueAt as Date).getTime()).slice(0, limit);
  }

  async moveDue(stream: string, version: number, dueAt: Date | undefined): Promise<void> {
    const head = this.allHeads.get(stream);
    if (head?.version === version) this.allHeads.set(stream, { ...head, dueAt });
  }

  async markPublished(): Promise<void> {}
  /** Nobody leads: the simulation moves the followers' work along by itself. */
  async lease(): Promise<Lease | undefined> {
    return undefined;
  }
  saveMark = async (): Promise<boolean> => false;
  async releaseLease(): Promise<void> {}
  async indexHeads(): Promise<void> {}
  async close(): Promise<void> {}

  collection(name: string): DocumentCollection {
    const found = this.collections.get(name) ?? new MemoryCollection();
    this.collections.set(name, found);
    return found as unknown as DocumentCollection;
  }
}

/** A deep copy that keeps dates. */
function copyOf<T>(value: T): T {
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([key, part]) => [key, copyOf(part)])) as T;
}
