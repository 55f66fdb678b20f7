/** Heads in MongoDB: snapshots that only ever move forward. */

import type { Model, mongo } from 'mongoose';
import { duplicateKey, isDuplicateKey } from '../duplicate-key.js';
import type { Broken, BrokenAggregate, DocumentCollection, DueHead, Head, HeadAt, Page, Replacement } from '../ports.js';

type Heads = Model<Head>;
const native = (model: Heads) => model.collection as unknown as mongo.Collection<Head>;

/** Also heads of which only `published` or `broken` is known so far: they have no version and no stateVersion. */
export async function read(model: Heads, streams: readonly string[]): Promise<Map<string, Head>> {
  const found = await native(model)
    .find({ _id: { $in: [...streams] } })
    .toArray();
  return new Map(found.map((head) => [head._id, head as Head]));
}

/** Replaces each head by a higher version, or a higher stateVersion at the same. */
export async function put(model: Heads, heads: readonly Head[]): Promise<void> {
  const operations = heads.map((head) => ({
    updateOne: {
      filter: {
        _id: head._id,
        $or: [
          { version: { $lt: head.version } },
          { version: { $exists: false } },
          { version: head.version, stateVersion: { $lt: head.stateVersion } },
        ],
      },
      update: by(head),
      upsert: true,
    },
  }));
  await upsert(model, operations);
}

export async function replace(model: Heads, replacements: readonly Replacement[]): Promise<void> {
  const operations = replacements.map(({ head, insteadOf }) => ({
    updateOne: { filter: { _id: head._id, version: insteadOf, stateVersion: { $lte: head.stateVersion } }, update: by(head) },
  }));
  if (operations.length > 0) await native(model).bulkWrite(operations as never, { ordered: false });
}

/** Everything but `published`, which is the relay's. */
function by({ _id, dueAt, traceparent, published: _, ...head }: Head): object {
  const mayBe = Object.entries({ dueAt, traceparent });
  const there = Object.fromEntries(mayBe.filter(([, value]) => value));
  const gone = Object.fromEntries(mayBe.flatMap(([name, value]) => (value ? [] : [[name, '']])));
  return { $set: { ...head, ...there }, $unset: { ...gone, broken: '' } };
}

/** False when it was flagged before. */
export async function flagBroken(model: Heads, stream: string, broken: Broken): Promise<boolean> {
  const flag = async (upsert: boolean) => {
    const unflagged = { _id: stream, broken: { $exists: false } };
    const { matchedCount, upsertedCount } = await native(model).updateOne(unflagged as never, { $set: { broken } }, { upsert });
    return matchedCount + upsertedCount > 0;
  };
  return flag(true).catch((error: unknown) => {
    // It is flagged, or its head was made at this very moment.
    if (isDuplicateKey(error)) return flag(false);
    throw error;
  });
}

export async function broken(model: Heads, limit: number): Promise<BrokenAggregate[]> {
  const found = await native(model)
    .find({ 'broken.at': { $exists: true } } as never, { sort: { 'broken.at': 1 }, limit, projection: { broken: 1 } })
    .toArray();
  return found.map((head) => ({ stream: head._id, ...(head.broken as Broken) }));
}

export async function find(model: Heads, prefix: string, where: Record<string, unknown>, { limit, after }: Page): Promise<Head[]> {
  const range = { $gte: prefix, $lt: `${prefix}\uffff`, ...(after ? { $gt: after } : {}) };
  return (await native(model)
    .find({ ...where, _id: range, version: { $exists: true } } as never, { sort: { _id: 1 }, limit })
    .toArray()) as Head[];
}

/** Without `$exists` it would scan everything and match heads without a deadline. */
export async function due(model: Heads, limit: number): Promise<DueHead[]> {
  const past = { dueAt: { $exists: true }, $expr: { $lte: ['$dueAt', '$$NOW'] } };
  return (await native(model)
    .find(past as never, { sort: { dueAt: 1 }, limit, projection: { version: 1, stateVersion: 1, dueAt: 1, now: '$$NOW' } })
    .toArray()) as unknown as DueHead[];
}

export async function moveDue(model: Heads, at: HeadAt, dueAt: Date | undefined): Promise<void> {
  await native(model).updateOne(still(at), (dueAt ? { $set: { dueAt } } : { $unset: { dueAt: '' } }) as never);
}

export async function putOffDue(model: Heads, at: HeadAt, byMs: number): Promise<void> {
  await native(model).updateOne(still(at), [{ $set: { dueAt: { $add: ['$$NOW', byMs] } } }] as never);
}

/** A newer build may have replaced it at the same version, with a deadline that this one does not know. */
const still = ({ _id, version, stateVersion }: HeadAt) => ({ _id, version, stateVersion }) as never;

export async function markPublished(model: Heads, versions: ReadonlyMap<string, number>): Promise<void> {
  const operations = [...versions].map(([_id, published]) => ({
    updateOne: { filter: { _id }, update: { $max: { published } }, upsert: true },
  }));
  if (operations.length > 0) await upsert(model, operations);
}

export async function publishedVersions(model: Heads, streams: readonly string[]): Promise<Map<string, number>> {
  const where = { _id: { $in: [...streams] }, published: { $exists: true } };
  const found = await native(model)
    .find(where, { projection: { published: 1 } })
    .toArray();
  return new Map(found.map(({ _id, published }) => [_id, published as number]));
}

export async function index(collection: DocumentCollection, fields: readonly string[]): Promise<void> {
  for (const field of fields) await collection.createIndex({ [field]: 1, _id: 1 }, { sparse: true });
}

/**
 * A duplicate key says that the head is there: already ahead, or made at this very moment by the other follower, which knows only its
 * own part of it. So it is tried once more: what is ahead meets its own id again and stays, the other is completed.
 */
async function upsert(model: Heads, operations: readonly object[], again = false): Promise<void> {
  try {
    await native(model).bulkWrite(operations as never, { ordered: false });
  } catch (error) {
    const failures = [(error as { writeErrors?: { code: number; index: number }[] }).writeErrors ?? []].flat();
    if (failures.length === 0 || failures.some(({ code }) => code !== duplicateKey)) throw error;
    if (!again)
      await upsert(
        model,
        failures.map(({ index }) => operations[index] as object),
        true,
      );
  }
}
