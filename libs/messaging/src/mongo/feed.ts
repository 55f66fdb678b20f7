/** The feed of commits: a change stream that is read ahead into a bounded buffer. It never starts again "from now" by itself. */
import { mongo } from 'mongoose';
import type { Commit } from '../commit.js';
import { type Feed, FeedLost } from '../ports.js';

const bufferMax = 1000;
const awaitMs = 500;

const onlyInserts = [
  { $match: { operationType: { $in: ['insert', 'drop', 'rename', 'dropDatabase', 'invalidate'] } } },
  { $project: { operationType: 1, fullDocument: 1 } },
];

interface Change {
  readonly _id: unknown;
  readonly operationType: string;
  readonly fullDocument?: Commit;
}

/** Opens the stream and has the server accept the token before it returns. Throws FeedLost when that token cannot be used. */
export async function openFeed(commits: mongo.Collection, token: unknown): Promise<Feed> {
  const stream = commits.watch(onlyInserts, { maxAwaitTimeMS: awaitMs, ...(token ? { resumeAfter: token as object } : {}) });
  const feed = new MongoFeed(stream as unknown as mongo.ChangeStream, token);
  try {
    await feed.start();
    return feed;
  } catch (error) {
    await feed.close();
    throw lostOr(error);
  }
}

class MongoFeed implements Feed {
  private last: unknown;

  constructor(
    private readonly stream: mongo.ChangeStream,
    token: unknown,
  ) {
    this.last = token;
  }

  /** The first read tells whether the server knows the token; what it brings is kept. */
  async start(): Promise<void> {
    this.keep((await this.stream.tryNext()) as Change | null);
    this.last ??= this.ahead.length === 0 ? this.stream.resumeToken : undefined;
  }

  private ahead: Change[] = [];

  async take(max: number): Promise<Commit[]> {
    try {
      if (this.ahead.length === 0) this.keep((await this.stream.tryNext()) as Change | null);
      while (this.ahead.length > 0 && this.ahead.length < Math.min(max, bufferMax) && buffered(this.stream) > 0)
        this.keep((await this.stream.tryNext()) as Change | null);
    } catch (error) {
      throw lostOr(error);
    }
    const taken = this.ahead.splice(0, max);
    // An idle stream moves its token too, so that a quiet service does not fall out of the oplog.
    this.last = taken.at(-1)?._id ?? this.stream.resumeToken ?? this.last;
    if (taken.some(({ operationType }) => operationType !== 'insert') || this.stream.closed)
      throw new FeedLost('the commits collection was dropped, renamed or invalidated');
    return taken.map(({ fullDocument }) => fullDocument as Commit);
  }

  token = (): unknown => this.last;

  async close(): Promise<void> {
    await this.stream.close();
  }

  private keep(change: Change | null): void {
    if (change) this.ahead.push(change);
  }
}

/** How many changes the last answer of the server still holds. */
const buffered = (stream: mongo.ChangeStream): number =>
  (stream as unknown as { cursor: { bufferedCount(): number } }).cursor.bufferedCount();

/** An answer of the server that no retry mends is a lost feed; a network error stays what it is. */
function lostOr(error: unknown): unknown {
  if (!(error instanceof mongo.MongoServerError))
    return error instanceof mongo.MongoChangeStreamError ? new FeedLost(error.message, { cause: error }) : error;
  const passing =
    error.hasErrorLabel('RetryableWriteError') ||
    error.hasErrorLabel('ResumableChangeStreamError') ||
    error instanceof mongo.MongoWriteConcernError;
  return passing ? error : new FeedLost(error.message, { cause: error });
}
