/** Deadlines on a real MongoDB, with several processes on one database: once each, by the database's clock, and waiting ones cost nothing. */
import { type Context, type Decider, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import {
  AggregateStore,
  type Cause,
  type Clock,
  Follower,
  type Head,
  MongoDatabase,
  Projector,
  ServicePorts,
  systemClock,
  Timer,
} from '@rolecall/messaging';
import { currentTrace, startTelemetry } from '@rolecall/telemetry';
import { eventually, noBroker } from '@rolecall/testing';
import { createConnection } from 'mongoose';
import { z } from 'zod';
import { mongoUrl } from '../servers.js';

const defineEvent = eventsOn({ topic: 'test.egg', key: 'eggId', service: 'test' });
const laid = defineEvent('egg.laid.v1', 'It is to hatch at a time.', z.object({ eggId: z.string(), at: z.string() }));
const hatched = defineEvent('egg.hatched.v1', 'It has hatched.', z.object({ eggId: z.string() }));
type EggEvent = EventOf<typeof laid> | EventOf<typeof hatched>;
const event = eventMaker<EggEvent>();

interface Egg {
  readonly hatchAt?: string;
  readonly hatched: number;
}
type Command = { do: 'lay'; hatchAt: string } | { do: 'hatch' };

/** What the decider saw, and when that really was. */
interface Seen {
  readonly command: string;
  readonly at: string;
  readonly really: number;
}

/** One process of a service, with a clock of its own. */
function processAt(database: MongoDatabase, offMs = 0, decide?: (command: Command & Context, state: Egg) => EggEvent[], slower = 1) {
  const sleep: Clock['sleep'] = (ms, signal) => systemClock.sleep(ms * slower, signal);
  const clock: Clock = { ...systemClock, sleep, now: () => new Date(Date.now() + offMs).toISOString() };
  const ports = new ServicePorts('test', database, noBroker, clock);
  const seen: Seen[] = [];
  const usual = (command: Command & Context, { hatchAt }: Egg): EggEvent[] => {
    seen.push({ command: command.do, at: command.at, really: Date.now() });
    if (command.do === 'lay') return [event('egg.laid.v1', { eggId: 'e', at: command.hatchAt })];
    return hatchAt && hatchAt <= command.at ? [event('egg.hatched.v1', { eggId: 'e' })] : [];
  };
  const decider: Decider<Egg, Command, EggEvent> = {
    ...{ aggregate: 'egg', stateVersion: 1, initial: { hatched: 0 }, decide: decide ?? usual },
    evolve: (state, { type, data }) => (type === 'egg.laid.v1' ? { ...state, hatchAt: data.at } : { hatched: state.hatched + 1 }),
    due: ({ hatchAt }) => (hatchAt ? { at: hatchAt, command: { do: 'hatch' } } : undefined),
  };
  const store = new AggregateStore(decider, ports);
  const projector = new Follower('projector', ports, new Projector(ports, { onBroken: log }), { log });
  const timer = (tuning?: { attemptsMax: number; putOffMs: number }) => {
    const its = new Timer(ports, { log }, tuning);
    started.push(its);
    its.start();
    return its;
  };
  return { ports, store, seen, projector, timer };
}

const log = () => undefined;
const cause = (id: string): Cause => ({ id, org: 'acme', actor: { kind: 'person', id: 'mara' }, kind: 'request' });
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const minutes = 60_000;

beforeAll(() => startTelemetry({ service: 'test', env: { LOG_LEVEL: 'silent' } }));

let database: MongoDatabase;
let started: { stop(): Promise<void> }[] = [];
beforeEach(async () => {
  database = await MongoDatabase.open(mongoUrl('deadlines'));
});
afterEach(async () => {
  await Promise.all(started.map((each) => each.stop()));
  started = [];
  await database.close();
});
function followedBy({ projector }: ReturnType<typeof processAt>) {
  projector.start();
  started.push(projector);
}

it('with many processes whose clocks differ by ten minutes, each is met once, not early, and its decision sees the true time', async () => {
  const processes = [0, 10 * minutes, -10 * minutes, 0].map((offMs) => processAt(database, offMs));
  const [first] = processes as [(typeof processes)[0]];
  followedBy(first);
  // Some passed while nobody was up, an hour ago; others come in the next seconds.
  const due = new Map(Array.from({ length: 60 }, (_, n) => [`e${n}`, n < 20 ? inMs(-60 * minutes + n) : inMs(2500 + n * 20)]));
  for (const [id, hatchAt] of due) await first.store.execute(id, { do: 'lay', hatchAt }, { ...cause('lay'), at: inMs(-90 * minutes) });
  for (const each of processes) each.timer();
  await eventually(async () => {
    const heads = await database.findHeads('acme/egg/', { 'state.hatched': 1 }, { limit: 100 });
    return heads.length === due.size;
  }, 90_000);
  for (const [id, hatchAt] of due) {
    const [, hatching, ...more] = await first.store.history('acme', id);
    expect([id, hatching?.cause, more]).toEqual([id, `timer:${hatchAt}:hatch`, []]);
    expect((hatching?.at ?? '') >= hatchAt).toBe(true);
  }
  // Each is a trace of its own.
  const traces = await Promise.all([...due.keys()].map(async (id) => (await first.store.history('acme', id))[1]?.traceparent));
  expect(new Set(traces.filter((trace) => /^00-[0-9a-f]{32}-/.test(trace ?? ''))).size).toBe(due.size);
  const decisions = processes.flatMap(({ seen }) => seen.filter(({ command }) => command === 'hatch'));
  expect(decisions.length).toBeGreaterThanOrEqual(due.size);
  expect(decisions.filter(({ at, really }) => Math.abs(Date.parse(at) - really) > 60_000)).toEqual([]);
  expect(new Set(processes.filter(({ seen }) => seen.some(({ command }) => command === 'hatch'))).size).toBeGreaterThan(1);
}, 120_000);

it('a process whose clock is ten minutes slow meets a deadline at its time all the same', async () => {
  const slow = processAt(database, -10 * minutes);
  followedBy(slow);
  const hatchAt = inMs(800);
  await slow.store.execute('e', { do: 'lay', hatchAt }, cause('lay'));
  slow.timer();
  await eventually(async () => (await slow.store.load('acme', 'e'))?.state.hatched === 1, 5000);
  expect(slow.seen.at(-1)?.really).toBeGreaterThanOrEqual(Date.parse(hatchAt));
});

it('a deadline that was moved is not met at its old time, though the head lags and the clock is ten minutes fast', async () => {
  const fast = processAt(database, 10 * minutes);
  await fast.store.execute('e', { do: 'lay', hatchAt: inMs(-1000) }, { ...cause('lay'), at: inMs(-2000) });
  await new Projector(fast.ports, { onBroken: log }).recover(await database.commitsFrom(undefined, 10));
  const moved = inMs(5 * minutes);
  await fast.store.execute('e', { do: 'lay', hatchAt: moved }, { ...cause('again'), at: inMs(-1500) });
  fast.timer();
  await eventually(async () => (await database.head('acme/egg/e'))?.dueAt?.toISOString() === moved);
  expect(await fast.store.history('acme', 'e')).toHaveLength(2);
  expect(fast.seen.filter(({ command }) => command === 'hatch')).toEqual([]);
});

it.each([
  ['knows no such deadline', ({ store, ports }) => new AggregateStore(withoutDeadline(store.decider), ports)],
  ['knows no such aggregate', ({ ports }) => ports.stores.clear()],
] satisfies [string, (older: ReturnType<typeof processAt>) => unknown][])(
  'a build that %s leaves it to the newer one',
  async (_, build) => {
    const [older, newer] = [processAt(database), processAt(database)];
    build(older);
    const store = new AggregateStore({ ...newer.store.decider, stateVersion: 2 }, newer.ports);
    const hatchAt = inMs(-1000);
    await store.execute('e', { do: 'lay', hatchAt }, { ...cause('lay'), at: inMs(-2000) });
    await new Projector(newer.ports, { onBroken: log }).recover(await database.commitsFrom(undefined, 10));
    const dueAt = async () => (await database.head('acme/egg/e'))?.dueAt?.toISOString();
    expect(await dueAt()).toBe(hatchAt);
    older.timer({ attemptsMax: 3, putOffMs: 1500 });
    // For a while it stays as it is, then it is put off, so that it holds up no other.
    await eventually(async () => (await dueAt()) !== hatchAt);
    expect(await dueAt()).toBeDefined();
    newer.timer();
    await eventually(async () => (await store.load('acme', 'e'))?.state.hatched === 1);
  },
);

const withoutDeadline = ({ due: _, ...decider }: Decider<Egg, Command, EggEvent>) => decider;

it('a command that fails is tried again after a while by the database’s clock, also where ours is ten minutes slow', async () => {
  const tried: number[] = [];
  const traces: (string | undefined)[] = [];
  const failing = processAt(database, -10 * minutes, (command) => {
    if (command.do === 'lay') return [event('egg.laid.v1', { eggId: 'e', at: command.hatchAt })];
    tried.push(performance.now());
    traces.push(currentTrace()?.traceId);
    throw new TypeError('a bug');
  });
  followedBy(failing);
  await failing.store.execute('e', { do: 'lay', hatchAt: inMs(-1000) }, cause('lay'));
  failing.timer({ attemptsMax: 3, putOffMs: 700 });
  const dead = database.collection('dead-deadlines');
  await eventually(async () => (await dead.countDocuments({})) === 1);
  expect(tried).toHaveLength(3);
  expect(await dead.findOne({})).toMatchObject({ error: 'TypeError', attempts: 3, traceId: traces.at(-1), command: 'hatch' });
  expect([traces.length, new Set(traces).size, traces.every((trace) => /^[0-9a-f]{32}$/.test(trace ?? ''))]).toEqual([3, 3, true]);
  for (const [before, after] of [
    [0, 1],
    [1, 2],
  ] as const)
    expect((tried[after] ?? 0) - (tried[before] ?? 0)).toBeGreaterThan(600);
});

/** The database for a process that dies with its timer's first look that finds something, or with its first commit: none of its calls ends. */
function dying(at: 'found' | 'unwritten' | 'written'): { its: MongoDatabase; died: Promise<void> } {
  const { promise: died, resolve: die } = Promise.withResolvers<void>();
  const never = new Promise<never>(() => undefined);
  let dead = false;
  const end = () => {
    dead = true;
    die();
    return never;
  };
  const its = new Proxy(database, {
    get: (real, name) => {
      const found = Reflect.get(real, name) as unknown;
      if (typeof found !== 'function' || name === 'collection') return typeof found === 'function' ? found.bind(real) : found;
      return async (...given: unknown[]) => {
        if (dead) return never;
        if (name === 'append' && at === 'unwritten') return end();
        const answer = (await found.apply(real, given)) as unknown;
        const over = (name === 'append' && at === 'written') || (name === 'dueHeads' && at === 'found' && (answer as []).length > 0);
        return over ? end() : answer;
      };
    },
  });
  return { its, died };
}

it.each([
  ['between finding and sending', 'found'],
  ['before its commit is written', 'unwritten'],
  ['behind its commit', 'written'],
] as const)('a timer that is killed %s leaves the deadline to another, which meets it once', async (_, at) => {
  const { its, died } = dying(at);
  const [killed, other] = [processAt(its), processAt(database)];
  followedBy(other);
  await other.store.execute('e', { do: 'lay', hatchAt: inMs(-1000) }, cause('lay'));
  new Timer(killed.ports, { log }).start();
  await died;
  const hatchings = async (id: string) => (await other.store.history('acme', id)).length - 1;
  expect(await hatchings('e')).toBe(at === 'written' ? 1 : 0);
  other.timer();
  await eventually(async () => (await hatchings('e')) === 1);
  // When a later one is met, the first has been looked at again.
  await other.store.execute('later', { do: 'lay', hatchAt: inMs(400) }, cause('lay'));
  await eventually(async () => (await hatchings('later')) === 1);
  await eventually(async () => (await database.head('acme/egg/e'))?.dueAt === undefined);
  expect([await hatchings('e'), (await other.store.load('acme', 'e'))?.state.hatched]).toEqual([1, 1]);
});

it('one that takes long holds up no other', async () => {
  let end: () => void = () => undefined;
  const long = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { store, timer, projector } = processAt(database);
  Object.assign(store.options, {
    onDue: (_: string, { id }: { id: string }, of: Cause) => (id === 'long' ? long : store.execute(id, { do: 'hatch' }, of)),
  });
  projector.start();
  started.push(projector);
  for (const id of ['long', 'a', 'b']) await store.execute(id, { do: 'lay', hatchAt: inMs(-1000) }, cause('lay'));
  timer();
  for (const id of ['a', 'b']) await eventually(async () => (await store.load('acme', id))?.state.hatched === 1);
  await store.execute('c', { do: 'lay', hatchAt: inMs(300) }, cause('lay'));
  await eventually(async () => (await store.load('acme', 'c'))?.state.hatched === 1);
  expect((await store.load('acme', 'long'))?.state.hatched).toBe(0);
  end();
}, 20_000);

it('follow each other at once where something happened, so that work in steps does not go at the timer’s pace', async () => {
  const steps = 15;
  const step = (command: Command & Context, { hatched: done }: Egg): EggEvent[] => {
    if (command.do === 'lay') return [event('egg.laid.v1', { eggId: 'e', at: command.hatchAt })];
    const next = event('egg.laid.v1', { eggId: 'e', at: new Date(Date.parse(command.at) + 1).toISOString() });
    return [event('egg.hatched.v1', { eggId: 'e' }), ...(done + 1 < steps ? [next] : [])];
  };
  // Ten times as slow as usual: its ordinary pace, of three seconds, would take it three quarters of a minute.
  const stepping = processAt(database, 0, step, 10);
  followedBy(processAt(database));
  await stepping.store.execute('e', { do: 'lay', hatchAt: inMs(-1000) }, cause('lay'));
  stepping.timer();
  await eventually(async () => (await stepping.store.load('acme', 'e'))?.state.hatched === steps, 30_000);
}, 60_000);

/** A million, say, for whoever asks. */
const lotsOf = Number(process.env.WAITING ?? 200_000);

describe('waiting deadlines', () => {
  const headOf = (n: number): Head => ({
    ...{ _id: `acme/egg/w${String(n).padStart(7, '0')}`, version: 1, sequence: 1, state: { hatched: 0 }, stateVersion: 1 },
    ...{ at: '2026-01-01T00:00:00.000Z', dueAt: new Date(Date.parse('2099-01-01') + n) },
  });
  async function waiting(many: number) {
    const url = mongoUrl('waiting');
    const its = await MongoDatabase.open(url);
    const looker = await createConnection(url).asPromise();
    for (let n = 0; n < many; n += 10_000)
      await looker.collection<Head>('heads').insertMany(Array.from({ length: Math.min(many, 10_000) }, (_, i) => headOf(n + i)) as never);
    for (const n of [1, 2, 3]) await its.putHeads([{ ...headOf(n), version: 2, dueAt: new Date(`2026-01-0${n}`) }]);
    return { its, looker, close: () => Promise.all([its.close(), looker.close()]) };
  }

  it(`cost nothing: the timer’s query looks at what is due, and takes no longer among ${lotsOf} than with none`, async () => {
    const [none, lots] = [await waiting(0), await waiting(lotsOf)];
    const taken = new Map<typeof lots, number[]>([
      [none, []],
      [lots, []],
    ]);
    for (let n = 0; n < 100; n += 1)
      for (const [{ its }, times] of taken) {
        const since = performance.now();
        expect(await its.dueHeads(100)).toHaveLength(3);
        times.push(performance.now() - since);
      }
    const median = (of: typeof lots) => [...(taken.get(of) ?? [])].sort((a, b) => a - b)[50] ?? 0;
    const ratio = median(lots) / median(none);
    process.stderr.write(`  the timer's query among ${lotsOf} waiting deadlines takes ${ratio.toFixed(2)} times as long as with none\n`);
    expect(ratio).toBeLessThan(4);
    await lots.looker.db?.setProfilingLevel('all');
    await lots.its.dueHeads(100);
    const profile = await lots.looker.db?.collection('system.profile').findOne({ op: 'query', ns: /\.heads$/ });
    expect(profile).toMatchObject({ planSummary: 'IXSCAN { dueAt: 1 }', docsExamined: 3, nreturned: 3 });
    expect(profile?.keysExamined).toBeLessThanOrEqual(4);
    await Promise.all([none.close(), lots.close()]);
  }, 600_000);
});
