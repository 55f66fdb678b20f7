/**
 * The relay on a MongoDB that forgets, holds back, elects again, or loses the collection itself. Cases 26, 30, 31 and 33 of reliability.md;
 * rolled-back writes (27) need three members.
 */
import type { Database } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import type { mongo } from 'mongoose';
import { OwnMongod } from '../own-mongod.js';
import { instead, Relaying } from './relaying.js';

let mongod: OwnMongod;
let relaying: Relaying;
let database: mongo.Db;
let name = 0;
beforeAll(async () => {
  mongod = await OwnMongod.start();
});
afterAll(() => mongod.stop());
beforeEach(async () => {
  name += 1;
  relaying = await Relaying.open(mongod.url(`history-${name}`));
  database = mongod.admin.client.db(`history-${name}`);
});
afterEach(() => relaying.close());

const lost = () => relaying.logged.filter(({ why }) => why === 'feed_lost').length;

/** A relay has been here, and its mark stands. */
async function relayed(): Promise<void> {
  await relaying.happens('a', 3);
  const relay = relaying.start();
  await relaying.expectWhole();
  await relay.stop();
}

it('the log reaches back no further than behind the mark: recovers, and says so', async () => {
  await relayed();
  await relaying.happens('a', 3);
  await relaying.happens('b', 2);
  await mongod.forgetHistory();
  relaying.start();
  await relaying.expectWhole();
  expect(lost()).toBe(1);
});

it('what is on its way to a majority when a recovery begins is published too, though its feed begins behind it', async () => {
  await relaying.happens('b', 3);
  // It could not be taken later, when nothing can be written down.
  await relaying.database.lease('relay', 'a relay', 60_000);
  const majority = await mongod.holdMajority();
  const onItsWay = relaying.happens('a', 1);
  const commits = database.collection('commits');
  await eventually(() => commits.findOne({ stream: `${relaying.org}/thing/a` }, { readConcern: { level: 'local' } }));
  const leased = instead(relaying.database as Database, 'lease', async () => ({ epoch: 1, token: (await relaying.mark())?.token }));
  let read = false;
  const noticed = instead(leased, 'commitsFrom', async (after, max) => {
    const found = await relaying.database.commitsFrom(after, max);
    read = true;
    return found;
  });
  relaying.start('relay', relaying.ports({ database: noticed }));
  const isReading = async () => (await mongod.admin.command({ currentOp: 1, 'command.find': 'commits' })).inprog.length > 0;
  await eventually(async () => read || isReading());
  await majority.mayGoOn();
  await onItsWay;
  await relaying.expectWhole();
});

it('the primary steps down in the middle: goes on by itself, and what was acknowledged is published', async () => {
  await relayed();
  relaying.start();
  relaying.start('projector');
  let over = false;
  const load = Promise.all(
    ['a', 'b', 'c', 'd'].map(async (id) => {
      while (!over) await relaying.happens(id);
    }),
  );
  for (const _ of [1, 2]) {
    await mongod.stepDown();
    await relaying.happens('e', 20);
  }
  over = true;
  await load;
  await relaying.expectWhole();
  expect(lost()).toBe(0);
}, 120_000);

describe('the commits collection is', () => {
  it('dropped: what came before is published though it was not taken yet, and what comes after', async () => {
    await relayed();
    await relaying.happens('a', 3);
    await database.collection('commits').drop();
    await relaying.happens('b', 3);
    relaying.start();
    await relaying.expectWhole();
    await eventually(async () => lost() > 0);
    await relaying.happens('c', 2);
    await relaying.expectWhole();
  });

  it('dropped under a relay that follows it', async () => {
    await relayed();
    relaying.start();
    await relaying.happens('a', 3);
    await relaying.expectWhole();
    await database.collection('commits').drop();
    await eventually(async () => lost() > 0);
    await relaying.happens('b', 3);
    await relaying.expectWhole();
  });

  it('renamed and named back under a relay that follows it', async () => {
    await relayed();
    relaying.start();
    await database.collection('commits').rename('elsewhere');
    await eventually(async () => lost() > 0);
    await database.collection('elsewhere').rename('commits');
    await relaying.happens('a', 3);
    await relaying.expectWhole();
  });

  it('edited by hand: nothing but what was committed is published', async () => {
    await relayed();
    relaying.start();
    await relaying.happens('b', 2);
    await relaying.expectWhole();
    const commits = database.collection<{ _id: string }>('commits');
    await commits.updateOne({ _id: `${relaying.org}/thing/a/000000002` }, { $set: { 'events.0.data.note': 'forged' } });
    await commits.deleteOne({ _id: `${relaying.org}/thing/b/000000001` });
    await relaying.happens('c');
    await relaying.expectWhole();
    expect(relaying.messages.filter(({ value }) => String(value).includes('forged'))).toEqual([]);
    expect(new Set(relaying.messages.map(({ headers }) => headers.ce_id)).size).toBe(6);
  });
});
