/** Heads on a real MongoDB: they only move forward, and none is lost between the projector, which writes it, and the relay, which marks it. */
import { AggregateStore, type Head, MongoDatabase, Projector, ServicePorts } from '@rolecall/messaging';
import { noBroker } from '@rolecall/testing';
import { mongoUrl } from '../servers.js';
import { cause, tally } from './tally.js';

const database = await MongoDatabase.open(mongoUrl('heads'));
afterAll(() => database.close());

const headOf = (_id: string, version: number, more: Partial<Head> = {}): Head => ({
  ...{ _id, version, sequence: version, state: { version }, stateVersion: 1, at: '2026-03-02T09:00:00.000Z' },
  ...more,
});

it('is there whole, whichever of projector and relay comes first', async () => {
  const ids = Array.from({ length: 2000 }, (_, n) => `acme/raced/${String(n).padStart(5, '0')}`);
  for (const _id of ids)
    await Promise.all([
      database.putHeads([headOf(_id, 1, { dueAt: new Date('2026-03-02T09:00:00Z') })]),
      database.markPublished(new Map([[_id, 1]])),
    ]);
  const heads = [...(await database.heads(ids)).values()];
  expect(heads.filter(({ version, published, dueAt }) => version !== 1 || published !== 1 || !dueAt)).toEqual([]);
  expect(heads).toHaveLength(ids.length);
});

it('is never moved back, by an older version or by an older way to fold, while others of the same write go on', async () => {
  await database.putHeads([headOf('acme/thing/a', 5, { stateVersion: 2 })]);
  await database.putHeads([
    headOf('acme/thing/a', 4, { stateVersion: 2 }),
    headOf('acme/thing/a', 5, { stateVersion: 1 }),
    headOf('acme/thing/b', 1),
  ]);
  expect(await database.head('acme/thing/a')).toMatchObject({ version: 5, stateVersion: 2 });
  expect(await database.head('acme/thing/b')).toMatchObject({ version: 1 });
  await database.putHeads([headOf('acme/thing/a', 5, { stateVersion: 3, state: 'folded again' })]);
  expect(await database.head('acme/thing/a')).toMatchObject({ stateVersion: 3, state: 'folded again' });
});

it('keeps the highest published version, also of a head that is not there yet', async () => {
  await database.markPublished(new Map([['acme/thing/c', 3]]));
  await database.markPublished(new Map([['acme/thing/c', 2]]));
  expect(await database.findHeads('acme/thing/', {}, { limit: 10 })).toHaveLength(2);
  await database.putHeads([headOf('acme/thing/c', 4)]);
  expect(await database.head('acme/thing/c')).toMatchObject({ version: 4, published: 3 });
});

it('says so when a stream has grown by 5,000 commits, and not at each commit from then on', async () => {
  const ports = new ServicePorts('test', database, noBroker);
  const tallies = new AggregateStore(tally, ports);
  const told: unknown[] = [];
  const projector = new Projector(ports, { onBroken: () => undefined, onLong: (...said) => void told.push(said) });
  await database.putHeads([headOf('acme/tally/long', 9998, { state: { sum: 9998 } })]);
  for (const [n, expected] of [[], [['acme/tally/long', 10_000]], [['acme/tally/long', 10_000]]].entries()) {
    await tallies.execute('long', { do: 'add' }, cause(`add ${n}`));
    await projector.handle((await database.commitsAfter('acme/tally/long', 9998 + n)).slice(0, 1));
    expect(told).toEqual(expected);
  }
});
