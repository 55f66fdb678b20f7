/**
 * Sweeps over many applications on a real MongoDB, without any broker: processes that die at whatever write, several at once, and what goes
 * on beside them. `SWEEP=200000` makes the last one as long as one likes, and prints what it took.
 */
import {
  type Appended,
  type Cause,
  type Commit,
  type Database,
  Follower,
  MongoDatabase,
  Projector,
  ServicePorts,
  streamOf,
  systemRandomness,
  Timer,
} from '@rolecall/messaging';
import { eventually, noBroker } from '@rolecall/testing';
import { CollectionVault } from '@rolecall/vault';
import { Applications } from '../../apps/screening/src/application/applications.js';
import { Evaluations } from '../../apps/screening/src/application/evaluations.js';
import { Candidates } from '../../apps/screening/src/candidate/candidates.js';
import { People } from '../../apps/screening/src/candidate/people.js';
import { RequisitionCopies } from '../../apps/screening/src/requisition/requisition-copies.js';
import { sweepIdOf } from '../../apps/screening/src/sweep/sweep.js';
import { Sweeps } from '../../apps/screening/src/sweep/sweeps.js';
import { WorkingTimes } from '../../apps/screening/src/working-time/working-times.js';
import { mongoUrl } from '../servers.js';
import { applied, org } from './applications.js';
import { inMs } from './service.js';

const log = () => undefined;
const cause = (id: string): Cause => ({ id, org, actor: { kind: 'person', id: 'mara' }, kind: 'request' });

let database: MongoDatabase;
let stops: (() => Promise<void>)[] = [];
beforeEach(async () => {
  database = await MongoDatabase.open(mongoUrl('sweeps'));
});
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
  await database.close();
});

/** A process of screening without consumers: its stores, and what runs beside them. */
function processOn(its: Database = database) {
  const ports = new ServicePorts('screening', its, noBroker);
  const [candidates, copies] = [new Candidates(ports), new RequisitionCopies(ports)];
  const people = new People(new CollectionVault(its, 'the hash key of a test that is long enough'));
  const applications = new Applications(ports, new Evaluations(ports, candidates, people, copies));
  const sweeps = new Sweeps(ports, applications, new WorkingTimes(ports));
  return {
    ...{ ports, applications, candidates, sweeps },
    timer: () => {
      const timer = new Timer(ports, { log });
      timer.start();
      return timer;
    },
  };
}
type Process = ReturnType<typeof processOn>;

/** Projects, as some process always does. */
async function projected({ ports }: Process): Promise<void> {
  await ports.database.indexHeads([...ports.stores.values()].flatMap(({ options }) => options.indexes ?? []));
  const projector = new Follower('projector', ports, new Projector(ports, { onBroken: log }), { log });
  projector.start();
  stops.push(() => projector.stop());
}

/** Dies with its `nth` commit: it is written and nobody is told, or not even that. Nothing of the process moves after it. */
function dying(nth: number, written: boolean): { its: Database; died: Promise<void> } {
  const never = new Promise<never>(() => undefined);
  let [left, dead] = [nth, false];
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  const its: Database = new Proxy(database, {
    get: (real, name) => {
      const found = Reflect.get(real, name) as unknown;
      if (typeof found !== 'function') return found;
      if (name === 'collection') return found.bind(real);
      if (name !== 'append') return (...args: unknown[]) => (dead ? never : found.apply(real, args));
      return async (commits: readonly Commit[]): Promise<Appended[]> => {
        if (dead) return never;
        left -= commits.length;
        if (left > 0) return real.append(commits);
        dead = true;
        // Of a group, the first are written.
        await real.append(commits.slice(0, commits.length + left - (written ? 0 : 1)));
        die();
        return never;
      };
    },
  });
  return { its, died };
}

const begun = async ({ sweeps }: Process, requisitionId: string, closeOn: string) =>
  sweeps.execute(
    sweepIdOf(requisitionId),
    { do: 'start', requisitionId, reason: 'position_filled', closeOn, owner: 'olga' },
    cause('ends'),
  );
const sweepOf = async ({ sweeps }: Process, requisitionId: string) => (await sweeps.load(org, sweepIdOf(requisitionId)))?.state;

/** What happened to applications, and to how many of them. */
async function stories(ids: readonly string[]): Promise<Map<string, number>> {
  const told = new Map<string, string>(ids.map((id) => [streamOf(org, 'application', id), '']));
  for await (const { stream, events } of database.allCommits())
    if (told.has(stream)) told.set(stream, [told.get(stream), ...events.map(({ type }) => type.split('.')[1])].join(' ').trim());
  return new Map([...Map.groupBy(told.values(), (story) => story)].map(([story, all]) => [story, all.length]));
}
const whole = 'received closing-announced task-opened closed task-done';

/** So many, whose heads are there. */
async function search(of: Process, many: number) {
  const requisitionId = systemRandomness.id();
  const ids = await applied(database, requisitionId, many);
  const where = { 'state.requisitionId': requisitionId, version: 1 };
  await eventually(async () => (await of.ports.database.collection('heads').countDocuments(where)) === many, 60_000 + many * 10);
  return { requisitionId, ids };
}

it('acts once on each application, whatever write its processes die with', async () => {
  const alive = processOn();
  await projected(alive);
  const { requisitionId, ids } = await search(alive, 120);
  await begun(alive, requisitionId, inMs(1));
  let deaths = 0;
  // Each dies later in its work than the one before, so that every kind of write is the last of one: of targets, between, of the sweep.
  for (let nth = 1; (await sweepOf(alive, requisitionId))?.status !== 'finished'; nth = (nth % 60) + 7) {
    const { its, died } = dying(nth, deaths % 2 === 0);
    processOn(its).timer();
    const finished = eventually(async () => (await sweepOf(alive, requisitionId))?.status === 'finished', 60_000);
    await Promise.race([died, finished]);
    finished.catch(log);
    deaths += 1;
  }
  expect(deaths).toBeGreaterThan(6);
  expect(await stories(ids)).toEqual(new Map([[whole, 120]]));
  expect(await sweepOf(alive, requisitionId)).toMatchObject({ counts: { failed: 0 } });
}, 120_000);

it('acts once on each with several processes at it, and leaves what is not its own', async () => {
  const all = [processOn(), processOn(), processOn()] as const;
  await projected(all[0]);
  const [other, { requisitionId, ids }] = [await search(all[0], 20), await search(all[0], 130)];
  for (const each of all) {
    const timer = each.timer();
    stops.push(() => timer.stop());
  }
  await begun(all[0], requisitionId, inMs(1));
  await eventually(async () => (await sweepOf(all[1], requisitionId))?.status === 'finished', 60_000);
  expect(await stories(ids)).toEqual(new Map([[whole, 130]]));
  expect(await stories(other.ids)).toEqual(new Map([['received', 20]]));
  expect(await sweepOf(all[2], requisitionId)).toMatchObject({ counts: { failed: 0 } });
}, 120_000);

it('goes on past an application that cannot be folded, and comes back for it after a while', async () => {
  const alive = processOn();
  await projected(alive);
  const { requisitionId, ids } = await search(alive, 60);
  const stream = streamOf(org, 'application', ids[5] ?? '');
  const [received] = await database.commitsAfter(stream, 0);
  const senseless = { ...(received as Commit), _id: `${stream}/000000002`, version: 2, cause: 'by hand', events: [null as never] };
  await database.append([senseless]);
  const timer = alive.timer();
  stops.push(() => timer.stop());
  await begun(alive, requisitionId, inMs(86_400_000));
  const sweep = await eventually(async () => {
    const now = await sweepOf(alive, requisitionId);
    return now && now.counts.failed > 0 && now.pass > 1 && now;
  }, 60_000);
  expect(sweep).toMatchObject({ status: 'announcing', counts: { announcing: 59, failed: 1 } });
  expect(await stories(ids.toSpliced(5, 1))).toEqual(new Map([['received closing-announced task-opened', 59]]));
  // The next pass comes a while later, not at once.
  expect(Date.parse(sweep.wakeAt) - Date.now()).toBeGreaterThan(10_000);
}, 90_000);

it(
  'holds nobody else up: commands are answered meanwhile, and other deadlines are met',
  async () => {
    const many = Number(process.env.SWEEP ?? 1500);
    const of = processOn();
    await projected(of);
    const [others, { requisitionId, ids }] = [(await search(of, 200)).ids, await search(of, many)];
    const asked = async (): Promise<number> => {
      const since = performance.now();
      await of.candidates.execute(systemRandomness.id(), { do: 'add', candidateId: systemRandomness.id() } as never, cause('add'));
      return performance.now() - since;
    };
    const calm: number[] = [];
    for (let n = 0; n < 100; n += 1) calm.push(await asked());
    const timer = of.timer();
    stops.push(() => timer.stop());
    const since = performance.now();
    await begun(of, requisitionId, inMs(86_400_000));
    const busy: number[] = [];
    const letters = new Map<string, string>();
    while ((await sweepOf(of, requisitionId))?.status !== 'waiting') {
      busy.push(await asked());
      const id = busy.length % 5 === 0 ? others.pop() : undefined;
      if (!id) continue;
      letters.set(id, inMs(2000));
      await of.applications.execute(
        id,
        { do: 'reject', reason: 'stronger_candidate', letterDueAt: letters.get(id) } as never,
        cause('reject'),
      );
    }
    const seconds = (performance.now() - since) / 1000;
    const lateMs: number[] = [];
    for (const [id, due] of letters) {
      const commits = await eventually(async () => {
        const all = await of.applications.history(org, id);
        return all.some(({ events }) => events.some(({ type }) => type === 'application.letter-released.v1')) && all;
      }, 30_000);
      lateMs.push(Date.parse(commits.at(-1)?.at ?? '') - Date.parse(due));
    }
    const share = (all: readonly number[], of_: number) => [...all].sort((a, b) => a - b)[Math.floor(all.length * of_)] ?? 0;
    const facts = {
      ...{
        applications: many,
        seconds: Math.round(seconds),
        memoryMb: Math.round(process.memoryUsage.rss() / 1_000_000),
        asked: busy.length,
      },
      ...{ times50: share(busy, 0.5) / share(calm, 0.5), times95: share(busy, 0.95) / share(calm, 0.95) },
      ...{ letters: letters.size, lateMs50: share(lateMs, 0.5), lateMs95: share(lateMs, 0.95) },
    };
    process.stderr.write(`  a sweep and what goes on beside it: ${JSON.stringify(facts)}\n`);
    expect(await stories(ids)).toEqual(new Map([['received closing-announced task-opened', many]]));
    expect(letters.size).toBeGreaterThan(0);
    expect(facts.times50).toBeLessThan(20);
    expect(facts.lateMs95).toBeLessThan(10_000);
  },
  600_000 + Number(process.env.SWEEP ?? 0) * 60,
);
