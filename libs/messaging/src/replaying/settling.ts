/**
 * What a job does about copies that it has folded afresh and that are not in their place yet: those that were lost, and those that readers
 * see at a later event. First it marks where each stands; when everything up to the end of the topic has been read after that, a copy that
 * still stands there has nothing to wait for.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Afresh, type CopyDocument, type CopyStore, fieldsOf, inPlace } from '../copy-store.js';
import type { ReplayMode } from './context.js';

const atOnce = 50;

export interface Settling {
  readonly jobId: string;
  readonly mode: ReplayMode;
  /** The one whose mark counts: another process may be in another. */
  readonly round: string;
  /** No further round follows: what is left is told. */
  readonly last: boolean;
}

export interface Settled {
  /** There was no time to look at all of them. */
  readonly more: boolean;
  /** They wait for a further round. */
  readonly left: number;
  readonly differences: readonly Difference[];
}

export interface Difference {
  /** `<collection>/<org>/<id>` */
  readonly of: string;
  readonly what: string;
  /** Of its events. */
  readonly topic: string;
  readonly key: string;
  /** It has not come as far as its events: its key may be held. */
  readonly late: boolean;
}

type Copies = Iterable<CopyStore<object>>;

export async function prepareCopies(copies: Copies, mode: ReplayMode): Promise<void> {
  for (const { documents } of copies) await documents.createIndex({ [`${fieldsOf(mode).afresh}.job`]: 1 }, { sparse: true });
}

export async function markCopies(copies: Copies, { jobId, mode, round }: Omit<Settling, 'last'>): Promise<void> {
  const { afresh } = fieldsOf(mode);
  const mark = [{ $set: { [`${afresh}.awaits`]: { round, sequence: { $ifNull: ['$sequence', null] } } } }];
  for (const { documents } of copies) await documents.updateMany({ [`${afresh}.job`]: jobId }, mark);
}

export async function settleCopies(copies: Copies, settling: Settling, enough: () => boolean): Promise<Settled> {
  const mine = { [`${fieldsOf(settling.mode).afresh}.job`]: settling.jobId };
  const differences: Difference[] = [];
  let left = 0;
  for (const store of copies) {
    let ids: string[] = [];
    const settleThese = async () => {
      const ends = await Promise.all(ids.map((id) => new OneCopy(store, id, settling).settle()));
      ids = [];
      differences.push(...ends.flatMap(({ difference }) => difference ?? []));
      left += ends.filter((end) => end.left).length;
    };
    for await (const { _id } of store.documents.find(mine, { projection: { _id: 1 } })) {
      ids.push(_id);
      if (ids.length >= atOnce) await settleThese();
      if (enough()) return { more: true, left, differences };
    }
    await settleThese();
  }
  return { more: false, left, differences };
}

class OneCopy {
  private left = false;
  private difference: Difference | undefined;

  constructor(
    private readonly store: CopyStore<object>,
    private readonly _id: string,
    private readonly settling: Settling,
  ) {}

  async settle(): Promise<{ left: boolean; difference: Difference | undefined }> {
    await this.store.change(this._id, (before) => (before ? this.decide(before) : undefined));
    return { left: this.left, difference: this.difference };
  }

  /** Called again when the copy has changed meanwhile. */
  private decide(before: CopyDocument<object>) {
    const { jobId, mode, round, last } = this.settling;
    const fields = fieldsOf(mode);
    const folded = before[fields.afresh];
    this.left = false;
    this.difference = undefined;
    if (folded?.job !== jobId) return undefined;
    // Moved on since it was marked; or, when it is only compared, its own delivery is still to come.
    const moved = folded.awaits?.round !== round || folded.awaits.sequence !== (before.sequence ?? null);
    const late = mode === 'check' && (before.sequence ?? 0) < folded.sequence;
    const met = mode === 'check' && before.sequence === folded.sequence;
    if ((moved || late) && !met && !last) {
      this.left = true;
      return undefined;
    }
    if (mode !== 'check' && !moved) return inPlace(folded, fields);
    const what = mode === 'check' ? differenceOf(before, folded, moved) : 'it changed faster than it was read, and stays as it is';
    this.difference = what ? { of: `${this.store.name}/${this._id}`, what, topic: folded.topic, key: folded.key, late } : undefined;
    return { set: { [fields.done]: jobId }, unset: fields.afresh };
  }
}

/** Undefined when the copy is what its events say, or cannot be caught at the event that they were folded up to. */
function differenceOf({ sequence, copy }: CopyDocument<object>, folded: Afresh<object>, moved: boolean): string | undefined {
  if (copy === undefined || sequence === undefined) return `it is missing; its events end at ${folded.sequence}`;
  if (sequence < folded.sequence) return `it stands at event ${sequence}, its events end at ${folded.sequence}`;
  if (sequence > folded.sequence) return moved ? undefined : `it stands at event ${sequence}, which its topic does not hold`;
  const names = [...new Set([...Object.keys(copy), ...Object.keys(folded.copy)])];
  const other = names.filter((name) => !isDeepStrictEqual(fieldOf(copy, name), fieldOf(folded.copy, name)));
  return other.length > 0 ? `its events say something else of ${other.join(', ')}` : undefined;
}

const fieldOf = (copy: object, name: string): unknown => (copy as Record<string, unknown>)[name];
