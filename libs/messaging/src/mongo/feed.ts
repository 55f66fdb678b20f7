/** The feed of commits: a change stream that is read ahead into a bounded buffer. It never starts again "from now" by itself. */
import { type Connection, mongo } from 'mongoose';
import type { Commit } from '../commit.js';
import { classify } from '../consuming/error-classes.js';
import { type Feed, FeedLost } from '../ports.js';

const awaitMs = 500;

const onlyInserts = [
  { $match: { operationType: { $in: ['insert', 'drop', 'rename', 'dropDatabase', 'invalidate'] } } },
  { $project: { operationType: 1, fullDocument: 1 } },
];

/** Codes of errors that say nothing about the token: the account may not read, a cursor was ended from outside. */
const passingCodes = new Map<unknown, string>([
  [13, 'Unauthorized'],
  [18, 'AuthenticationFailed'],
  [43, 'CursorNotFound'],
  [237, 'CursorKilled'],
  [11_601, 'Interrupted'],
]);

interface Change {
  readonly _id: unknown;
  readonly operationType: string;
  readonly fullDocument?: Commit;
}

/**
 * A place in the stream of one collection, by its UUID: to another one of the same name (restored, made again) the server would apply most
 * tokens without a word, for they are little more than a time.
 */
interface Token {
  readonly of?: string;
  readonly at: unknown;
}

/** Opens the stream and has the server accept the token before it returns. Throws FeedLost when that token cannot be used. */
export async function openFeed(connection: Connection, name: string, token: unknown): Promise<Feed> {
  const present = await uuidOf(connection, name);
  const { of, at } = token === undefined ? { of: present, at: undefined } : (token as Partial<Token>);
  if (token !== undefined && !at) throw new FeedLost('the mark is none');
  // The first answer is empty, so that its token stands before everything that comes.
  const options = { maxAwaitTimeMS: awaitMs, batchSize: 0, ...(at ? { resumeAfter: at } : {}) };
  const stream = connection.collection(name).watch(onlyInserts, options) as unknown as mongo.ChangeStream;
  const feed = new MongoFeed(stream, { of, at }, of === present);
  try {
    await feed.start();
    return feed;
  } catch (error) {
    await feed.close();
    throw lostOr(error);
  }
}

async function uuidOf(connection: Connection, name: string): Promise<string | undefined> {
  const [found] = (await connection.db?.listCollections({ name }).toArray()) ?? [];
  return (found as mongo.CollectionInfo | undefined)?.info?.uuid?.toString('hex');
}

class MongoFeed implements Feed {
  private ahead: Change[] = [];

  /** `endless`: unless the place is one of other commits, of which is told what the server still knows. */
  constructor(
    private readonly stream: mongo.ChangeStream,
    private place: Token,
    private readonly endless: boolean,
  ) {
    stream.once('resumeTokenChanged', (first) => this.moveTo(this.place.at ?? first));
  }

  /** The first read tells whether the server knows the token; what it brings is kept. */
  async start(): Promise<void> {
    this.keep((await this.stream.tryNext()) as Change | null);
  }

  async take(max: number): Promise<Commit[]> {
    try {
      if (this.ahead.length === 0) this.keep((await this.stream.tryNext()) as Change | null);
      while (this.ahead.length > 0 && this.ahead.length < max && this.stream.bufferedCount() > 0)
        this.keep((await this.stream.tryNext()) as Change | null);
    } catch (error) {
      throw lostOr(error);
    }
    if (this.ahead.length === 0 && this.stream.closed) throw new FeedLost('the stream of commits has ended');
    if (this.ahead.length === 0 && !this.endless) throw new FeedLost('the mark is one of other commits');
    // What came before the end of the collection is still told.
    const end = this.ahead.findIndex(({ operationType }) => operationType !== 'insert');
    if (end === 0) throw new FeedLost(`the commits collection met with ${this.ahead[0]?.operationType}`);
    const taken = this.ahead.splice(0, end === -1 ? max : Math.min(end, max));
    // An idle stream moves its token too, so that a quiet service does not fall out of the oplog.
    this.moveTo(taken.at(-1)?._id ?? this.stream.resumeToken ?? this.place.at);
    return taken.map(({ fullDocument }) => fullDocument as Commit);
  }

  token = (): unknown => (this.place.at ? this.place : undefined);

  async close(): Promise<void> {
    await this.stream.close();
  }

  private moveTo(at: unknown): void {
    this.place = { of: this.place.of, at };
  }

  private keep(change: Change | null): void {
    if (change) this.ahead.push(change);
  }
}

/**
 * An answer of the server that no retry mends is a lost feed, and so is one that we do not know: a recovery too many is harmless, and a
 * follower that tries a dead token for ever is not.
 */
function lostOr(error: unknown): unknown {
  if (error instanceof mongo.MongoChangeStreamError) return new FeedLost(error.message, { cause: error });
  if (!(error instanceof mongo.MongoServerError)) return error;
  const passing =
    error.hasErrorLabel('RetryableWriteError') ||
    error.hasErrorLabel('ResumableChangeStreamError') ||
    error instanceof mongo.MongoWriteConcernError ||
    passingCodes.has(error.code) ||
    classify(error) === 'outage';
  return passing ? error : new FeedLost(error.message, { cause: error });
}
