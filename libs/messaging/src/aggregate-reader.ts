/** Reads aggregates: by id never stale (the head and the commits after it), lists from heads alone. */
import { type AnyCommand, type AnyEvent, type Decider, fold, Rejection } from '@rolecall/kernel';
import { AggregateBroken, flagBroken } from './broken.js';
import { type Commit, lastSequence, partsOf, streamOf } from './commit.js';
import { inNewestVersions } from './newest-versions.js';
import type { Head, Page, Ports } from './ports.js';
import type { PageOf, Source } from './reconciling/rule.js';

export interface Loaded<S> {
  readonly id: string;
  readonly version: number;
  /** Counts the events; the ETag. */
  readonly sequence: number;
  readonly state: S;
  /** The clock of the last commit; empty when there is none. */
  readonly at: string;
  /** Of the last commit, where it is known: what a person does next links to it. */
  readonly traceparent?: string | undefined;
}

export class AggregateReader<S, C extends AnyCommand, E extends AnyEvent> {
  constructor(
    readonly decider: Decider<S, C, E>,
    protected readonly ports: Ports,
  ) {}

  /** Never stale. Undefined when nothing was ever committed. Throws AggregateBroken. */
  async load(org: string, id: string): Promise<Loaded<S> | undefined> {
    const loaded = await this.fresh(org, id);
    return loaded.version === 0 ? undefined : loaded;
  }

  /** Heads whose fields equal `where`, ordered by id; they may lag by milliseconds. One of another build's state is folded anew, if this build can. */
  async find(org: string, where: Record<string, unknown>, page: Page): Promise<Loaded<S>[]> {
    const prefix = streamOf(org, this.decider.aggregate, '');
    const heads = await this.ports.database.findHeads(prefix, where, { ...page, after: page.after && `${prefix}${page.after}` });
    return Promise.all(heads.map((head) => this.shown(org, head, head._id.slice(prefix.length))));
  }

  /** A head that another build has folded is folded anew. */
  private async shown(org: string, head: Head, id: string): Promise<Loaded<S>> {
    const shown = fromHead<S>(head, id);
    if (head.stateVersion === this.decider.stateVersion) return shown;
    return this.fresh(org, id).catch((error: unknown) => {
      if (error instanceof AggregateBroken || error instanceof Rejection) return shown;
      throw error;
    });
  }

  /** Those whose heads' fields equal `where`, of every organization, for a rule to look at. */
  everywhere(where: Record<string, unknown> = {}): Source<Loaded<S>> {
    return {
      name: this.decider.aggregate,
      page: (after, limit) => this.pageEverywhere(where, after, limit),
      again: (org, id) => this.load(org, id),
    };
  }

  /** One organization after the other; a page may be empty. */
  private async pageEverywhere(where: Record<string, unknown>, after: string, limit: number): Promise<PageOf<Loaded<S>>> {
    const { org } = partsOf(after);
    const prefix = streamOf(org, this.decider.aggregate, '');
    const heads = org === '' ? [] : await this.ports.database.findHeads(prefix, where, { limit, after });
    const loaded = await Promise.all(heads.map((head) => this.shown(org, head, head._id.slice(prefix.length))));
    const found = loaded.map((it) => ({ org, id: it.id, version: it.version, at: it.at, it }));
    if (heads.length === limit) return { found, next: heads.at(-1)?._id };
    const [other] = await this.ports.database.findHeads('', {}, { limit: 1, after: org === '' ? '' : `${org}/\uffff` });
    return { found, ...(other ? { next: streamOf(partsOf(other._id).org, this.decider.aggregate, '') } : {}) };
  }

  /** All commits of an aggregate, oldest first; their events in the newest version. */
  async history(org: string, id: string): Promise<Commit[]> {
    return inNewestVersions(await this.ports.database.commitsAfter(streamOf(org, this.decider.aggregate, id), 0));
  }

  /** The fold of a whole history, oldest first. */
  folds(id: string, commits: readonly Commit[]): Loaded<S> {
    return this.folded(this.absent(id), commits);
  }

  /** As `load`; of version 0 when nothing was ever committed. */
  async fresh(org: string, id: string): Promise<Loaded<S>> {
    const stream = streamOf(org, this.decider.aggregate, id);
    const start = this.remembered(stream) ?? (await this.atHead(stream, id));
    const commits = await this.ports.database.commitsAfter(stream, start.version);
    try {
      return this.folded(start, commits);
    } catch (error) {
      // Somebody must know, also when it is nobody but this reader who finds it.
      if (error instanceof AggregateBroken) await flagBroken(this.ports, stream, error);
      throw error;
    }
  }

  /** What this process knows of it: durable, and as old as it may be. */
  protected remembered(_stream: string): Loaded<S> | undefined {
    return undefined;
  }

  private async atHead(stream: string, id: string): Promise<Loaded<S>> {
    const head = await this.ports.database.head(stream);
    return head?.stateVersion === this.decider.stateVersion ? fromHead<S>(head, id) : this.absent(id);
  }

  protected folded(start: Loaded<S>, commits: readonly Commit[]): Loaded<S> {
    const last = commits.at(-1);
    if (!last) return start;
    const state = this.stateAfter(last.stream, start.state, commits);
    const { version, at, traceparent } = last;
    return { id: start.id, version, sequence: lastSequence(commits, start.sequence), state, at, traceparent };
  }

  private stateAfter(stream: string, start: S, commits: readonly Commit[]): S {
    try {
      return inNewestVersions(commits).reduce((folded, { events }) => fold(this.decider, folded, events as unknown as E[]), start);
    } catch (error) {
      // What a newer build has written is not broken.
      throw error instanceof Rejection ? error : new AggregateBroken(stream, error);
    }
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
  traceparent: head.traceparent,
});
