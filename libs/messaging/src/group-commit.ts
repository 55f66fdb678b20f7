/**
 * Group commit: commits under way at the same moment go to the database as one bulk insert.
 * Each learns its own fate; while one group is away the next one gathers.
 */
import { mongo } from 'mongoose';
import type { Commit } from './commit.js';
import type { Appended, Database } from './ports.js';

const groupCommitsMax = 200;
const groupBytesMax = 4_000_000;

interface Waiting {
  readonly commit: Commit;
  readonly bytes: number;
  readonly settle: (appended: Appended) => void;
}

type Appending = Pick<Database, 'append'>;

const groups = new WeakMap<Appending, GroupCommit>();

export class GroupCommit {
  private waiting: Waiting[] = [];
  private away = false;

  private constructor(private readonly database: Appending) {}

  /** One for each database: all stores of a service gather together. */
  static of(database: Appending): GroupCommit {
    const known = groups.get(database) ?? new GroupCommit(database);
    groups.set(database, known);
    return known;
  }

  /** The size in bytes of a commit as the database will store it; throws when it cannot be encoded. */
  static bytesOf = (commit: Commit): number => mongo.BSON.calculateObjectSize(commit, { ignoreUndefined: true });

  /** Never rejects for one member what befell another. `bytes` from `bytesOf`, so that what cannot be encoded never joins a group. */
  append(commit: Commit, bytes: number): Promise<Appended> {
    return new Promise((settle) => {
      this.waiting.push({ commit, bytes, settle });
      if (!this.away) void this.send();
    });
  }

  private async send(): Promise<void> {
    this.away = true;
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const group = this.nextGroup();
      const fates = await this.database
        .append(group.map(({ commit }) => commit))
        .catch((unknown: unknown) => group.map(() => ({ unknown })));
      group.forEach(({ settle }, position) => {
        settle(fates[position] as Appended);
      });
    }
    this.away = false;
  }

  private nextGroup(): Waiting[] {
    let bytes = 0;
    let members = 0;
    for (const member of this.waiting) {
      bytes += member.bytes;
      if (members === groupCommitsMax || (members > 0 && bytes > groupBytesMax)) break;
      members += 1;
    }
    return this.waiting.splice(0, members);
  }
}
