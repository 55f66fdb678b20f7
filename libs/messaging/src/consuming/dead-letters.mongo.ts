/**
 * Dead letters in MongoDB: `dead-letters` holds messages in the order of their offsets, `held-keys` one document for each held key and a
 * mark for each place that was discarded. The server's clock says how long a claim lasts, so the skew of ours does no harm.
 */
import { isDuplicateKey } from '../duplicate-key.js';
import type { Database, DocumentCollection } from '../ports.js';
import { discardedId, discardMark, document, type LetterDocument, letterId, letterOf } from './dead-letter-documents.js';
import { type DeadLetter, type HeldKey, type HeldKeySummary, keyName, type LetterPlace, type PlacedLetter } from './dead-letters.js';
import { KnownHolds } from './known-holds.js';

/** Where more is held, the database is asked about each message. */
const knownMax = 50_000;
/** A list that is longer is worked off from its begin. */
const shownMax = 1000;
/** Whoever frees a key must have seen its latest version. */
const oneChange = { $inc: { version: 1 } } as object;

interface KeyDocument extends Omit<HeldKeySummary, 'waiting' | 'group'> {
  readonly _id: string;
}

export class DeadLetters {
  private readonly letters: DocumentCollection;
  private readonly keys: DocumentCollection;
  private readonly known = new KnownHolds(() => this.names());

  constructor(database: Pick<Database, 'collection'>) {
    this.letters = database.collection('dead-letters');
    this.keys = database.collection('held-keys');
  }

  /** Makes sure of what the store needs, such as indexes. */
  async prepare(): Promise<void> {
    await this.letters.createIndex({ heldKey: 1, _id: 1 });
    // Without the marks of what was discarded, which have no group and never go.
    await this.keys.createIndex({ group: 1, since: 1, _id: 1 }, { partialFilterExpression: { group: { $exists: true } } });
  }

  /** Partitions were assigned to this process: what others held of them is read before their first message is handled. */
  assigned(): void {
    this.known.forget();
  }

  /** True while the key is held. */
  async held(key: HeldKey): Promise<boolean> {
    return (await this.keys.findOne({ _id: keyName(key) })) !== null;
  }

  /** Stores a dead letter and, when a key is given, holds that key. Repeatable. */
  async put(letter: DeadLetter, holds?: HeldKey): Promise<void> {
    // The hold first: a process that dies in between leaves a key held too much, never one that runs on.
    if (holds) await this.hold(holds, letter);
    await this.letters.updateOne({ _id: letterId(letter) }, { $set: document(letter, holds) }, { upsert: true });
    // And again: whoever released the key in between saw nothing that waits, and freed it.
    if (holds) await this.hold(holds, letter);
  }

  /** A message that was to be released died again; unless somebody else has handled it meanwhile. */
  async putAgain(letter: DeadLetter, holds: HeldKey): Promise<void> {
    const { reason, type = null, detail, failures } = letter;
    const why = { reason, ...(detail ? { detail } : {}), ...(failures ? { failures } : {}) };
    const kept = await this.letters.updateOne({ _id: letterId(letter) }, { $set: why });
    if (kept.matchedCount > 0) await this.keys.updateOne({ _id: keyName(holds) }, { ...oneChange, $set: { reason, type } });
  }

  /**
   * Puts a message behind what holds its key. Undefined when nothing does, or no more: then it is to be delivered. Repeatable. `tried`: it
   * was delivered before and is here still, so much may have happened since it was read what is held.
   */
  async append(letter: DeadLetter, behind: HeldKey | undefined, tried: boolean): Promise<'behind' | 'discarded' | undefined> {
    const names = [...(behind ? [keyName(behind)] : []), discardedId(letter)];
    if (!tried && !(await this.known.some(names))) return undefined;
    const [held, discarded] = await Promise.all([behind ? this.held(behind) : false, this.wasDiscarded(letter)]);
    if (discarded) return 'discarded';
    if (behind && !held) this.known.drop(keyName(behind));
    if (!behind || !held) return undefined;
    await this.letters.updateOne({ _id: letterId(letter) }, { $setOnInsert: document(letter, behind) }, { upsert: true });
    const stillHeld = await this.keys.updateOne({ _id: keyName(behind) }, oneChange);
    if (stillHeld.matchedCount > 0) return 'behind';
    // Freed in between: whoever freed the key has handled the message, unless it is still here.
    const left = await this.letters.deleteOne({ _id: letterId(letter) });
    if (left.deletedCount === 0) return 'behind';
    return (await this.wasDiscarded(letter)) ? 'discarded' : undefined;
  }

  /** The keys of a group that wait for a newer build, with the types they wait for. */
  async waitingForBuild(group: string): Promise<{ key: HeldKey; type: string }[]> {
    const found = (await this.keys.find({ group, reason: 'newer version' }).toArray()) as unknown as (HeldKey & { type: string })[];
    return found.map(({ topic, key, type }) => ({ key: { group, topic, key }, type }));
  }

  /** Takes a held key for release, for one releaser at a time and `forMs`; false when another has it, or it is not held. */
  async claim(key: HeldKey, owner: string, forMs: number): Promise<boolean> {
    const free = { $or: [{ $in: [{ $ifNull: ['$claimedBy', null] }, [null, owner]] }, { $lt: ['$claimedUntil', '$$NOW'] }] };
    const take = { claimedBy: owner, claimedUntil: { $add: ['$$NOW', forMs] } };
    const claimed = await this.keys.updateOne({ _id: keyName(key), $expr: free }, [{ $set: take }]);
    return claimed.matchedCount > 0;
  }

  /** Since when the first of a group's keys of that name is held, on whatever topic, as an ISO instant; undefined when none is. */
  async heldSince(group: string, topics: readonly string[], key: string): Promise<string | undefined> {
    const names = topics.map((topic) => keyName({ group, topic, key }));
    const held = await this.keys.find({ _id: { $in: names } }, { sort: { since: 1 }, limit: 1 }).toArray();
    return held[0]?.since as string | undefined;
  }

  /** The keys of a group that are held, oldest first; at most 1000. */
  async keysOf(group: string): Promise<HeldKeySummary[]> {
    const releasing = { $and: [{ $ne: ['$claimedBy', null] }, { $gt: ['$claimedUntil', '$$NOW'] }] };
    const projection = { topic: 1, key: 1, reason: 1, type: 1, since: 1, releasing };
    const held = await this.keys.find({ group }, { sort: { since: 1, _id: 1 }, limit: shownMax, projection }).toArray();
    return Promise.all(
      (held as unknown as KeyDocument[]).map(async ({ _id, ...key }) => ({
        ...{ group, ...key },
        waiting: await this.letters.countDocuments({ heldKey: _id }),
      })),
    );
  }

  /** What waits for the key, in order; the first 1000. */
  async waiting(key: HeldKey): Promise<DeadLetter[]> {
    const found = await this.letters.find({ heldKey: keyName(key) }, { sort: { _id: 1 }, limit: shownMax }).toArray();
    return found.map((each) => letterOf(each as unknown as LetterDocument));
  }

  /** Dead letters of a group that hold no key, in the order of their places; the first 1000. */
  async loose(group: string): Promise<DeadLetter[]> {
    const found = await this.letters.find({ group, heldKey: { $exists: false } }, { sort: { _id: 1 }, limit: shownMax }).toArray();
    return found.map((each) => letterOf(each as unknown as LetterDocument));
  }

  async looseAt(group: string, place: LetterPlace): Promise<DeadLetter | undefined> {
    const found = await this.letters.findOne({ _id: letterId({ group, message: place }), heldKey: { $exists: false } });
    return found ? letterOf(found as unknown as LetterDocument) : undefined;
  }

  /** The oldest message that waits for the key. */
  async oldest(key: HeldKey): Promise<DeadLetter | undefined> {
    const found = await this.letters.findOne({ heldKey: keyName(key) }, { sort: { _id: 1 } });
    return found ? letterOf(found as unknown as LetterDocument) : undefined;
  }

  /** Forgets a message that was handled or is to be dropped. */
  async remove(letter: DeadLetter): Promise<void> {
    await this.letters.deleteOne({ _id: letterId(letter) });
  }

  /** Drops a message for good: it is not delivered when Kafka brings it again. */
  async discard(letter: DeadLetter): Promise<void> {
    this.known.add(discardedId(letter));
    // The mark first: until the letter is gone, its key is held.
    await this.keys.updateOne({ _id: discardedId(letter) }, { $set: { discarded: true } }, { upsert: true });
    await this.remove(letter);
  }

  async wasDiscarded(letter: PlacedLetter): Promise<boolean> {
    return (await this.keys.findOne({ _id: discardedId(letter) })) !== null;
  }

  /** Frees the key when nothing waits any more; false when something came meanwhile. */
  async free(key: HeldKey): Promise<boolean> {
    const hold = await this.keys.findOne({ _id: keyName(key) });
    if (!hold) return true;
    if (await this.oldest(key)) return false;
    const freed = await this.keys.deleteOne({ _id: keyName(key), version: hold.version });
    return freed.deletedCount > 0;
  }

  /** Gives the claim back; the key stays held. */
  async unclaim(key: HeldKey, owner: string): Promise<void> {
    await this.keys.updateOne({ _id: keyName(key), claimedBy: owner }, { $set: { claimedBy: null, claimedUntil: null } });
  }

  /** Of keys that are held, and of messages that were discarded, or may be while Kafka brings them again. */
  private async names(): Promise<Set<string> | undefined> {
    const ids = { projection: { _id: 1 }, limit: knownMax + 1 } as const;
    const keys = await this.keys.find({}, ids).toArray();
    const loose = await this.letters.find({ heldKey: { $exists: false } }, ids).toArray();
    if (keys.length + loose.length > knownMax) return undefined;
    return new Set([...keys.map(({ _id }) => _id), ...loose.map(({ _id }) => discardMark(_id))]);
  }

  private async hold(key: HeldKey, { reason, type, at }: DeadLetter): Promise<void> {
    this.known.add(keyName(key));
    try {
      await this.keys.insertOne({
        _id: keyName(key),
        ...key,
        reason,
        type: type ?? null,
        since: at,
        version: 1,
        claimedBy: null,
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.keys.updateOne({ _id: keyName(key) }, { ...oneChange, $set: { reason, type: type ?? null } });
    }
  }
}
