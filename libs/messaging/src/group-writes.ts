/**
 * Group writes: changes of documents by id that are asked for at the same moment go to the database as one bulk write, each on its own
 * condition.
 */
import { classify } from './consuming/error-classes.js';
import { duplicateKey } from './duplicate-key.js';
import { Gathering } from './gathering.js';
import type { Linger } from './linger.js';
import type { DocumentCollection } from './ports.js';

const writesMax = 200;

/** The fields by which a document is known to be as it was. */
export interface AsItWas {
  readonly _id: string;
  readonly [field: string]: unknown;
}

interface Write {
  readonly filter: AsItWas;
  readonly update: object;
}

/** Whether it was written, or the error. */
type Fate = { readonly written: boolean } | { readonly error: unknown };

export class GroupWrites {
  private readonly gathering: Gathering<Write, Fate>;

  constructor(
    private readonly collection: Pick<DocumentCollection, 'bulkWrite'>,
    linger: Linger,
  ) {
    const fits = (writes: readonly Write[]) => Math.min(writes.length, writesMax);
    this.gathering = new Gathering(fits, (group) => this.write(group), linger);
  }

  /**
   * Changes the document that is as it was, or makes the one that is not there; false when it is another by now. One that was deleted
   * meanwhile comes back with the fields by which it was known and those of the update.
   */
  async put(filter: AsItWas, update: object): Promise<boolean> {
    const fate = await this.gathering.add({ filter, update });
    if ('error' in fate) throw fate.error;
    return fate.written;
  }

  private async write(group: readonly Write[]): Promise<Fate[]> {
    // What does not match is made, which meets the id of what is there: so each tells its own fate.
    const operations = group.map(({ filter, update }) => ({ updateOne: { filter, update, upsert: true } }));
    try {
      await this.collection.bulkWrite(operations as never, { ordered: false });
      return group.map(() => ({ written: true }));
    } catch (error) {
      const fates = fatesOf(error as BulkError, group.length);
      if (fates) return fates;
      // One that cannot be sent, being too large say, would fail all of its group.
      if (classify(error) === 'fault' && group.length > 1) return (await Promise.all(group.map((each) => this.write([each])))).flat();
      return group.map(() => ({ error }));
    }
  }
}

/** What a bulk write that failed says of its members; undefined when that is not known of each. */
function fatesOf({ writeErrors = [], matchedCount = 0, upsertedCount = 0, result }: BulkError, members: number): Fate[] | undefined {
  const failures = new Map([writeErrors].flat().map(({ index, code }) => [index, code]));
  const doubt = result?.getWriteConcernError?.();
  if (doubt) return Array.from({ length: members }, () => ({ error: new WriteFailed('MongoWriteConcernError', doubt.code) }));
  if (failures.size === 0 || matchedCount + upsertedCount + failures.size !== members) return undefined;
  return Array.from({ length: members }, (_, index) => {
    const code = failures.get(index);
    if (!failures.has(index) || code === duplicateKey) return { written: code !== duplicateKey };
    return { error: new WriteFailed('MongoServerError', code) };
  });
}

interface Failure {
  readonly code: number;
  readonly index: number;
}

interface BulkError {
  readonly writeErrors?: Failure | readonly Failure[];
  readonly matchedCount?: number;
  readonly upsertedCount?: number;
  readonly result?: { getWriteConcernError?(): { readonly code?: number } | undefined };
}

/** Of one member, under the name that the driver gives such an error when it stands alone: by it is known what class it is of. */
class WriteFailed extends Error {
  constructor(
    override readonly name: string,
    readonly code: number | undefined,
  ) {
    super('a member of a group was not written');
  }
}
