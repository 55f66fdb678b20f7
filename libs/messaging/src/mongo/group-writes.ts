/**
 * Group writes: changes of documents by id that are asked for at the same moment go to the database as one, each on its own condition. While
 * one group is away the next one gathers.
 */
import { classify } from '../consuming/error-classes.js';
import { duplicateKey } from '../duplicate-key.js';
import type { DocumentCollection } from '../ports.js';

const writesMax = 200;

/** The fields by which a document is known to be as it was. */
export interface AsItWas {
  readonly _id: string;
  readonly [field: string]: unknown;
}

interface Waiting {
  readonly filter: AsItWas;
  readonly update: object;
  readonly resolve: (written: boolean) => void;
  readonly reject: (error: unknown) => void;
}

export class GroupWrites {
  private waiting: Waiting[] = [];
  private away = false;

  constructor(private readonly collection: Pick<DocumentCollection, 'bulkWrite'>) {}

  /**
   * Changes the document that is as it was, or makes the one that is not there; false when it is another by now. One that was deleted
   * meanwhile comes back with the fields by which it was known and those of the update.
   */
  put(filter: AsItWas, update: object): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ filter, update, resolve, reject });
      if (!this.away) void this.send();
    });
  }

  private async send(): Promise<void> {
    this.away = true;
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, writesMax);
      const fates = await this.write(group);
      for (const [index, { resolve, reject }] of group.entries()) {
        const fate = fates[index];
        if (typeof fate === 'boolean') resolve(fate);
        else reject(fate);
      }
    }
    this.away = false;
  }

  /** Of each: whether it was written, or the error. */
  private async write(group: readonly Waiting[]): Promise<unknown[]> {
    // What does not match is made, which meets the id of what is there: so each tells its own fate.
    const operations = group.map(({ filter, update }) => ({ updateOne: { filter, update, upsert: true } }));
    try {
      await this.collection.bulkWrite(operations as never, { ordered: false });
      return group.map(() => true);
    } catch (error) {
      const fates = fatesOf(error as BulkError, group.length);
      if (fates) return fates;
      // One that cannot be sent, being too large say, would fail all of its group.
      if (classify(error) === 'fault' && group.length > 1) return (await Promise.all(group.map((each) => this.write([each])))).flat();
      return group.map(() => error);
    }
  }
}

/** What a bulk write that failed says of its members; undefined when that is not known of each. */
function fatesOf({ writeErrors = [], matchedCount = 0, upsertedCount = 0, result }: BulkError, members: number): unknown[] | undefined {
  const failures = new Map([writeErrors].flat().map(({ index, code }) => [index, code]));
  const doubt = result?.getWriteConcernError?.();
  if (doubt) return Array.from({ length: members }, () => new WriteFailed('MongoWriteConcernError', doubt.code));
  if (failures.size === 0 || matchedCount + upsertedCount + failures.size !== members) return undefined;
  return Array.from({ length: members }, (_, index) => {
    if (!failures.has(index)) return true;
    const code = failures.get(index);
    return code === duplicateKey ? false : new WriteFailed('MongoServerError', code);
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
