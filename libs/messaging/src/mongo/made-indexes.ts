/** Which indexes this process has asked for since it began: those that must be there. */
import type { DocumentCollection } from '../ports.js';

export interface Index {
  readonly collection: string;
  readonly fields: readonly string[];
  /** All of it that decides what it does: two that are spelled alike are alike. Such as `commits {"stream":1,"cause":1} unique`. */
  readonly spelled: string;
}

/** What `createIndex` takes, of which the server says more: its name, its version. */
interface Options {
  readonly unique?: boolean | undefined;
  readonly sparse?: boolean | undefined;
  readonly expireAfterSeconds?: number | undefined;
  readonly partialFilterExpression?: unknown;
}

export function indexOf(collection: string, key: object, options: Options = {}): Index {
  const { unique, sparse, expireAfterSeconds: seconds, partialFilterExpression: partial } = options;
  const more = [
    ...(unique ? ['unique'] : []),
    ...(sparse ? ['sparse'] : []),
    ...(seconds === undefined ? [] : [`for ${seconds} s`]),
    ...(partial ? [`where ${JSON.stringify(partial)}`] : []),
  ];
  return { collection, fields: Object.keys(key), spelled: [collection, JSON.stringify(key), ...more].join(' ') };
}

export class MadeIndexes {
  private readonly made = new Map<string, Index>();

  get all(): Index[] {
    return [...this.made.values()];
  }

  note(collection: string, key: object, options?: Options): void {
    const index = indexOf(collection, key, options);
    this.made.set(index.spelled, index);
  }

  /** The collection, which notes what is made on it. */
  noting(name: string, collection: DocumentCollection): DocumentCollection {
    const createIndex: DocumentCollection['createIndex'] = (key, options) => {
      this.note(name, key as object, options as Options);
      return collection.createIndex(key, options);
    };
    return Object.create(collection, { createIndex: { value: createIndex } }) as DocumentCollection;
  }
}
