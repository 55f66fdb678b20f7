/** One change stream of the commits and what it brought last: feeds that stand near each other read it together. */
import { mongo } from 'mongoose';
import type { Commit } from '../commit.js';
import { classify } from '../consuming/error-classes.js';
import { FeedLost } from '../ports.js';

/** So many wait for the feed that is behind; one that is further behind needs a stream of its own. */
const waitingMax = 1000;
/** So many that all have read are kept, for a feed that comes to stand near. */
const readMax = 100;
const aheadMax = 500;

/** Codes of errors that say nothing about the token: the account may not read, a cursor was ended from outside. */
const passingCodes = new Map<unknown, string>([
  [13, 'Unauthorized'],
  [18, 'AuthenticationFailed'],
  [43, 'CursorNotFound'],
  [237, 'CursorKilled'],
  [11_601, 'Interrupted'],
]);

export interface Change {
  /** Its token: where to go on after it. */
  readonly _id: unknown;
  readonly operationType: string;
  readonly fullDocument?: Commit;
}

/** What was read, and the token behind it. */
export interface Read {
  readonly changes: readonly Change[];
  readonly token: unknown;
}

/** Who reads, and from where on. */
export interface Reader {
  position: number;
}

export type Changes = Pick<mongo.ChangeStream, 'once' | 'tryNext' | 'bufferedCount' | 'resumeToken' | 'closed' | 'close'>;

export class CommitStream {
  private readonly kept: Change[] = [];
  /** The position of the first that is kept. */
  private first = 0;
  private readonly positions = new Map<string, number>();
  private readonly readers = new Set<Reader>();
  private reading: Promise<void> | undefined;
  private before: unknown;
  /** The token behind all that is kept; an idle stream moves it too. */
  private behind: unknown;
  /** For everybody who reads on. */
  private error: unknown;

  constructor(private readonly changes: Changes) {
    // The first answer of the server is empty, so that its token stands before everything that comes.
    changes.once('resumeTokenChanged', (token) => {
      this.before = token;
    });
  }

  /** The first read tells whether the server knows the token; what it brings is kept. Throws FeedLost. */
  async start(): Promise<void> {
    await this.more();
  }

  /** Nobody may begin to read it any more. */
  get over(): boolean {
    return this.error !== undefined || this.changes.closed;
  }

  /** The token before everything that it brought. */
  get begin(): unknown {
    return this.before;
  }

  /** The position after the change of this token; undefined when it is not kept. */
  after(token: unknown): number | undefined {
    const position = this.positions.get(nameOf(token));
    return position === undefined ? undefined : position + 1;
  }

  /**
   * The next for this reader, at most `max`; nothing when nothing came for a while. Undefined when what is next is not kept any more.
   * Throws FeedLost.
   */
  async read(reader: Reader, max: number): Promise<Read | undefined> {
    if (reader.position === this.first + this.kept.length) await this.more();
    const from = reader.position - this.first;
    if (from < 0) return undefined;
    const changes = this.kept.slice(from, from + max);
    return { changes, token: changes.at(-1)?._id ?? this.behind };
  }

  join(reader: Reader): void {
    this.readers.add(reader);
  }

  /** The last one closes it. */
  async leave(reader: Reader): Promise<void> {
    this.readers.delete(reader);
    if (this.readers.size === 0) await this.changes.close();
  }

  /** All that wait for more wait for one answer. */
  private more(): Promise<void> {
    this.reading ??= this.readAhead().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async readAhead(): Promise<void> {
    // A stream that has failed is closed, and would say nothing but that.
    if (this.error) throw this.error;
    try {
      let change = await this.next();
      for (let count = 1; change; count += 1) {
        this.keep(change);
        change = count < aheadMax && this.changes.bufferedCount() > 0 ? await this.next() : null;
      }
      this.behind = this.changes.resumeToken ?? this.behind;
    } catch (error) {
      this.error = lostOr(error);
      throw this.error;
    }
    this.forget();
  }

  private next = async (): Promise<Change | null> => (await this.changes.tryNext()) as Change | null;

  private keep(change: Change): void {
    this.positions.set(nameOf(change._id), this.first + this.kept.length);
    this.kept.push(change);
    this.behind = change._id;
  }

  private forget(): void {
    if (this.readers.size === 0) return;
    const end = this.first + this.kept.length;
    const unread = Math.min(...[...this.readers].map(({ position }) => position));
    const from = Math.max(Math.min(unread, end - readMax), end - waitingMax);
    // Not one by one.
    if (from - this.first < readMax) return;
    for (const { _id } of this.kept.splice(0, from - this.first)) this.positions.delete(nameOf(_id));
    this.first = from;
  }
}

/** A token is a document whose one field that matters is this. */
const nameOf = (token: unknown): string => String((token as { readonly _data?: unknown } | undefined)?._data);

/**
 * An answer of the server that no retry mends is a lost feed, and so is one that we do not know: a recovery too many is harmless, and a
 * follower that tries a dead token for ever is not.
 */
export function lostOr(error: unknown): unknown {
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
