/** The projector: writes each aggregate's head from its commits. Lists and deadlines read heads; decisions never rest on one alone. */
import { type AnyEvent, fold } from '@rolecall/kernel';
import type { AggregateStore } from './aggregate-store.js';
import { type Commit, lastSequence, partsOf } from './commit.js';
import { classify } from './consuming/error-classes.js';
import type { Work } from './follower.js';
import type { Head, Ports } from './ports.js';

const recoverMax = 500;

export interface ProjectorEvents {
  /** An aggregate that cannot be folded; the others go on. */
  readonly onBroken: (stream: string, error: unknown) => void;
}

export class Projector implements Work {
  constructor(
    private readonly ports: Ports,
    private readonly events: ProjectorEvents,
  ) {}

  async handle(commits: readonly Commit[]): Promise<void> {
    const streams = [...new Set(commits.map(({ stream }) => stream))];
    const before = await this.ports.database.heads(streams);
    const heads: Head[] = [];
    for (const stream of streams) {
      const mine = commits.filter((commit) => commit.stream === stream);
      const head = await this.project(stream, before.get(stream), mine).catch((error: unknown) => {
        // A database that is away is no broken aggregate: the batch is taken again.
        if (classify(error) !== 'fault') throw error;
        this.events.onBroken(stream, error);
        return undefined;
      });
      if (head) heads.push(head);
    }
    if (heads.length > 0) await this.ports.database.putHeads(heads);
  }

  /** Every stream once more; heads that are up to date stay as they are. */
  async recover(): Promise<void> {
    let waiting: Commit[] = [];
    for await (const commit of this.ports.database.allCommits()) {
      if (waiting.length >= recoverMax && waiting.at(-1)?.stream !== commit.stream) {
        await this.handle(waiting);
        waiting = [];
      }
      waiting.push(commit);
    }
    if (waiting.length > 0) await this.handle(waiting);
  }

  private async project(stream: string, before: Head | undefined, commits: readonly Commit[]): Promise<Head | undefined> {
    const store = this.ports.stores.get(partsOf(stream).aggregate) as AggregateStore<unknown, never, AnyEvent> | undefined;
    if (!store) return undefined;
    const { decider } = store;
    const usable = before?.stateVersion === decider.stateVersion ? before : undefined;
    const version = usable?.version ?? 0;
    if (usable && (commits.at(-1)?.version ?? 0) <= version) return undefined;
    // A gap (the head was behind, or another stateVersion) is read from the commits.
    const follows = commits.find((commit) => commit.version > version)?.version === version + 1;
    const missing = follows
      ? commits.filter((commit) => commit.version > version)
      : await this.ports.database.commitsAfter(stream, version);
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
      ...(due ? { dueAt: new Date(due.at) } : {}),
    };
  }
}
