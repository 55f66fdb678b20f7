/** The projector: writes each aggregate's head from its commits. Lists and deadlines read heads; decisions never rest on one alone. */
import { type AnyEvent, fold } from '@rolecall/kernel';
import type { AggregateStore } from './aggregate-store.js';
import { flagBroken } from './broken.js';
import { type Commit, lastSequence, partsOf, UnknownEvent } from './commit.js';
import { classify } from './consuming/error-classes.js';
import type { Work } from './follower.js';
import { inNewestVersions } from './newest-versions.js';
import type { Head, Ports } from './ports.js';
import { StateCache } from './state-cache.js';

type Streams = ReadonlyMap<string, readonly Commit[]>;

const longCommits = 5000;

export interface ProjectorEvents {
  /** An aggregate that cannot be folded; the others go on. */
  readonly onBroken: (stream: string, error: unknown) => void;
  /** A stream has 5,000 commits, or as many again: whoever folds it without a head reads all of them. */
  readonly onLong?: (stream: string, version: number) => void;
}

export class Projector implements Work {
  readonly paceMs = 30;
  /** Heads that this process has folded from their first commit on. One that was read may be wrong, and is read again when it was put right. */
  private readonly folded = new StateCache<Head>();

  constructor(
    private readonly ports: Ports,
    private readonly events: ProjectorEvents,
  ) {}

  handle = (commits: readonly Commit[]): Promise<void> => this.projectAll(commits, (streams) => this.before(streams));

  /** Heads that are up to date stay as they are; what is there is read, for it may have been lost. */
  recover = (commits: readonly Commit[]): Promise<void> =>
    this.projectAll(commits, (streams) => this.ports.database.heads([...streams.keys()]));

  private async projectAll(commits: readonly Commit[], read: (streams: Streams) => Promise<ReadonlyMap<string, Head>>): Promise<void> {
    const streams: Streams = Map.groupBy(commits, ({ stream }) => stream);
    // An aggregate of a newer build is not passed by: that build's projector takes over.
    for (const stream of streams.keys()) this.storeOf(stream);
    const before = await read(streams);
    const heads: Head[] = [];
    for (const [stream, mine] of streams) {
      const head = await this.project(stream, before.get(stream), mine).catch(async (error: unknown) => {
        // No broken aggregate: a database that is away, or a commit of a newer build, whose projector takes the lease. The batch is taken again.
        if (classify(error) !== 'fault') throw error;
        this.events.onBroken(stream, error);
        this.folded.drop(stream);
        await flagBroken(this.ports, stream, error);
        return undefined;
      });
      if (!head) continue;
      heads.push(head);
      const times = (version = 0) => Math.floor(version / longCommits);
      if (times(head.version) > times(before.get(stream)?.version)) this.events.onLong?.(stream, head.version);
    }
    if (heads.length > 0) await this.ports.database.putHeads(heads);
    for (const head of heads) {
      const from = before.get(head._id);
      if (!from || from === this.folded.get(head._id)) this.folded.set(head._id, head);
    }
  }

  /** What a batch goes on from: heads folded here, else the database's. What begins with its first commit goes on from nothing. */
  private async before(streams: Streams): Promise<ReadonlyMap<string, Head>> {
    const known = [...streams.keys()].flatMap((stream) => this.folded.get(stream) ?? []);
    const found = new Map(known.map((head) => [head._id, head]));
    const unknown = [...streams].filter(([stream, [first]]) => !found.has(stream) && first?.version !== 1).map(([stream]) => stream);
    return unknown.length > 0 ? new Map([...found, ...(await this.ports.database.heads(unknown))]) : found;
  }

  private async project(stream: string, before: Head | undefined, commits: readonly Commit[]): Promise<Head | undefined> {
    const { decider } = this.storeOf(stream);
    const usable = before?.stateVersion === decider.stateVersion ? before : undefined;
    const version = usable?.version ?? 0;
    if (usable && (commits.at(-1)?.version ?? 0) <= version) return undefined;
    // A gap (the head was behind, or another stateVersion) is read from the commits.
    const follows = commits.find((commit) => commit.version > version)?.version === version + 1;
    const missing = inNewestVersions(
      follows ? commits.filter((commit) => commit.version > version) : await this.ports.database.commitsAfter(stream, version),
    );
    const state = missing.reduce(
      (folded, { events }) => fold(decider, folded, events as unknown as AnyEvent[]),
      usable ? usable.state : decider.initial,
    );
    const due = decider.due?.(state);
    const last = missing.at(-1) as Commit;
    return {
      _id: stream,
      version: last.version,
      sequence: lastSequence(missing, usable?.sequence ?? 0),
      state,
      stateVersion: decider.stateVersion,
      at: last.at,
      traceparent: last.traceparent,
      ...(due ? { dueAt: new Date(due.at) } : {}),
    };
  }

  private storeOf(stream: string): AggregateStore<unknown, never, AnyEvent> {
    const { aggregate } = partsOf(stream);
    const store = this.ports.stores.get(aggregate);
    if (!store) throw new UnknownEvent(`of the aggregate ${aggregate}`);
    return store as unknown as AggregateStore<unknown, never, AnyEvent>;
  }
}
