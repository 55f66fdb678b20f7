/** A service's own copy of what another service owns, folded from its events; never asked for over the wire. */
import { type Operation, operation } from './database-spans.js';
import { GroupWrites } from './group-writes.js';
import type { DocumentCollection, Ports } from './ports.js';
import type { Source } from './reconciling/rule.js';
import { type Replaying, type ReplayMode, replayingNow } from './replaying/context.js';

/** A copy while a job folds it afresh. */
export interface Afresh<T = unknown> {
  readonly job: string;
  /** Of its events. */
  readonly topic: string;
  readonly key: string;
  readonly sequence: number;
  readonly copy: T;
  /** Where the copy of readers stood when a round was about to read everything up to the end of the topic. */
  readonly awaits?: { readonly round: string; readonly sequence: number | null };
}

export interface CopyDocument<T = unknown> {
  readonly _id: string;
  /** Counts the changes: of two at once, one looks again. */
  readonly revision?: number;
  /** The source's sequence that the copy stands at. Absent while a copy that was lost is folded afresh. */
  readonly sequence?: number;
  readonly copy?: T;
  /** What a replay folds, and the last one that put its own in the place of the copy. */
  readonly next?: Afresh<T>;
  readonly replayed?: string;
  /** The same for the verifier, which only compares. */
  readonly check?: Afresh<T>;
  readonly checked?: string;
}

const absent = { $exists: false };
const neverThere = -1;

interface Change<T> {
  readonly set: Partial<Omit<CopyDocument<T>, '_id'>>;
  readonly unset?: keyof CopyDocument;
}

/** What a job writes into a copy's document. */
export const fieldsOf = (mode: ReplayMode) =>
  mode === 'check' ? ({ afresh: 'check', done: 'checked' } as const) : ({ afresh: 'next', done: 'replayed' } as const);

export class CopyStore<T extends object> {
  readonly documents: DocumentCollection;
  private readonly writes: GroupWrites;
  private readonly updating: Operation;

  /** `marks`: what every change sets in the document beside the copy, so that others find what has changed. */
  constructor(
    readonly name: string,
    ports: Ports,
    private readonly marks: Readonly<Record<string, unknown>> = {},
  ) {
    this.documents = ports.database.collection(name);
    this.writes = new GroupWrites(this.documents, ports.database.linger);
    this.updating = operation(ports.database.namespace, 'update', name);
    ports.copies.set(name, this as never);
  }

  /**
   * Folds an event into the copy, once: what is not newer than the copy changes nothing. Under a replay the copy is folded from nothing
   * beside the one that readers see, and takes its place when it has come as far. A handler keeps first, before what may be refused.
   */
  async keep(org: string, id: string, sequence: number, evolve: (copy: T | undefined) => T): Promise<void> {
    const replaying = replayingNow();
    const fold = replaying ? watched(replaying, evolve) : evolve;
    const change = replaying && replaying.mode !== 'catch up' ? afresh(replaying, sequence, fold) : asUsual(sequence, fold);
    await this.change(`${org}/${id}`, change);
  }

  async get(org: string, id: string): Promise<T | undefined> {
    const found = await this.find(`${org}/${id}`);
    return found?.copy ?? begunBy(replayingNow(), found);
  }

  /** Makes a change that rests on what is there; again when another one came between. It may be told to leave all as it is. */
  async change(_id: string, decide: (before: CopyDocument<T> | undefined) => Change<T> | undefined): Promise<void> {
    const before = await this.find(_id);
    const change = decide(before);
    if (change && !(await this.write(_id, before, change))) await this.change(_id, decide);
  }

  private async find(_id: string): Promise<CopyDocument<T> | undefined> {
    return ((await this.documents.findOne({ _id })) as CopyDocument<T> | null) ?? undefined;
  }

  private write(_id: string, before: CopyDocument<T> | undefined, { set, unset }: Change<T>): Promise<boolean> {
    const { revision = absent, sequence = absent } = before ?? {};
    const update = {
      $set: { ...this.marks, ...set, revision: (before?.revision ?? 0) + 1 },
      ...(unset ? { $unset: { [unset]: '' } } : {}),
    };
    return this.updating(() => this.writes.put(before ? { _id, revision, sequence } : { _id, revision: neverThere }, update));
  }

  /** Those in which the field of the copy is one of these, of every organization, for a rule to look at. */
  everywhere(field: string, ...values: readonly string[]): Source<T> {
    let indexed = false;
    const path = `copy.${field}`;
    return {
      name: this.name,
      page: async (after, limit) => {
        if (!indexed) await this.documents.createIndex({ [path]: 1, _id: 1 });
        indexed = true;
        const where = { [path]: { $in: [...values] }, _id: { $gt: after } };
        const copies = (await this.documents.find(where, { sort: { _id: 1 }, limit }).toArray()) as unknown as CopyDocument<T>[];
        const found = copies.map(({ _id, sequence = 0, copy }) => ({ ...placeOf(_id), version: sequence, it: copy as T }));
        return { found, ...(copies.length === limit ? { next: copies.at(-1)?._id } : {}) };
      },
      again: (org, id) => this.get(org, id),
    };
  }
}

/** An organization's name holds no slash. */
function placeOf(_id: string): { org: string; id: string } {
  const slash = _id.indexOf('/');
  return { org: _id.slice(0, slash), id: _id.slice(slash + 1) };
}

const asUsual =
  <T>(sequence: number, evolve: (copy: T | undefined) => T) =>
  (before: CopyDocument<T> | undefined): Change<T> | undefined =>
    // Without its copy the place says nothing: the copy was deleted.
    (before?.copy === undefined ? 0 : (before.sequence ?? 0)) >= sequence ? undefined : { set: { sequence, copy: evolve(before?.copy) } };

const afresh =
  <T>(replaying: Replaying, sequence: number, evolve: (copy: T | undefined) => T) =>
  (before: CopyDocument<T> | undefined): Change<T> | undefined => {
    const { job, mode, topic, key } = replaying;
    const fields = fieldsOf(mode);
    // It is up to date by this job's doing, or by a later one's.
    if ((before?.[fields.done] ?? '') >= job) return mode === 'check' ? undefined : asUsual(sequence, evolve)(before);
    const begun = before?.[fields.afresh];
    const mine = begun?.job === job ? begun : undefined;
    if ((begun && begun.job > job) || (mine && mine.sequence >= sequence)) return undefined;
    const folded = { job, topic, key, sequence, copy: evolve(mine?.copy) };
    const caughtUp = mode === 'rebuild' && before?.sequence !== undefined && sequence >= before.sequence;
    return caughtUp ? inPlace(folded, fields) : { set: { [fields.afresh]: folded } };
  };

/** The fold of a job becomes what readers see. */
export const inPlace = <T>({ job, sequence, copy }: Afresh<T>, { afresh: field, done }: ReturnType<typeof fieldsOf>): Change<T> => ({
  set: { sequence, copy, [done]: job },
  unset: field,
});

const watched =
  <T>(replaying: Replaying, evolve: (copy: T | undefined) => T) =>
  (copy: T | undefined): T => {
    try {
      return evolve(copy);
    } catch (error) {
      replaying.gap = true;
      throw error;
    }
  };

/** A handler under a replay sees a copy that was lost as far as its job has folded it. */
function begunBy<T>(replaying: Replaying | undefined, found: CopyDocument<T> | undefined): T | undefined {
  const begun = replaying && found?.[fieldsOf(replaying.mode).afresh];
  return begun?.job === replaying?.job ? begun?.copy : undefined;
}
