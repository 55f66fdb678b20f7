/** What is dead is counted every ten seconds: by an index, and within a time, however much was discarded before. */
import { DeadLetters, MongoDatabase, WaitingWatch } from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { mongo } from 'mongoose';
import { HandClock } from '../hand-clock.js';
import { mongoUrl } from '../servers.js';

const group = 'rolecall.counted';
const discarded = 3000;
const ids = Array.from({ length: discarded }, (_, n) => n);

interface Profiled {
  readonly ns: string;
  readonly planSummary?: string;
  readonly docsExamined?: number;
  readonly command: { readonly maxTimeMS?: number };
}

let client: mongo.MongoClient;
let database: MongoDatabase;
beforeAll(async () => {
  const url = mongoUrl('counted');
  [client, database] = [new mongo.MongoClient(url), await MongoDatabase.open(url)];
});
afterAll(async () => {
  await client.close();
  await database.close();
});

const deadDeadlines = (many: readonly number[], isDiscarded: boolean) =>
  many.map((n) => ({ _id: `acme/thing/${isDiscarded}-${n}`, at: `2026-01-0${(n % 9) + 1}`, discarded: isDiscarded }));

it('looks at what waits, and at nothing that was discarded', async () => {
  const db = client.db();
  await new DeadLetters(database).prepare();
  const stores = new Map([['thing', {}]]) as never;
  const watch = new WaitingWatch({ database, clock: new HandClock(), stores }, group, { log: (_, message) => expect(message).toBe('') });
  await watch.prepare();
  type Stored = { _id: string; [field: string]: unknown };
  await db
    .collection<Stored>('held-keys')
    .insertMany([
      ...ids.map((n) => ({ _id: `discarded ${group}/t/${n}`, discarded: true })),
      ...['a', 'b'].map((key) => ({ _id: `${group}/t/${key}`, group, topic: 't', key, since: '2026-01-01T00:00:00.000Z' })),
      { _id: 'other/t/a', group: 'other', topic: 't', key: 'a', since: '2025-01-01T00:00:00.000Z' },
    ]);
  await db.collection<Stored>('dead-deadlines').insertMany([...deadDeadlines(ids, true), ...deadDeadlines([1, 2, 3], false)]);
  await db.command({ profile: 2 });
  watch.start();
  const count = async (name: string) => Number(new RegExp(`^${name}\\{.*\\} (.*)$`, 'm').exec((await metrics.exposition()).text)?.[1]);
  await eventually(async () => (await count('hiring_dead_deadlines')) === 3);
  expect(await count('hiring_held_keys')).toBe(2);
  await watch.stop();
  await db.command({ profile: 0 });
  const ours = { ns: { $in: ['held-keys', 'dead-letters', 'dead-deadlines'].map((name) => `${db.databaseName}.${name}`) } };
  const seen = await db.collection<Profiled>('system.profile').find(ours).toArray();
  expect(seen).toHaveLength(4);
  for (const { planSummary, docsExamined, command } of seen) {
    expect(planSummary).toMatch(/^(IXSCAN|EOF|COUNT_SCAN)/);
    expect(docsExamined ?? 0).toBeLessThanOrEqual(3);
    expect(command.maxTimeMS).toBe(5000);
  }
});
