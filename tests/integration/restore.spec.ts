/** A database comes back from a backup that is an hour old, and its topics hold what came after. */
import {
  AggregateStore,
  type Commit,
  type GroupPlace,
  groupOf,
  type MongoDatabase,
  RestoreRefused,
  restore,
  ServicePorts,
} from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import {
  type Backup,
  backupOf,
  broughtBack,
  cause,
  cry,
  OnCried,
  openBroker,
  openDatabase,
  published,
  service,
  Teller,
  tale,
  topic,
} from './restore.tales.js';

const broker = await openBroker();
const group = groupOf(service);
const opened: MongoDatabase[] = [];
const before = await openDatabase();
opened.push(before);
let backup: Backup;
let backupTaken: string;
/** What the lost database held at its end, and the last thing it held that nobody was told. */
let lost: Commit[];
let untold: string;
/** Where the lost hour left the group. */
let left: GroupPlace[];

const commitsOf = async (database: MongoDatabase): Promise<Commit[]> => {
  const found: Commit[] = [];
  for await (const commit of database.allCommits()) found.push(commit);
  return found;
};
const allPublished = (database: MongoDatabase) =>
  eventually(async () => {
    const ids = new Set((await published(broker)).map(({ id }) => id));
    const told = (await commitsOf(database)).flatMap(({ events }) => events.filter(({ type }) => type === 'tale.told.v1'));
    return told.every(({ id }) => ids.has(id));
  }, 30_000);
const heard = (what: string) => eventually(async () => OnCried.heard.includes(what), 30_000);
const from = async (of = backup) => {
  const database = await broughtBack(of);
  opened.push(database);
  return database;
};
const restored = (database: MongoDatabase, apply = true, more = {}) =>
  restore(new ServicePorts(service, database, broker), {
    backupTaken,
    apply,
    textsOf: ({ data }) => (data.noteId ? [['notes', String(data.noteId)]] : []),
    ...more,
  });

beforeAll(async () => {
  const teller = await Teller.start(before, broker);
  await teller.tell('a', 'one');
  await teller.tell('b', 'twice');
  await cry(broker, 'a', 'cried before');
  await heard('a:cried before');
  await allPublished(before);
  // The place is saved now and then.
  await eventually(async () => (await before.collection('group-places').countDocuments({})) > 0, 20_000);
  backupTaken = new Date().toISOString();
  backup = await backupOf(before);

  await teller.tell('a', 'two', 'by key');
  await teller.tell('b', 'secret');
  await cry(broker, 'b', 'enough');
  await heard('b:enough');
  await teller.tell('b', 'three');
  await teller.tell('c', 'twice');
  await cry(broker, 'a', 'cried in the lost hour');
  await cry(broker, 'd', 'cried first');
  await heard('a:cried in the lost hour');
  await heard('d:cried first');
  await allPublished(before);
  await teller.stop();
  const nobodyTells = new ServicePorts(service, before, broker);
  await new AggregateStore(tale, nobodyTells).execute('c', { do: 'tell', taleId: 'c', what: 'untold' }, cause('untold'));
  lost = await commitsOf(before);
  untold = 'acme/tale/c/000000002';
  left = await broker.placesOf(group, [topic]);
  // The leases that the backup holds are an hour old when it comes back.
  const leases = (backup.get('followers') ?? []) as unknown as { expiresAt: Date }[];
  await eventually(async () => leases.every(({ expiresAt }) => expiresAt.getTime() < Date.now()), 20_000);
}, 120_000);
afterAll(async () => {
  await broker.close();
  for (const database of opened) await database.close();
});

/** As it was, but for what no topic tells: internal events, roles, the server's own time. */
const asTold = ({ ts: _, restored: __, actor, events, ...commit }: Commit & { ts?: unknown }) => ({
  ...commit,
  actor: { kind: actor.kind, id: actor.id },
  events: events.filter(({ type }) => type !== 'tale.kept.v1'),
});

it('says what it would do, and writes nothing', async () => {
  const database = await from();
  const report = await restored(database, false);
  expect(await backupOf(database)).toEqual(backup);
  expect(report).toMatchObject({ applied: false, commits: 6, events: 7, emptyCommits: 1, internalEvents: 1, findings: [] });
  expect(report.texts).toEqual({ notes: 6 });
  expect([...report.textsOf].sort()).toEqual(['a', 'b', 'c', 'd'].map((id) => `acme/tale/${id}`));
});

it('brings back every commit that was published, as it was, with its id, cause, time and person; and no gap', async () => {
  const database = await from();
  const report = await restored(database);
  expect(report).toMatchObject({ applied: true, commits: 6, events: 7, emptyCommits: 1, internalEvents: 1, findings: [] });
  const after = await commitsOf(database);
  expect(after.map(({ _id }) => _id)).toEqual(lost.map(({ _id }) => _id).filter((id) => id !== untold));
  const refused = 'acme/tale/b/000000003';
  for (const commit of lost.filter(({ _id }) => _id !== untold && _id !== refused)) {
    const there = after.find(({ _id }) => _id === commit._id) as Commit;
    expect(asTold(there)).toEqual(asTold(commit));
    expect('restored' in there).toBe(!backup.get('commits')?.some(({ _id }) => _id === commit._id));
  }
  const filled = after.find(({ _id }) => _id === refused);
  expect(filled).toMatchObject({ events: [], cause: 'restored:3', actor: { kind: 'service', id: 'restore' } });
  const again = await restored(database);
  expect(again).toMatchObject({ commits: 0, events: 0, emptyCommits: 0, findings: [], rewound: [] });
  expect(await commitsOf(database)).toEqual(after);
});

it('is done by another run when it was killed in the middle', async () => {
  const database = await from();
  let appends = 0;
  const dying = new Proxy(database, {
    get(target, name) {
      if (name !== 'append') return Reflect.get(target, name);
      return async (commits: Commit[]) => {
        appends += 1;
        // Some are written and nothing of it is heard.
        await target.append(commits.slice(-2));
        return commits.map(() => ({ unknown: new Error('gone') }));
      };
    },
  });
  await expect(restored(dying)).rejects.toMatchObject({ name: 'RestoreInterrupted' });
  expect(appends).toBeGreaterThan(0);
  await restored(database);
  expect((await commitsOf(database)).map(({ _id }) => _id)).toEqual(lost.map(({ _id }) => _id).filter((id) => id !== untold));
});

it('goes on as if nothing had been lost: others are handled again and do nothing twice, nothing is published again, no version twice', async () => {
  const database = await from();
  await broker.setPlaces(group, left);
  const { rewound, toHandle } = await restored(database);
  expect(rewound.length).toBeGreaterThan(0);
  expect(toHandle).toBeGreaterThan(0);
  const toldBefore = await published(broker);
  const teller = await Teller.start(database, broker);
  try {
    await heard('a:cried in the lost hour');
    await heard('b:enough');
    await heard('d:cried first');
    expect((await teller.tell('a', 'anything', 'by key')).repeated).toBe(true);
    const { version } = await teller.tell('c', 'instead of what nobody was told');
    expect(version).toBe(2);
    await allPublished(database);
    expect((await teller.tales.load('acme', 'a'))?.state.parts).toEqual(['one', 'cried before', 'two', 'cried in the lost hour']);
    expect((await teller.tales.load('acme', 'b'))?.state.parts).toEqual(['twice', 'again', 'secret', 'three']);
    // Heads are brought forward by the projector alone.
    await eventually(async () => (await teller.tales.find('acme', {}, { limit: 10 })).length === 4);
    const heads = await teller.tales.find('acme', {}, { limit: 10 });
    expect(heads.map(({ id, version: at }) => [id, at])).toEqual([['a', 4], ['b', 5], ['c', 2], ['d', 1]]); // biome-ignore format: a table
    const toldAfter = await published(broker);
    expect(toldAfter.length - toldBefore.length).toBe(1);
    const byPlace = Map.groupBy(toldAfter, ({ stream, version: at, sequence }) => `${stream} ${at} ${sequence}`);
    for (const [place, events] of byPlace) expect([place, new Set(events.map(({ id }) => id)).size]).toEqual([place, 1]);
  } finally {
    await teller.stop();
  }
});

it('begins nothing while the service is at work, or somebody works on its database', async () => {
  const database = await from();
  const teller = await Teller.start(database, broker);
  await expect(restored(database)).rejects.toThrow('processes consume as rolecall.chronicler');
  await teller.stop();
  const other = await from();
  expect(await other.lease('relay', 'a process', 60_000)).toBeDefined();
  await expect(restored(other)).rejects.toThrow('the relay of this database');
  await expect(restored(other, false)).rejects.toThrow(RestoreRefused);
  expect((await commitsOf(other)).length).toBe(backup.get('commits')?.length);
});
