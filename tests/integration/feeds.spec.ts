/** Feeds of commits on a real MongoDB: each from its own place, and one change stream for those that stand near each other. */
import { type Commit, commitId, type Feed, FeedLost, MongoDatabase } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { mongo } from 'mongoose';
import { mongoUrl } from '../servers.js';

let database: MongoDatabase;
let raw: mongo.MongoClient;
let feeds: Feed[];
let told = 0;
beforeEach(async () => {
  const url = mongoUrl('feeds');
  database = await MongoDatabase.open(url);
  raw = await new mongo.MongoClient(url).connect();
  feeds = [];
  told = 0;
});
afterEach(async () => {
  for (const feed of feeds) await feed.close().catch(() => undefined);
  await raw.db().dropDatabase();
  await raw.close();
  await database.close();
});

async function open(token?: unknown): Promise<Feed> {
  const feed = await database.feed(token);
  feeds.push(feed);
  return feed;
}

/** So many commits, of which each has its number as its cause. */
async function happens(count: number): Promise<void> {
  const commits = Array.from({ length: count }, (_, n) => {
    const version = told + n + 1;
    const events = [{ id: `${version}`, sequence: version, type: 'thing.happened.v1', data: { note: 'x'.repeat(200) } }];
    const who = { actor: { kind: 'person', id: 'mara' }, correlationId: 'a' } as const;
    return {
      _id: commitId('acme/thing/a', version),
      stream: 'acme/thing/a',
      version,
      cause: `${version}`,
      events,
      at: '2026-03-02',
      ...who,
    };
  });
  told += count;
  for (let n = 0; n < count; n += 500) await database.append(commits.slice(n, n + 500) as Commit[]);
}

/** The numbers of the next so many commits; fewer when no more come. */
async function next(feed: Feed, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let empty = 0; found.length < count && empty < 3; ) {
    const commits = await feed.take(Math.min(count - found.length, 500));
    empty = commits.length === 0 ? empty + 1 : 0;
    found.push(...commits.map(({ version }) => version));
  }
  return found;
}
const numbers = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, n) => from + n);

/** Change streams that the server keeps for this database, at work or not. */
async function streams(): Promise<number> {
  const all = await raw
    .db('admin')
    .aggregate([{ $currentOp: { idleCursors: true } }])
    .toArray();
  const ns = `${raw.db().databaseName}.commits`;
  return all.filter((op) => op.ns === ns && JSON.stringify(op.cursor?.originatingCommand ?? '').includes('changeStream')).length;
}

it('two that stand near each other read one stream, each all of it, in order', async () => {
  const [one, other] = [await open(), await open()];
  expect(await streams()).toBe(2);
  await happens(5);
  expect([await next(one, 5), await next(other, 5)]).toEqual([numbers(1, 5), numbers(1, 5)]);
  await happens(3);
  expect([await next(other, 3), await next(one, 3)]).toEqual([numbers(6, 8), numbers(6, 8)]);
  await eventually(async () => (await streams()) === 1);
  await happens(700);
  const both = await Promise.all([next(one, 700), next(other, 700)]);
  expect(both).toEqual([numbers(9, 708), numbers(9, 708)]);
});

it('what is opened where another one stands reads with it, and goes on from its own place', async () => {
  const one = await open();
  await happens(6);
  expect(await next(one, 2)).toEqual([1, 2]);
  const place = one.token();
  expect(await next(one, 4)).toEqual(numbers(3, 6));
  const other = await open(place);
  expect(await streams()).toBe(1);
  expect(await next(other, 3)).toEqual([3, 4, 5]);
  const later = await open(other.token());
  expect([await next(later, 9), await next(other, 9), await next(one, 9)]).toEqual([[6], [6], []]);
  expect(await streams()).toBe(1);
});

it('one that falls far behind reads a stream of its own, and misses nothing', async () => {
  const [one, other] = [await open(), await open()];
  await happens(1);
  await Promise.all([next(one, 1), next(other, 1)]);
  await happens(1);
  await Promise.all([next(one, 1), next(other, 1)]);
  await eventually(async () => (await streams()) === 1);
  await happens(4500);
  expect(await next(one, 4500)).toEqual(numbers(3, 4502));
  expect(await next(other, 4500)).toEqual(numbers(3, 4502));
  await happens(1);
  expect([await next(one, 1), await next(other, 1)]).toEqual([[4503], [4503]]);
  await eventually(async () => (await streams()) === 1);
});

it('the place of one that gets nothing moves on, never past what it has not told', async () => {
  const [one, other] = [await open(), await open()];
  await happens(2);
  await Promise.all([next(one, 2), next(other, 2)]);
  await raw
    .db()
    .collection('others')
    .insertOne({ _id: 'a' as never });
  const before = one.token();
  await eventually(async () => {
    await one.take(1);
    return JSON.stringify(one.token()) !== JSON.stringify(before);
  });
  await happens(2);
  expect(await next(one, 2)).toEqual([3, 4]);
  expect(await next(await open(other.token()), 9)).toEqual([3, 4]);
});

it('one that ends leaves the other alone; the last one ends the stream', async () => {
  const one = await open();
  await happens(1);
  await next(one, 1);
  const other = await open(one.token());
  await one.close();
  await happens(2);
  expect(await next(other, 2)).toEqual([2, 3]);
  await other.close();
  await eventually(async () => (await streams()) === 0);
});

it('each learns that the commits are gone, after all that it was still to tell, and goes on with none of them', async () => {
  const one = await open();
  await happens(1);
  await next(one, 1);
  const other = await open(one.token());
  await happens(2);
  await raw.db().collection('commits').drop();
  for (const feed of [one, other]) {
    expect(await next(feed, 2)).toEqual([2, 3]);
    await expect(next(feed, 1)).rejects.toThrow(FeedLost);
    const again = await open(feed.token());
    await expect(next(again, 1)).rejects.toThrow(FeedLost);
  }
});
