/**
 * Group commit: commits under way at the same moment go to the database as one bulk insert.
 * Each learns its own fate.
 */
import { attribute, type Call } from '@rolecall/telemetry';
import { mongo } from 'mongoose';
import type { Commit } from './commit.js';
import { type Operation, operation } from './database-spans.js';
import { Gathering } from './gathering.js';
import type { Appended, Database } from './ports.js';

const groupCommitsMax = 200;
const groupBytesMax = 4_000_000;

interface Member {
  readonly commit: Commit;
  readonly bytes: number;
  readonly call: Call;
}

type Appending = Pick<Database, 'append' | 'linger' | 'namespace'>;

const groups = new WeakMap<Appending, GroupCommit>();

export class GroupCommit {
  private readonly gathering: Gathering<Member, Appended>;
  private readonly inserting: Operation;

  private constructor(database: Appending) {
    const append = async (group: readonly Member[]): Promise<Appended[]> => {
      if (group.length > 1) for (const { call } of group) call.say({ [attribute.dbBatchSize]: group.length });
      try {
        return await database.append(group.map(({ commit }) => commit));
      } catch (unknown) {
        return group.map(() => ({ unknown }));
      }
    };
    this.inserting = operation(database.namespace, 'insert', 'commits');
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
    return this.inserting(async (call) => {
      const fate = await this.gathering.add({ commit, bytes, call });
      if (typeof fate === 'object') call.fail(fate.unknown);
      return fate;
    });
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
