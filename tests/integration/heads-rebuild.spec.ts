/** Heads put right from the commits on a real MongoDB, while commands, the projector and the timer go on. */
import {
  type Commit,
  DeadDeadlines,
  type Head,
  headsRebuild,
  Projector,
  type Replacement,
  type ServicePorts,
  Timer,
} from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { cause, commitOf, far, log, nameOf, projectorOf, rebuilt, rightHeads, streamOf, world } from './tally.js';

describe('heads that are lost or wrong', () => {
  it('come back while commands, projector and timer go on; none moves backwards, and what the relay knows is kept', async () => {
    const { ports, store, heads, streams } = await world(1500);
    const projector = projectorOf(ports);
    const timer = new Timer(ports, { log });
    projector.start();
    timer.start();
    await eventually(async () => (await heads.countDocuments({})) === streams, 30_000);
    await ports.database.markPublished(new Map(Array.from({ length: streams }, (_, n) => [streamOf(n), 1])));
    // The last third is lost; of the first, each seventh is wrong in its own way.
    await heads.deleteMany({ _id: { $gte: streamOf(1000) } });
    const damage: Record<string, unknown>[] = [
      { 'state.sum': 77 },
      { dueAt: new Date('2098-01-01') },
      { stateVersion: 0 },
      { version: 40, sequence: 40 },
      { broken: { at: far, error: 'TypeError' } },
      { at: far },
    ];
    for (const [position, fields] of damage.entries())
      await heads.updateMany({ _id: { $in: damaged(position) } }, { $set: fields } as object);

    // The load: commands on streams that are whole, and on those that are lost, all the time.
    const versions = new Map<string, number>();
    let going = true;
    const load = async (first: number) => {
      for (let n = first, round = 0; going; n = n + 8 < streams ? n + 8 : first, round += 1)
        if (n >= 500) await store.execute(nameOf(n), { do: 'add' }, cause(`load ${first} ${round}`));
    };
    const watching = async () => {
      while (going)
        for (const { _id, version } of (await heads.find({ _id: { $gte: streamOf(500) } }).toArray()) as unknown as Head[]) {
          if (version === undefined) continue;
          expect([_id, version >= (versions.get(_id) ?? 0)]).toEqual([_id, true]);
          versions.set(_id, version);
        }
    };
    const under = [watching(), ...Array.from({ length: 8 }, (_, n) => load(n))];
    const job = await rebuilt(ports);
    going = false;
    await Promise.all(under);
    expect(versions.size).toBeGreaterThan(500);
    expect(job).toMatchObject({ counts: { streams, broken: 0 }, findings: [] });
    expect(job.counts.written).toBeGreaterThanOrEqual(6 * 20);
    const right = await rightHeads(ports);
    const ids = right.map(({ _id }) => _id as string);
    await eventually(async () => {
      const shown = await ports.database.heads(ids);
      return right.every(({ _id, version }) => shown.get(_id as string)?.version === version);
    });
    const shown = (await heads.find({}, { sort: { _id: 1 } }).toArray()) as unknown as Head[];
    expect(shown.map(({ published: _, ...head }) => head)).toEqual(right);
    expect(shown.slice(0, 1000).filter(({ published }) => published !== 1)).toEqual([]);
    await Promise.all([projector.stop(), timer.stop()]);
    expect((await rebuilt(ports)).counts).toMatchObject({ written: 0, broken: 0 });
    await ports.database.close();
  }, 90_000);

  it('are put right once more when the projector had a wrong one in its hands meanwhile', async () => {
    const { ports, store } = await world(3);
    const projector = new Projector(ports, { onBroken: log });
    await projector.recover(await ports.database.commitsFrom(undefined, 500));
    await ports.database.collection('heads').updateOne({ _id: streamOf(0) }, { $set: { 'state.sum': 76 } });
    let replaced: () => void = () => undefined;
    const replacing = new Promise<void>((resolve) => {
      replaced = resolve;
    });
    const late = Object.assign(Object.create(ports.database), {
      putHeads: async (heads: Head[]) => {
        await replacing;
        await ports.database.putHeads(heads);
      },
    });
    // Between the rebuild's look at the head and its replacement a command comes, and the projector reads the wrong head.
    let projected: Promise<void> | undefined;
    const rebuilding = Object.assign(Object.create(ports.database), {
      replaceHeads: async (replacements: Replacement[]) => {
        const first = !projected;
        if (first) {
          await store.execute(nameOf(0), { do: 'add' }, cause('meanwhile'));
          const [commit] = await ports.database.commitsAfter(streamOf(0), 1);
          const slow: ServicePorts = Object.assign(Object.create(ports), { database: late });
          projected = new Projector(slow, { onBroken: log }).handle([commit as Commit]);
        }
        await ports.database.replaceHeads(replacements);
        replaced();
        await projected;
        if (first) expect(await ports.database.head(streamOf(0))).toMatchObject({ version: 2, state: { sum: 77 } });
      },
    });
    await rebuilt(ports, headsRebuild(Object.assign(Object.create(ports), { database: rebuilding })));
    expect(await ports.database.head(streamOf(0))).toMatchObject({ version: 2, state: { sum: 2 } });
    await ports.database.close();
  });

  it('get their deadline back, but not one that was given up, also when it was discarded since', async () => {
    const { ports, heads } = await world(2);
    const projector = new Projector(ports, { onBroken: log });
    await ports.database.append([commitOf(streamOf(1), 3)]);
    await projector.recover(await ports.database.commitsFrom(undefined, 500));
    await heads.updateMany({}, { $unset: { dueAt: '' } });
    const dead = { command: 'add', dueAt: far, at: far, attempts: 5, error: 'TypeError' };
    await new DeadDeadlines(ports.database).put({ stream: streamOf(1), ...dead });
    expect((await rebuilt(ports)).counts).toMatchObject({ written: 1 });
    expect((await ports.database.head(streamOf(0)))?.dueAt).toEqual(new Date(far));
    expect((await ports.database.head(streamOf(1)))?.dueAt).toBeUndefined();
    await heads.deleteMany({});
    await rebuilt(ports);
    expect((await ports.database.head(streamOf(1)))?.dueAt).toBeUndefined();
    await new DeadDeadlines(ports.database).discard({ stream: streamOf(1), ...dead });
    await heads.deleteMany({});
    await rebuilt(ports);
    expect((await ports.database.head(streamOf(1)))?.dueAt).toBeUndefined();
    await ports.database.close();
  });

  it('that a newer build has folded are left to it', async () => {
    const { ports, heads } = await world(1);
    await new Projector(ports, { onBroken: log }).recover(await ports.database.commitsFrom(undefined, 500));
    await heads.updateMany({}, { $set: { stateVersion: 2, state: { total: 1 } } });
    expect((await rebuilt(ports)).counts).toMatchObject({ written: 0 });
    expect(await ports.database.head(streamOf(0))).toMatchObject({ stateVersion: 2, state: { total: 1 } });
    await ports.database.close();
  });
});

describe('a stream that cannot be folded', () => {
  it('is found and flagged, keeps the head that it has, and is no longer flagged when it folds again', async () => {
    const { ports, heads } = await world(5);
    await new Projector(ports, { onBroken: log }).recover(await ports.database.commitsFrom(undefined, 500));
    const [senseless, gapped] = [commitOf(streamOf(0), 2), commitOf(streamOf(3), 3)];
    const foreign = commitOf('acme/ghost/g', 1);
    const bad = { ...senseless, events: senseless.events.map((each) => ({ ...each, data: null as never })) };
    await ports.database.append([bad, gapped, foreign]);
    const job = await rebuilt(ports);
    expect(job).toMatchObject({ status: 'done', counts: { streams: 6, broken: 2, written: 0 } });
    expect([...job.findings].sort()).toEqual([
      'acme/ghost/g: this build has no such aggregate',
      `${streamOf(0)}: cannot be folded after version 1: TypeError`,
      `${streamOf(3)}: cannot be folded after version 1: CommitMissing`,
    ]);
    expect(await ports.database.brokenAggregates(10)).toEqual([
      { stream: streamOf(0), at: expect.any(String), error: 'TypeError' },
      { stream: streamOf(3), at: expect.any(String), error: 'CommitMissing' },
    ]);
    expect(await ports.database.head(streamOf(0))).toMatchObject({ version: 1, state: { sum: 1 } });
    const commits = ports.database.collection('commits');
    await commits.deleteOne({ _id: bad._id });
    await ports.database.append([commitOf(streamOf(3), 2)]);
    expect(await rebuilt(ports)).toMatchObject({ counts: { broken: 0, written: 2 }, findings: [expect.stringContaining('ghost')] });
    expect(await ports.database.brokenAggregates(10)).toEqual([]);
    expect((await heads.find({}, { sort: { _id: 1 } }).toArray()) as unknown).toMatchObject(
      (await rightHeads(ports)).filter(({ _id }) => _id?.startsWith('acme/tally')),
    );
    await ports.database.close();
  });
});

/** Twenty streams for each way to be wrong, among the first 500, on which no command comes. */
const damaged = (position: number): string[] => Array.from({ length: 20 }, (_, n) => streamOf(n * 20 + position));
