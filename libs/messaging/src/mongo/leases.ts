/** Leases of followers in MongoDB. The server's clock decides, so the skew of ours does no harm. */
import type { Model, mongo } from 'mongoose';
import type { Lease } from '../ports.js';
import type { FollowerDocument } from './schemas.js';

type Followers = Model<FollowerDocument>;
const native = (model: Followers) => model.collection as unknown as mongo.Collection<FollowerDocument>;

/** Takes a free or expired lease with the next epoch, or renews one's own with the same. */
export async function take(model: Followers, name: string, owner: string, ttlMs: number): Promise<Lease | undefined> {
  const mine = { $and: [{ $eq: ['$owner', owner] }, { $gt: ['$expiresAt', '$$NOW'] }] };
  const free = { $or: [{ $lte: ['$expiresAt', '$$NOW'] }, { $eq: ['$owner', owner] }, { $eq: [{ $type: '$owner' }, 'missing'] }] };
  const set = {
    epoch: { $cond: [mine, '$epoch', { $add: [{ $ifNull: ['$epoch', 0] }, 1] }] },
    expiresAt: { $add: ['$$NOW', ttlMs] },
    owner,
  };
  try {
    const taken = await native(model).findOneAndUpdate({ _id: name, $expr: free } as never, [{ $set: set }] as never, {
      upsert: true,
      returnDocument: 'after',
    });
    return taken ? { epoch: taken.epoch, token: taken.token } : undefined;
  } catch (error) {
    // Another owner holds it: the filter missed and the upsert met the id.
    if ((error as { code?: number }).code === 11000) return undefined;
    throw error;
  }
}

/** The fence: a mark is saved only under the epoch that is in force. */
export async function saveMark(model: Followers, name: string, epoch: number, token: unknown): Promise<boolean> {
  const saved = await native(model).updateOne(
    { _id: name, epoch } as never,
    (token === undefined ? { $unset: { token: '' } } : { $set: { token } }) as never,
  );
  return saved.matchedCount === 1;
}

export async function release(model: Followers, name: string, epoch: number): Promise<void> {
  await native(model).updateOne({ _id: name, epoch } as never, { $set: { expiresAt: new Date(0) } } as never);
}
