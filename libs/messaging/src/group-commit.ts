/**
 * Group commit: commits under way at the same moment go to the database as one bulk insert.
 * Each learns its own fate.
 */
import { mongo } from 'mongoose';
import type { Commit } from './commit.js';
import { Gathering } from './gathering.js';
import type { Appended, Database } from './ports.js';

const groupCommitsMax = 200;
const groupBytesMax = 4_000_000;

interface Member {
  readonly commit: Commit;
  readonly bytes: number;
}

type Appending = Pick<Database, 'append' | 'linger'>;

const groups = new WeakMap<Appending, GroupCommit>();

export class GroupCommit {
  private readonly gathering: Gathering<Member, Appended>;

  private constructor(database: Appending) {
    const append = async (group: readonly Member[]): Promise<Appended[]> => {
      try {
        return await database.append(group.map(({ commit }) => commit));
      } catch (unknown) {
        return group.map(() => ({ unknown }));
      }
    };
    this.gathering = new Gathering(fits, append, database.linger);
  }

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
    return this.gathering.add({ commit, bytes });
  }
}

function fits(members: readonly Member[]): number {
  let [count, sum] = [0, 0];
  for (const { bytes } of members) {
    sum += bytes;
    if (count === groupCommitsMax || (count > 0 && sum > groupBytesMax)) break;
    count += 1;
  }
  return count;
}
