/** Reads aggregates: by id never stale (the head and the commits after it), lists from heads alone. */
import { type AnyCommand, type AnyEvent, type Decider, fold } from '@rolecall/kernel';
import { type Commit, lastSequence, streamOf } from './commit.js';
import type { Head, Page, Ports } from './ports.js';

export interface Loaded<S> {
  readonly id: string;
  readonly version: number;
  /** Counts the events; the ETag. */
  readonly sequence: number;
  readonly state: S;
  /** The clock of the last commit; empty when there is none. */
  readonly at: string;
}

export class AggregateReader<S, C extends AnyCommand, E extends AnyEvent> {
  constructor(
    readonly decider: Decider<S, C, E>,
    protected readonly ports: Ports,
  ) {}

  /** Never stale. Undefined when nothing was ever committed. */
  async load(org: string, id: string): Promise<Loaded<S> | undefined> {
    const loaded = await this.fresh(org, id);
    return loaded.version === 0 ? undefined : loaded;
  }

  /** Heads whose fields equal `where`, ordered by id; they may lag by milliseconds. */
  async find(org: string, where: Record<string, unknown>, page: Page): Promise<Loaded<S>[]> {
    const prefix = streamOf(org, this.decider.aggregate, '');
    const heads = await this.ports.database.findHeads(prefix, where, { ...page, after: page.after && `${prefix}${page.after}` });
    return heads.map((head) => fromHead<S>(head, head._id.slice(prefix.length)));
  }

  /** All commits of an aggregate, oldest first. */
  history(org: string, id: string): Promise<Commit[]> {
    return this.ports.database.commitsAfter(streamOf(org, this.decider.aggregate, id), 0);
  }

  protected async fresh(org: string, id: string): Promise<Loaded<S>> {
    const stream = streamOf(org, this.decider.aggregate, id);
    const head = await this.ports.database.head(stream);
    const start = head?.stateVersion === this.decider.stateVersion ? fromHead<S>(head, id) : this.absent(id);
    return this.folded(start, await this.ports.database.commitsAfter(stream, start.version));
  }

  protected folded(start: Loaded<S>, commits: readonly Commit[]): Loaded<S> {
    const last = commits.at(-1);
    if (!last) return start;
    const state = commits.reduce((folded, { events }) => fold(this.decider, folded, events as unknown as E[]), start.state);
    return { id: start.id, version: last.version, sequence: lastSequence(commits, start.sequence), state, at: last.at };
  }

  protected absent(id: string): Loaded<S> {
    return { id, version: 0, sequence: 0, state: this.decider.initial, at: '' };
  }
}

const fromHead = <S>(head: Head, id: string): Loaded<S> => ({
  id,
  version: head.version,
  sequence: head.sequence,
  state: head.state as S,
  at: head.at,
});
