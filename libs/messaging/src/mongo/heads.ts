/** Heads in MongoDB: snapshots that only ever move forward. */
import type { Model, mongo } from 'mongoose';
import type { Head, Page } from '../ports.js';

type Heads = Model<Head>;
const native = (model: Heads) => model.collection as unknown as mongo.Collection<Head>;

/** Also heads of which only `published` is known so far: they have no version and no stateVersion. */
export async function read(model: Heads, streams: readonly string[]): Promise<Map<string, Head>> {
  const found = await native(model)
    .find({ _id: { $in: [...streams] } })
    .toArray();
  return new Map(found.map((head) => [head._id, head as Head]));
}

/**
 * Replaces each head by a higher version, or a higher stateVersion at the same. The upsert of a head that is already ahead
 * meets its own id: a duplicate key, which means there is nothing to do.
 */
export async function put(model: Heads, heads: readonly Head[]): Promise<void> {
  const operations = heads.map(({ _id, dueAt, ...head }) => ({
    updateOne: {
      filter: {
        _id,
        $or: [
          { version: { $lt: head.version } },
          { version: { $exists: false } },
          { version: head.version, stateVersion: { $lt: head.stateVersion } },
        ],
      },
      update: { $set: { ...head, ...(dueAt ? { dueAt } : {}) }, ...(dueAt ? {} : { $unset: { dueAt: '' } }) },
      upsert: true,
    },
  }));
  await ignoringDuplicates(native(model).bulkWrite(operations as never, { ordered: false }));
}

export async function find(model: Heads, prefix: string, where: Record<string, unknown>, { limit, after }: Page): Promise<Head[]> {
  const range = { $gte: prefix, $lt: `${prefix}\uffff`, ...(after ? { $gt: after } : {}) };
  return (await native(model)
    .find({ ...where, _id: range, version: { $exists: true } } as never, { sort: { _id: 1 }, limit })
    .toArray()) as Head[];
}

/** Without `$exists` it would scan everything and match heads without a deadline. */
export async function due(model: Heads, limit: number): Promise<Head[]> {
  const past = { dueAt: { $exists: true }, $expr: { $lte: ['$dueAt', '$$NOW'] } };
  return (await native(model)
    .find(past as never, { sort: { dueAt: 1 }, limit })
    .toArray()) as Head[];
}

export async function moveDue(model: Heads, stream: string, version: number, dueAt: Date | undefined): Promise<void> {
  await native(model).updateOne({ _id: stream, version } as never, (dueAt ? { $set: { dueAt } } : { $unset: { dueAt: '' } }) as never);
}

export async function markPublished(model: Heads, versions: ReadonlyMap<string, number>): Promise<void> {
  const operations = [...versions].map(([_id, published]) => ({
    updateOne: { filter: { _id }, update: { $max: { published } }, upsert: true },
  }));
  if (operations.length > 0) await ignoringDuplicates(native(model).bulkWrite(operations as never, { ordered: false }));
}

export async function index(model: Heads, fields: readonly string[]): Promise<void> {
  for (const field of fields) await native(model).createIndex({ [field]: 1, _id: 1 }, { sparse: true });
}

async function ignoringDuplicates(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    const failures = [(error as { writeErrors?: { code: number }[] }).writeErrors ?? []].flat();
    if (failures.length === 0 || failures.some(({ code }) => code !== 11000)) throw error;
  }
}
