/**
 * A follower reads the commits in order, one process of a service at a time. The relay and the projector are followers.
 * Its mark is saved only after its work and only under its lease's epoch. Whenever the mark cannot be used it recovers from
 * the commits themselves; it never starts "from now".
 */
import { Background } from './background.js';
import type { Commit } from './commit.js';
import { nameOf, stackOf } from './consuming/error-classes.js';
import { FollowerLag } from './follower-lag.js';
import { FollowerLease, LeaseLost } from './follower-lease.js';
import { type Pause, pauseOf } from './follower-pauses.js';
import { type Feed, FeedLost, type Lease, type Ports } from './ports.js';

const retryMs = 250;
const retryMaxMs = 2500;
const batchMax = 500;
/** What was done since the last mark is done again after a crash. */
const markEveryMs = 2000;
/** How often the mark of a quiet service moves, so that it does not fall out of the database's log. */
const idleMarkEveryMs = 5000;

export interface Work {
  /** From the begin of one batch to that of the next, at least: under load there are fewer and larger ones. */
  readonly paceMs?: number;
  /** Handles commits in order; resolves when their effect is durable. Repeats are harmless. */
  handle(commits: readonly Commit[], epoch: number): Promise<void>;
  /** As handle, for commits of which any part may be done already. They come by stream and version. */
  recover(commits: readonly Commit[], epoch: number): Promise<void>;
  /** Called before a mark is saved. */
  settle?(): Promise<void>;
}

export interface FollowerEvents {
  readonly log: (level: 'info' | 'warn' | 'error', message: string, facts?: Record<string, unknown>) => void;
  /** Called when the lease was taken (its epoch), and when another process has it or it cannot be taken (undefined). */
  readonly onLease?: (epoch: number | undefined) => void;
  readonly onPause?: (why: Pause) => void;
}

/** What is saved. `recovering`: the last commit that a recovery has done; what was committed since it began waits in the feed. */
interface Mark {
  readonly feed: unknown;
  readonly recovering?: { readonly after?: string };
}

interface Following {
  readonly epoch: number;
  readonly feed: Feed;
  recovering: Mark['recovering'];
  savedAt: number;
  /** Something was done since then. */
  unsaved: boolean;
}

export class Follower extends Background {
  private readonly lease: FollowerLease;
  private readonly behind: FollowerLag;
  private pauses = 0;

  constructor(
    private readonly name: string,
    private readonly ports: Ports,
    private readonly work: Work,
    private readonly events: FollowerEvents,
  ) {
    super();
    this.lease = new FollowerLease(name, ports);
    this.behind = new FollowerLag(ports.clock);
  }

  /** In seconds; 0 where another process leads. See FollowerLag. */
  lag = (): number => this.behind.seconds();
  markAge = (): number => this.behind.markAge();

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** At the end the batch under way is finished, the mark saved, the lease given back. */
  protected async run(): Promise<void> {
    while (!this.stopped) {
      let leads = false;
      try {
        const lease = await this.lease.take();
        leads = lease !== undefined;
        this.events.onLease?.(lease?.epoch);
        if (lease) this.behind.leads();
        if (lease) await this.lead(lease);
        else this.behind.rests();
      } catch (error) {
        if (!leads) this.events.onLease?.(undefined);
        this.pause(error);
      }
      const wait = Math.min(retryMs * 2 ** this.pauses, retryMaxMs);
      await this.ports.clock.sleep(wait * (1 + this.ports.randomness.fraction()), this.stopping.signal);
    }
    this.behind.rests();
    this.events.onLease?.(undefined);
  }

  private pause(error: unknown): void {
    const why = pauseOf(error);
    this.pauses += 1;
    this.behind.blind();
    this.events.onPause?.(why);
    const level = why === 'outage' || why === 'lease_lost' ? 'warn' : 'error';
    this.events.log(level, `${this.name} pauses and tries again`, { why, ...nameOf(error), ...stackOf(error) });
  }

  private async lead(lease: Lease): Promise<void> {
    const over = new AbortController();
    const keeping = this.lease.keep(lease.epoch, over.signal);
    try {
      await this.follow(lease);
    } finally {
      over.abort();
      await keeping;
      await this.lease.giveBack(lease.epoch);
    }
  }

  private async follow({ epoch, token }: Lease): Promise<void> {
    const mark = token as Mark | undefined;
    let feed: Feed | undefined;
    try {
      feed = await this.ports.database.feed(mark?.feed);
      const recovering = mark?.feed === undefined ? {} : mark.recovering;
      const following: Following = { epoch, feed, recovering, savedAt: this.ports.clock.elapsed(), unsaved: false };
      await this.recover(following);
      await this.loop(following);
      await this.save(following);
    } catch (error) {
      // Without its mark the next round recovers.
      if (error instanceof FeedLost) await this.ports.database.saveMark(this.name, epoch, undefined);
      throw error;
    } finally {
      await feed?.close().catch(() => undefined);
    }
  }

  /** The feed is open already, so nothing falls between. Goes on where it was interrupted, also in another process. */
  private async recover(following: Following): Promise<void> {
    if (!following.recovering) return;
    this.events.log('info', `${this.name} recovers from the commits`, following.recovering);
    this.behind.blind();
    while (!this.stopped) {
      const commits = await this.ports.database.commitsFrom(following.recovering.after, batchMax);
      this.lease.check();
      if (commits.length === 0) {
        following.recovering = undefined;
        return this.save(following);
      }
      await this.work.recover(commits, following.epoch);
      following.recovering = { after: commits.at(-1)?._id };
      await this.progressed(following, true);
    }
  }

  private async loop(following: Following): Promise<void> {
    while (!this.stopped) {
      const commits = await following.feed.take(batchMax);
      this.lease.check();
      this.behind.waits(commits[0]?.at);
      const begun = this.ports.clock.elapsed();
      if (commits.length > 0) await this.work.handle(commits, following.epoch);
      // Behind a full batch more is likely to wait, and nothing older than its last.
      this.behind.waits(commits.length < batchMax ? undefined : commits.at(-1)?.at);
      await this.progressed(following, commits.length > 0);
      const early = (this.work.paceMs ?? 0) - (this.ports.clock.elapsed() - begun);
      if (commits.length > 0 && early > 0) await this.ports.clock.sleep(early, this.stopping.signal);
    }
  }

  private async progressed(following: Following, worked: boolean): Promise<void> {
    this.pauses = 0;
    following.unsaved ||= worked;
    const every = following.unsaved ? markEveryMs : idleMarkEveryMs;
    if (this.ports.clock.elapsed() - following.savedAt > every) await this.save(following);
  }

  private async save(following: Following): Promise<void> {
    const { epoch, feed, recovering } = following;
    await this.work.settle?.();
    const mark: Mark = { feed: feed.token(), ...(recovering ? { recovering } : {}) };
    if (!(await this.ports.database.saveMark(this.name, epoch, mark))) throw new LeaseLost(`${this.name} was overtaken`);
    following.savedAt = this.ports.clock.elapsed();
    this.behind.marked();
    following.unsaved = false;
  }
}
