/**
 * The changes of some collections of copies, in the order of the database's own log. Each says what its copy became by that very write. Its
 * token is a place that any process can read on from, as long as the log reaches back so far.
 */
import type { mongo } from 'mongoose';
import type { CopyChange, CopyChanges } from '../changes.js';
import { FeedLost } from '../ports.js';
import { lostOr } from './commit-stream.js';

const awaitMs = 200;
const tokenShape = /^[0-9A-F]{16,600}$/i;
/** At once, so that nobody waits for the rest. */
const takenMax = 500;

interface Changed {
  readonly _id: { readonly _data: string };
  readonly ns: { readonly coll: string };
  readonly documentKey: { readonly _id: string };
  readonly copy?: unknown;
  readonly sequence?: number;
}

interface Read {
  readonly changes: CopyChange[];
  readonly behind: string | undefined;
}

const dataOf = (token: unknown): string | undefined => (token as { readonly _data?: string } | undefined)?._data;

/** What folds write beside a copy (a replay, a mark) is not told. */
const pipelineOf = (names: readonly string[]) => [
  { $match: { operationType: { $in: ['insert', 'update', 'replace'] }, 'ns.coll': { $in: [...names] } } },
  {
    $project: {
      ...{ ns: 1, documentKey: 1 },
      copy: { $ifNull: ['$updateDescription.updatedFields.copy', '$fullDocument.copy'] },
      sequence: { $ifNull: ['$updateDescription.updatedFields.sequence', '$fullDocument.sequence'] },
    },
  },
];

/** Has the server accept the token before it returns. Throws FeedLost when it is none, or its history is gone. */
export async function openCopyChanges(database: mongo.Db, names: readonly string[], after?: string): Promise<CopyChanges> {
  if (after !== undefined && !tokenShape.test(after)) throw new FeedLost('the token is none');
  // The first answer of the server is empty then, so that its token stands before everything that comes.
  const options = { maxAwaitTimeMS: awaitMs, batchSize: 0, ...(after === undefined ? {} : { resumeAfter: { _data: after } }) };
  const changes = new MongoCopyChanges(database.watch(pipelineOf(names), options));
  await changes.start();
  return changes;
}

class MongoCopyChanges implements CopyChanges {
  /** Read at the start, and not taken yet. */
  private ahead: Read | undefined;
  private behind: string | undefined;

  constructor(private readonly stream: mongo.ChangeStream) {
    stream.once('resumeTokenChanged', (token) => {
      this.behind = dataOf(token);
    });
  }

  async start(): Promise<void> {
    this.ahead = await this.read();
  }

  async take(): Promise<CopyChange[]> {
    const { changes, behind } = this.ahead ?? (await this.read());
    this.ahead = undefined;
    this.behind = behind ?? this.behind;
    return changes;
  }

  place = (): string | undefined => this.behind;

  close = (): Promise<void> => this.stream.close();

  private async read(): Promise<Read> {
    const taken: CopyChange[] = [];
    try {
      let next = (await this.stream.tryNext()) as unknown as Changed | null;
      while (next) {
        if (next.copy) taken.push(changeOf(next));
        next = taken.length < takenMax && this.stream.bufferedCount() > 0 ? ((await this.stream.tryNext()) as unknown as Changed) : null;
      }
      return { changes: taken, behind: dataOf(this.stream.resumeToken) };
    } catch (error) {
      await this.stream.close();
      throw lostOr(error);
    }
  }
}

const changeOf = ({ _id, ns, documentKey, copy, sequence = 0 }: Changed): CopyChange => ({
  ...{ token: _id._data, collection: ns.coll, key: documentKey._id, sequence, copy },
});
