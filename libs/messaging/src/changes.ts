/** What a service's own copies became, write by write: for whoever tells others of it. */

/** What a copy became by one write. */
export interface CopyChange {
  /** To go on after it, in whatever process; of two, the later one is greater. */
  readonly token: string;
  readonly collection: string;
  /** `<org>/<id>` */
  readonly key: string;
  readonly sequence: number;
  readonly copy: unknown;
}

/** The changes of copies, in the database's own order. */
export interface CopyChanges {
  /** The next; empty when nothing came for some tenths of a second. Throws FeedLost when history is gone. */
  take(): Promise<CopyChange[]>;
  /** The token behind all that was taken; an idle stream moves it too. */
  place(): string | undefined;
  close(): Promise<void>;
}
