/**
 * Feeds of commits. Each has its own place in the change stream of the commits; those that stand near each other read one stream, as the
 * relay and the projector do where one process leads both. A feed never starts again "from now" by itself.
 */
import type { Connection, mongo } from 'mongoose';
import type { Commit } from '../commit.js';
import { type Feed, FeedLost } from '../ports.js';
import { CommitStream, type Read, type Reader } from './commit-stream.js';

const awaitMs = 500;

const onlyInserts = [
  { $match: { operationType: { $in: ['insert', 'drop', 'rename', 'dropDatabase', 'invalidate'] } } },
  { $project: { operationType: 1, fullDocument: 1 } },
];

/**
 * A place in the stream of one collection, by its UUID: to another one of the same name (restored, made again) the server would apply most
 * tokens without a word, for they are little more than a time.
 */
interface Token {
  readonly of?: string;
  readonly at: unknown;
}

/** Where a feed reads on. */
interface Standing extends Reader {
  readonly stream: CommitStream;
}

/** The feeds of one collection. */
export class Feeds {
  /** Those that more than one may read. */
  private readonly streams = new Set<CommitStream>();

  constructor(
    private readonly connection: Connection,
    private readonly name: string,
  ) {}

  /** Has the server accept the token before it returns. Throws FeedLost when that token cannot be used. */
  async open(token: unknown): Promise<Feed> {
    const present = await this.uuid();
    const { of, at } = token === undefined ? { of: present, at: undefined } : (token as Partial<Token>);
    if (token !== undefined && !at) throw new FeedLost('the mark is none');
    // Of other commits is told what the server still knows, and to nobody else.
    const endless = of === present;
    const standing = (endless && this.near(at)) || (await this.begin(at, endless));
    return new MongoFeed(this, standing, { of, at: at ?? standing.stream.begin }, endless);
  }

  /** A stream that brought this place lately. */
  near(at: unknown, but?: CommitStream): Standing | undefined {
    for (const stream of this.streams) {
      if (stream.over) this.streams.delete(stream);
      const position = stream.over || stream === but ? undefined : stream.after(at);
      if (position !== undefined) return { stream, position };
    }
    return undefined;
  }

  /** A stream of its own, from behind this place. */
  async begin(at: unknown, shared: boolean): Promise<Standing> {
    const options = { maxAwaitTimeMS: awaitMs, batchSize: 0, ...(at ? { resumeAfter: at } : {}) };
    const changes = this.connection.collection(this.name).watch(onlyInserts, options) as unknown as mongo.ChangeStream;
    const stream = new CommitStream(changes);
    try {
      await stream.start();
    } catch (error) {
      await changes.close();
      throw error;
    }
    if (shared) this.streams.add(stream);
    return { stream, position: 0 };
  }

  private async uuid(): Promise<string | undefined> {
    const [found] = (await this.connection.db?.listCollections({ name: this.name }).toArray()) ?? [];
    return (found as mongo.CollectionInfo | undefined)?.info?.uuid?.toString('hex');
  }
}

class MongoFeed implements Feed {
  private closed = false;

  constructor(
    private readonly feeds: Feeds,
    private standing: Standing,
    private place: Token,
    private readonly endless: boolean,
  ) {
    standing.stream.join(standing);
  }

  async take(max: number): Promise<Commit[]> {
    const near = this.endless && this.feeds.near(this.place.at, this.standing.stream);
    if (near) await this.move(near);
    const { changes, token } = await this.read(max);
    if (changes.length === 0 && this.standing.stream.over) throw new FeedLost('the stream of commits has ended');
    if (changes.length === 0 && !this.endless) throw new FeedLost('the mark is one of other commits');
    // What came before the end of the collection is still told.
    const end = changes.findIndex(({ operationType }) => operationType !== 'insert');
    if (end === 0) throw new FeedLost(`the commits collection met with ${changes[0]?.operationType}`);
    const taken = end === -1 ? changes : changes.slice(0, end);
    this.standing.position += taken.length;
    // An idle stream moves its token too, so that a quiet service does not fall out of the oplog.
    this.place = { of: this.place.of, at: taken.at(-1)?._id ?? token ?? this.place.at };
    return taken.map(({ fullDocument }) => fullDocument as Commit);
  }

  token = (): unknown => (this.place.at ? this.place : undefined);

  async close(): Promise<void> {
    this.closed = true;
    await this.standing.stream.leave(this.standing);
  }

  private async read(max: number): Promise<Read> {
    const { stream } = this.standing;
    const found = await stream.read(this.standing, max);
    if (found) return found;
    // Who reads with it is far ahead.
    await this.move(await this.feeds.begin(this.place.at, this.endless));
    return this.read(max);
  }

  private async move(to: Standing): Promise<void> {
    const from = this.standing;
    to.stream.join(to);
    this.standing = to;
    await from.stream.leave(from).catch(() => undefined);
    if (this.closed) await this.close();
  }
}
