/** Leases of followers in MongoDB. The server's clock decides, so the skew of ours does no harm. */

import type { Model, mongo } from 'mongoose';
import { upserting } from '../duplicate-key.js';
import type { Lease } from '../ports.js';
import type { FollowerDocument } from './schemas.js';

type Followers = Model<FollowerDocument>;
const native = (model: Followers) => model.collection as unknown as mongo.Collection<FollowerDocument>;

/**
 * Takes a free or expired lease with the next epoch, or renews one's own with the same; undefined while another holds it.
 * One update that decides by itself: an upsert takes no `$expr` in its filter.
 */
export async function take(model: Followers, name: string, owner: string, ttlMs: number): Promise<Lease | undefined> {
  const running = { $gt: ['$expiresAt', '$$NOW'] };
  const isMine = { $eq: ['$owner', owner] };
  const ifTaken = (taken: unknown, kept: string) => ({ $cond: ['$taken', taken, kept] });
  const decide = [
    { $set: { taken: { $or: [isMine, { $not: [running] }] }, renewed: { $and: [isMine, running] } } },
    {
      $set: {
        epoch: ifTaken({ $cond: ['$renewed', '$epoch', { $add: [{ $ifNull: ['$epoch', 0] }, 1] }] }, '$epoch'),
        expiresAt: ifTaken({ $add: ['$$NOW', ttlMs] }, '$expiresAt'),
        owner: ifTaken(owner, '$owner'),
      },
    },
    { $unset: ['taken', 'renewed'] },
  ];
  const found = await upserting(() =>
    native(model).findOneAndUpdate({ _id: name } as never, decide as never, { upsert: true, returnDocument: 'after' }),
  );
  return found?.owner === owner ? { epoch: found.epoch, token: found.token } : undefined;
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

/** See Database.readUpTo. */
export async function readUpTo(model: Followers, name: string): Promise<string | undefined> {
  const { token } = (await native(model).findOne({ _id: name } as never, { projection: { token: 1 } })) ?? {};
  const { recovering, readUpTo: at } = standingOf(token);
  return recovering ? new Date(0).toISOString() : at;
}

/** What a follower's mark tells of it. */
export function standingOf(token: unknown): { readonly readUpTo: string | undefined; readonly recovering: boolean } {
  const mark = token as { feed?: { at?: unknown }; recovering?: object } | undefined;
  return { readUpTo: timeOfToken(mark?.feed?.at), recovering: mark?.recovering !== undefined };
}

/** The token of a change stream begins with its time: a byte that says so, then seconds. */
export function timeOfToken(token: unknown): string | undefined {
  const data = (token as { _data?: unknown } | undefined)?._data;
  const [, seconds] = /^82([0-9a-f]{8})/i.exec(typeof data === 'string' ? data : '') ?? [];
  return seconds && new Date(Number.parseInt(seconds, 16) * 1000).toISOString();
}
