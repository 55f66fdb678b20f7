/** Aggregates that cannot be folded, on a real MongoDB: flagged by whoever meets them, they hold up no other, and come back by themselves. */
import { AggregateBroken, AggregateStore, BrokenWatch, classify, Projector, type ServicePorts } from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { eventually, testPorts } from '@rolecall/testing';
import { cause, commitOf, log, nameOf, streamOf, type Tally, tally, world } from './tally.js';

/** What a build with a bug makes of the second addition. */
const buggy: typeof tally = {
  ...tally,
  evolve: (state: Tally, happened) => {
    if (state.sum === 1) throw Object.assign(new RangeError('quotes Jane Doe'), { code: 'ERR_SUM' });
    return tally.evolve(state, happened);
  },
};

async function bothBuilds() {
  const { ports, store: mended, heads } = await world(0);
  const own = await testPorts('test', ports.database);
  const store = new AggregateStore(buggy, own);
  const watches: BrokenWatch[] = [];
  const watch = (of: ServicePorts) => {
    const said: string[] = [];
    const its = new BrokenWatch(of, { log: (_, message) => void said.push(message) });
    its.start();
    watches.push(its);
    return said;
  };
  const stop = async () => {
    await Promise.all(watches.map((each) => each.stop()));
    await ports.database.close();
  };
  // The second of the two is one too many for the build with the bug.
  await ports.database.append([commitOf(streamOf(0), 1), commitOf(streamOf(0), 2), commitOf(streamOf(1), 1)]);
  return { ports, own, store, mended, heads, watch, stop };
}

const flag = { stream: streamOf(0), at: expect.any(String), error: 'RangeError', code: 'ERR_SUM' };
const gauge = async () => (await metrics.aggregatesBroken.get()).values.find(({ labels }) => labels.aggregate === 'tally')?.value;
const counter = async () =>
  (await metrics.brokenAggregatesTotal.get()).values.find(({ labels }) => labels.aggregate === 'tally')?.value ?? 0;

it('is flagged by the projector, which goes on with the others, with class and code of the error alone', async () => {
  const { ports, own, stop } = await bothBuilds();
  const told: string[] = [];
  await new Projector(own, { onBroken: (stream) => void told.push(stream) }).recover(await own.database.commitsFrom(undefined, 500));
  expect(told).toEqual([streamOf(0)]);
  expect(await ports.database.brokenAggregates(10)).toEqual([flag]);
  expect(await ports.database.head(streamOf(1))).toMatchObject({ version: 1, state: { sum: 1 } });
  expect(await ports.database.findHeads('acme/tally/', {}, { limit: 10 })).toHaveLength(1);
  await stop();
});

it('can be neither read nor changed, which is a fault and never a refusal; whoever meets it flags it, and it counts once', async () => {
  const { ports, store, stop } = await bothBuilds();
  const before = await counter();
  const broken = { name: 'AggregateBroken', cause: { name: 'RangeError' } };
  await expect(store.load('acme', nameOf(0))).rejects.toMatchObject(broken);
  await expect(store.execute(nameOf(0), { do: 'add' }, cause('a'))).rejects.toMatchObject(broken);
  await expect(store.execute(nameOf(0), { do: 'add' }, { ...cause('d'), kind: 'delivery' })).rejects.toMatchObject(broken);
  await expect(store.dryRun(nameOf(0), { do: 'add' }, cause('b'))).rejects.toMatchObject(broken);
  expect(classify(new AggregateBroken(streamOf(0), new RangeError()))).toBe('fault');
  expect(await ports.database.brokenAggregates(10)).toEqual([flag]);
  expect([(await counter()) - before, await ports.database.commitsAfter(streamOf(0), 2)]).toEqual([1, []]);
  await expect(store.execute(nameOf(2), { do: 'add' }, cause('a'))).resolves.toMatchObject({ version: 1 });
  await stop();
});

it('is shown in lists as it was last, beside the others', async () => {
  const { own, store, heads, stop } = await bothBuilds();
  await new Projector(own, { onBroken: log }).recover(await own.database.commitsFrom(undefined, 500));
  await heads.updateOne({ _id: streamOf(0) }, { $set: { version: 1, sequence: 1, state: { sum: 1 }, stateVersion: 0, at: '' } });
  const found = await store.find('acme', {}, { limit: 10 });
  expect(found.map(({ id, state }) => [id, state.sum])).toEqual([
    [nameOf(0), 1],
    [nameOf(1), 1],
  ]);
  await stop();
});

it('is counted while it lasts, and put right by the first process whose build can fold it', async () => {
  const { ports, own, mended, watch, stop } = await bothBuilds();
  await new Projector(own, { onBroken: log }).recover(await own.database.commitsFrom(undefined, 500));
  const ofBuggy = watch(own);
  await eventually(async () => (await gauge()) === 1);
  expect([await ports.database.brokenAggregates(10), ofBuggy]).toEqual([[flag], []]);
  const ofMended = watch(ports);
  await eventually(async () => (await ports.database.brokenAggregates(10)).length === 0);
  await eventually(async () => (await gauge()) === 0);
  expect(ofMended).toEqual(['an aggregate can be folded again']);
  expect(await ports.database.head(streamOf(0))).toMatchObject({ version: 2, state: { sum: 2 } });
  await expect(mended.execute(nameOf(0), { do: 'add' }, cause('a'))).resolves.toMatchObject({ version: 3 });
  await stop();
});

it('has its lists folded anew while heads are of another build', async () => {
  const { ports, mended, heads, stop } = await bothBuilds();
  await new Projector(ports, { onBroken: log }).recover(await ports.database.commitsFrom(undefined, 500));
  await heads.updateMany({}, { $set: { stateVersion: 0, state: { total: 'of old' } } });
  expect((await mended.find('acme', {}, { limit: 10 })).map(({ state }) => state.sum)).toEqual([2, 1]);
  await stop();
});
