/** What the projector remembers of heads: only what it has folded itself from the first commit on. */
import { type Head, Projector, type ServicePorts } from '@rolecall/messaging';
import { commitOf, log, rebuilt, streamOf, world } from './tally.js';

/** A projector, and the streams whose heads it has read since it was asked last. */
function watched(ports: ServicePorts) {
  const read: string[] = [];
  const database = Object.assign(Object.create(ports.database), {
    heads: (streams: readonly string[]) => {
      read.push(...streams);
      return ports.database.heads(streams);
    },
  });
  const projector = new Projector(Object.assign(Object.create(ports), { database }), { onBroken: log });
  const commit = async (n: number, version: number) => {
    const next = commitOf(streamOf(n), version);
    await ports.database.append([next]);
    await projector.handle([next]);
  };
  return { projector, commit, readOf: () => read.splice(0) };
}
const sumOf = async ({ database }: ServicePorts, n: number) => ((await database.head(streamOf(n))) as Head<{ sum: number }>).state.sum;

it('goes on without a read from heads that it has folded from their first commit on', async () => {
  const { ports } = await world(0);
  const { commit, readOf } = watched(ports);
  await commit(7, 1);
  await commit(7, 2);
  expect(await sumOf(ports, 7)).toBe(2);
  expect(readOf()).toEqual([]);
  // A head that was damaged or lost meanwhile is whole again with the next commit.
  await ports.database.collection('heads').deleteMany({});
  await commit(7, 3);
  expect(await ports.database.head(streamOf(7))).toMatchObject({ version: 3, state: { sum: 3 } });
  await ports.database.close();
});

it('reads all others each time: a wrong one is not kept beyond its repair', async () => {
  const { ports } = await world(1);
  await watched(ports).projector.recover(await ports.database.commitsFrom(undefined, 500));
  await ports.database.collection('heads').updateOne({ _id: streamOf(0) }, { $set: { 'state.sum': 76 } });
  const { commit, readOf } = watched(ports);
  await commit(0, 2);
  expect(await sumOf(ports, 0)).toBe(77);
  await rebuilt(ports);
  expect(await sumOf(ports, 0)).toBe(2);
  await commit(0, 3);
  expect(await sumOf(ports, 0)).toBe(3);
  expect(readOf()).toEqual([streamOf(0), streamOf(0)]);
  await ports.database.close();
});

it('remembers nothing of what another process went on with: a gap is read from the commits', async () => {
  const { ports } = await world(0);
  const { projector, commit } = watched(ports);
  await commit(3, 1);
  await ports.database.append([commitOf(streamOf(3), 2)]);
  await commit(3, 3);
  expect(await ports.database.head(streamOf(3))).toMatchObject({ version: 3, state: { sum: 3 } });
  // Again, as after a mark that was not saved.
  await projector.handle([commitOf(streamOf(3), 1), commitOf(streamOf(3), 2)]);
  expect(await ports.database.head(streamOf(3))).toMatchObject({ version: 3, state: { sum: 3 } });
  await ports.database.close();
});

it('brings back heads that were lost when it recovers, also those that it remembers', async () => {
  const { ports } = await world(0);
  const { projector, commit } = watched(ports);
  await commit(5, 1);
  await ports.database.collection('heads').deleteMany({});
  await projector.recover([commitOf(streamOf(5), 1)]);
  expect(await ports.database.head(streamOf(5))).toMatchObject({ version: 1, state: { sum: 1 } });
  await ports.database.close();
});
