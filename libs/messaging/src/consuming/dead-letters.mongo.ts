/** Dead letters in MongoDB: `dead-letters` holds messages in the order of their offsets, `held-keys` one document for each held key. */
import type { IncomingMessage } from '../kafka/broker.js';
import type { Clock, Database, DocumentCollection } from '../ports.js';
import { type DeadLetter, type DeadLetters, type HeldKey, keyName } from './dead-letters.js';

const duplicateKey = 11_000;
/** Whoever frees a key must have seen its latest version. */
const oneChange = { $inc: { version: 1 } } as object;

interface LetterDocument extends Omit<DeadLetter, 'message'> {
  readonly message: Omit<IncomingMessage, 'value'> & { readonly value: string | null; readonly encoding: 'utf8' | 'base64' };
}

export class MongoDeadLetters implements DeadLetters {
  private readonly letters: DocumentCollection;
  private readonly keys: DocumentCollection;

  constructor(
    database: Pick<Database, 'collection'>,
    private readonly clock: Clock,
  ) {
    this.letters = database.collection('dead-letters');
    this.keys = database.collection('held-keys');
  }

  async prepare(): Promise<void> {
    await this.letters.createIndex({ heldKey: 1, _id: 1 });
  }

  async held(key: HeldKey): Promise<boolean> {
    return (await this.keys.findOne({ _id: keyName(key) }, { projection: { _id: 1 } })) !== null;
  }

  async put(letter: DeadLetter, holds?: HeldKey): Promise<void> {
    // The hold first: a process that dies in between leaves a key held too much, never one that runs on.
    if (holds) await this.hold(holds, letter);
    await this.letters.updateOne({ _id: letterId(letter) }, { $set: document(letter, holds) }, { upsert: true });
  }

  async append(letter: DeadLetter, behind: HeldKey): Promise<boolean> {
    if (!(await this.held(behind))) return false;
    await this.letters.updateOne({ _id: letterId(letter) }, { $setOnInsert: document(letter, behind) }, { upsert: true });
    const stillHeld = await this.keys.updateOne({ _id: keyName(behind) }, oneChange);
    if (stillHeld.matchedCount > 0) return true;
    // Freed in between: whoever freed the key has handled the message, unless it is still here.
    const left = await this.letters.deleteOne({ _id: letterId(letter) });
    return left.deletedCount === 0;
  }

  async waitingForBuild(group: string): Promise<{ key: HeldKey; type: string }[]> {
    const found = (await this.keys.find({ group, reason: 'newer version' }).toArray()) as unknown as (HeldKey & { type: string })[];
    return found.map(({ topic, key, type }) => ({ key: { group, topic, key }, type }));
  }

  async claim(key: HeldKey, owner: string, forMs: number): Promise<boolean> {
    const now = Date.parse(this.clock.now());
    const free = { $or: [{ claimedBy: { $in: [null, owner] } }, { claimedUntil: { $lt: now } }] };
    const claimed = await this.keys.updateOne(
      { _id: keyName(key), ...free },
      { $set: { state: 'releasing', claimedBy: owner, claimedUntil: now + forMs } },
    );
    return claimed.matchedCount > 0;
  }

  async oldest(key: HeldKey): Promise<DeadLetter | undefined> {
    const found = await this.letters.findOne({ heldKey: keyName(key) }, { sort: { _id: 1 } });
    return found ? letterOf(found as unknown as LetterDocument) : undefined;
  }

  async remove(letter: DeadLetter): Promise<void> {
    await this.letters.deleteOne({ _id: letterId(letter) });
  }

  async free(key: HeldKey): Promise<boolean> {
    const hold = await this.keys.findOne({ _id: keyName(key) });
    if (!hold) return true;
    if (await this.oldest(key)) return false;
    const freed = await this.keys.deleteOne({ _id: keyName(key), version: hold.version });
    return freed.deletedCount > 0;
  }

  async unclaim(key: HeldKey, owner: string): Promise<void> {
    await this.keys.updateOne({ _id: keyName(key), claimedBy: owner }, { $set: { state: 'held', claimedBy: null, claimedUntil: null } });
  }

  private async hold(key: HeldKey, { reason, type, at }: DeadLetter): Promise<void> {
    try {
      await this.keys.insertOne({
        _id: keyName(key),
        ...key,
        state: 'held',
        reason,
        type: type ?? null,
        since: at,
        version: 1,
        claimedBy: null,
      });
    } catch (error) {
      if ((error as { code?: number }).code !== duplicateKey) throw error;
      await this.keys.updateOne({ _id: keyName(key) }, oneChange);
    }
  }
}

/** Sorted as the partition is: a key is on one partition, so its letters come in their order. */
const letterId = ({ group, message: { topic, partition, offset } }: DeadLetter): string =>
  `${group}/${topic}/${String(partition).padStart(6, '0')}/${offset.padStart(20, '0')}`;

function document({ message, ...letter }: DeadLetter, holds: HeldKey | undefined) {
  const { value } = message;
  const text = value?.toString('utf8') ?? null;
  const faithful = value === null || Buffer.from(text as string).equals(value);
  const stored = { ...message, value: faithful ? text : (value as Buffer).toString('base64'), encoding: faithful ? 'utf8' : 'base64' };
  // A list, for the names of headers may hold dots.
  return { ...letter, message: { ...stored, headers: Object.entries(message.headers) }, ...(holds ? { heldKey: keyName(holds) } : {}) };
}

function letterOf({ message, ...letter }: LetterDocument): DeadLetter {
  const { value, encoding, headers, ...rest } = message;
  const entries = headers as unknown as [string, string][];
  return {
    ...letter,
    message: { ...rest, headers: Object.fromEntries(entries), value: value === null ? null : Buffer.from(value, encoding) },
  };
}
