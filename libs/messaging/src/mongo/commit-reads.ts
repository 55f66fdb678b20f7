/** Commits read in groups: what came after a version, and what a cause has made. */
import type { mongo } from 'mongoose';
import { type Commit, commitId } from '../commit.js';
import type { Linger } from '../linger.js';
import { GroupReads } from './group-reads.js';

type Commits = mongo.Collection<{ _id: string }>;

/** In one answer, if it is not too large for one. */
const batchSize = 10_000;

export class CommitReads {
  private readonly later: GroupReads<Commit[]>;
  private readonly causes: GroupReads<Commit>;

  constructor(
    private readonly commits: Commits,
    linger: Linger,
  ) {
    this.later = new GroupReads((firsts) => this.readLater(firsts), linger);
    this.causes = new GroupReads((names) => this.readByCause(names), linger);
  }

  /** In order; none when there is nothing later. */
  async after(stream: string, version: number): Promise<Commit[]> {
    return (await this.later.get(commitId(stream, version + 1))) ?? [];
  }

  byCause = (stream: string, cause: string): Promise<Commit | undefined> => this.causes.get(nameOf({ stream, cause }));

  /** Two may ask for different parts of one stream. */
  private async readLater(firsts: readonly string[]): Promise<Map<string, Commit[]>> {
    const ranges = firsts.map((first) => ({ _id: { $gte: first, $lte: `${streamIn(first)}/999999999` } }));
    const found = (await this.commits.find({ $or: ranges }, { batchSize }).toArray()) as unknown as Commit[];
    const streams = Map.groupBy(
      found.sort((a, b) => a.version - b.version),
      ({ stream }) => stream,
    );
    return new Map(firsts.map((first) => [first, (streams.get(streamIn(first)) ?? []).filter(({ _id }) => _id >= first)]));
  }

  private async readByCause(names: readonly string[]): Promise<Map<string, Commit>> {
    const found = (await this.commits.find({ $or: names.map(pairOf) }, { batchSize }).toArray()) as unknown as Commit[];
    return new Map(found.map((commit) => [nameOf(commit), commit]));
  }
}

/** Either part may hold any character. */
const nameOf = ({ stream, cause }: Pick<Commit, 'stream' | 'cause'>): string => JSON.stringify([stream, cause]);

function pairOf(name: string): { stream: string; cause: string } {
  const [stream, cause] = JSON.parse(name) as [string, string];
  return { stream, cause };
}

const streamIn = (id: string): string => id.slice(0, id.lastIndexOf('/'));
