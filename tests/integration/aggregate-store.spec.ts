/** The aggregate store on a real MongoDB: the promises that a command makes, under repeats and concurrency. */
import { type Context, type Decider, defineRejection, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import { AggregateStore, type Cause, CopyStore, DeadLetterDesk, DeadLetters, Follower, Projector, Timer } from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { eventually, testPorts } from '@rolecall/testing';
import { z } from 'zod';
import { mongoUrl } from '../servers.js';

const defineEvent = eventsOn({ topic: 'test.counter', key: 'counterId', service: 'test' });
const counted = defineEvent('counter.counted.v1', 'One more.', z.object({ counterId: z.string(), by: z.string() }));
const full = defineRejection('counter/full', 'conflict', 'The counter is full.', 'Use another.');
const early = defineRejection('counter/early', 'unavailable', 'Not yet.', 'Wait.');
const event = eventMaker<EventOf<typeof counted>>();

interface Counter {
  readonly count: number;
  readonly wake?: string;
}
type Command = { do: 'count'; max?: number } | { do: 'wait' } | { do: 'nothing' };

const counter: Decider<Counter, Command, EventOf<typeof counted>> = {
  aggregate: 'counter',
  stateVersion: 1,
  initial: { count: 0 },
  decide(command, { count }) {
    if (command.do === 'wait') throw early();
    if (command.do === 'nothing') return [];
    if (count >= (command.max ?? 1000)) throw full({ count });
    return [event('counter.counted.v1', { counterId: 'c', by: command.by.id })];
  },
  evolve: (state) => ({ count: state.count + 1 }),
  due: ({ count }) => (count > 0 && count < 3 ? { at: `2026-01-0${count}T00:00:00.000Z`, command: { do: 'count' } } : undefined),
};

const cause = (id: string, kind: Cause['kind'] = 'request'): Cause => ({ id, org: 'acme', actor: { kind: 'person', id: 'mara' }, kind });
const ports = await testPorts('store', mongoUrl('store'));
const counters = new AggregateStore(counter, ports);
let last = 0;
const fresh = () => {
  last += 1;
  return `c${last}`;
};

afterAll(() => ports.database.close());

it('changes nothing when a command is repeated with the same cause, and gives its answer again', async () => {
  const id = fresh();
  const first = await counters.execute(id, { do: 'count' }, cause('a'));
  await counters.execute(id, { do: 'count' }, cause('b'));
  const again = await counters.execute(id, { do: 'count' }, cause('a'));
  expect(first).toMatchObject({ version: 1, sequence: 1, repeated: false, state: { count: 1 } });
  expect(again).toMatchObject({ version: 1, sequence: 1, repeated: true, state: { count: 1 } });
  expect((await counters.load('acme', id))?.state.count).toBe(2);
});

it('tells how long it took until its commit was durable, and how large it is', async () => {
  const told = async (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec((await metrics.exposition()).text)?.[1] ?? 0);
  const names = ['hiring_commit_seconds_count{aggregate="counter"}', 'hiring_commit_bytes_count', 'hiring_commit_bytes_sum'];
  const before = await Promise.all(names.map(told));
  await counters.execute(fresh(), { do: 'count' }, cause('a'));
  const [seconds = 0, count = 0, bytes = 0] = await Promise.all(names.map(told));
  expect([seconds, count]).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 1]);
  expect(bytes - (before[2] ?? 0)).toBeGreaterThan(100);
});

describe('a refused request under an Idempotency-Key', () => {
  const keyed = (id: string): Cause => ({ ...cause(id), keyed: true });
  const refusedAt = async (id: string, causeId: string, given = keyed(causeId)) =>
    counters.execute(id, { do: 'count', max: 1 }, given).then(
      ({ repeated }) => ({ repeated }),
      ({ code, details }) => ({ code, details }),
    );
  it('is told the same again, also when the command would be accepted now', async () => {
    const id = fresh();
    await counters.execute(id, { do: 'count' }, cause('first'));
    const refusal = { code: 'counter/full', details: { count: 1 } };
    expect(await refusedAt(id, 'k')).toEqual(refusal);
    await expect(counters.execute(id, { do: 'count' }, keyed('k'))).rejects.toMatchObject(refusal);
    await expect(counters.execute(id, { do: 'count' }, keyed('other'))).resolves.toMatchObject({ version: 2 });
    expect(await counters.history('acme', id)).toHaveLength(2);
  });
  it('in several processes at once is told one thing', async () => {
    const id = fresh();
    const other = new AggregateStore(counter, await testPorts('store', ports.database));
    await counters.execute(id, { do: 'count' }, cause('first'));
    const told = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? counters : other).execute(id, { do: 'count', max: 1 }, keyed('same'))),
    );
    expect(new Set(told.map((each) => JSON.stringify((each as PromiseRejectedResult).reason?.details)))).toEqual(new Set(['{"count":1}']));
    const where = { _id: `acme/counter/${id} same` };
    expect(await ports.database.collection('answers').countDocuments(where)).toBe(1);
  });
  it('does not hide what the same key has done', async () => {
    const id = fresh();
    await counters.execute(id, { do: 'count' }, keyed('k'));
    await ports.database
      .collection('answers')
      .insertOne({ _id: `acme/counter/${id} k`, code: 'counter/full', details: {}, at: new Date('2026-03-02T09:00:00Z') });
    expect(await refusedAt(id, 'k')).toEqual({ repeated: true });
  });
  it('is not remembered without a key, for what does not exist, or for what has not arrived yet', async () => {
    const id = fresh();
    await expect(counters.execute(id, { do: 'count', max: 0 }, keyed('absent'))).rejects.toMatchObject({ code: 'counter/full' });
    await expect(counters.execute(id, { do: 'count' }, keyed('absent'))).resolves.toMatchObject({ version: 1 });
    expect(await refusedAt(id, 'without', cause('without'))).toMatchObject({ code: 'counter/full' });
    await expect(counters.execute(id, { do: 'count' }, cause('without'))).resolves.toMatchObject({ version: 2 });
    await expect(counters.execute(id, { do: 'wait' }, keyed('early'))).rejects.toMatchObject({ code: 'counter/early' });
    await expect(counters.execute(id, { do: 'count' }, keyed('early'))).resolves.toMatchObject({ version: 3 });
  });
  it('is forgotten after 48 hours', async () => {
    const answers = ports.database.collection('answers') as unknown as { indexes(): Promise<object[]> };
    expect(await answers.indexes()).toContainEqual(expect.objectContaining({ key: { at: 1 }, expireAfterSeconds: 172_800 }));
  });
});

it('lets concurrent commands of several processes all end right, without a gap', async () => {
  const id = fresh();
  const other = new AggregateStore(counter, await testPorts('store', ports.database));
  await Promise.all(Array.from({ length: 60 }, (_, n) => (n % 2 ? counters : other).execute(id, { do: 'count' }, cause(`n${n}`))));
  const commits = await counters.history('acme', id);
  expect(commits.map(({ version }) => version)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  expect(commits.flatMap(({ events }) => events.map(({ sequence }) => sequence))).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
});

it('executes one cause once, also when it comes many times at once to several processes', async () => {
  const id = fresh();
  const other = new AggregateStore(counter, await testPorts('store', ports.database));
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? counters : other).execute(id, { do: 'count' }, cause('same'))),
  );
  expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
  expect((await counters.load('acme', id))?.state.count).toBe(1);
});

it('remembers a refused delivery, so that a redelivery never decides again on newer state', async () => {
  const id = fresh();
  await counters.execute(id, { do: 'count' }, cause('a'));
  await expect(counters.execute(id, { do: 'count', max: 1 }, cause('d', 'delivery'))).rejects.toMatchObject({ code: 'counter/full' });
  expect(await counters.execute(id, { do: 'count', max: 9 }, cause('d', 'delivery'))).toMatchObject({ repeated: true, events: [] });
  expect((await counters.history('acme', id)).map(({ refused }) => refused)).toEqual([undefined, 'counter/full']);
});

it('remembers a delivery that changed nothing, but no request, no waiting, and nothing of a stream that does not exist', async () => {
  const id = fresh();
  await expect(counters.execute(id, { do: 'count', max: 0 }, cause('r', 'delivery'))).rejects.toMatchObject({ code: 'counter/full' });
  expect(await counters.history('acme', id)).toEqual([]);
  await counters.execute(id, { do: 'count' }, cause('a'));
  await expect(counters.execute(id, { do: 'wait' }, cause('w', 'delivery'))).rejects.toMatchObject({ code: 'counter/early' });
  await counters.execute(id, { do: 'nothing' }, cause('q'));
  await counters.execute(id, { do: 'nothing' }, cause('d', 'delivery'));
  expect((await counters.history('acme', id)).map(({ cause: id }) => id)).toEqual(['a', 'd']);
});

it('refuses a stale sequence, and a change larger than a commit may be', async () => {
  const id = fresh();
  await counters.execute(id, { do: 'count' }, cause('a'));
  await expect(counters.execute(id, { do: 'count' }, { ...cause('b'), expectedSequence: 0 })).rejects.toMatchObject({
    code: 'request/stale-version',
  });
  await counters.execute(id, { do: 'count' }, { ...cause('b'), expectedSequence: 1 });
  const huge = { ...cause('h'), actor: { kind: 'person', id: 'x'.repeat(1_100_000) } } as const;
  await expect(counters.execute(id, { do: 'count' }, huge)).rejects.toMatchObject({ code: 'request/commit-too-large' });
});

it('keeps organizations apart', async () => {
  const id = fresh();
  await counters.execute(id, { do: 'count' }, cause('a'));
  expect(await counters.load('other', id)).toBeUndefined();
});

it('runs what must be kept beside the commit before it, and not at all when nothing happens', async () => {
  const id = fresh();
  const order: string[] = [];
  const beforeAppend = async () => order.push(`before ${(await counters.history('acme', id)).length}`);
  await counters.execute(id, { do: 'count' }, cause('a'), { beforeAppend });
  await expect(counters.execute(id, { do: 'count', max: 1 }, cause('b'), { beforeAppend })).rejects.toThrow();
  expect(order).toEqual(['before 0']);
});

it('writes nothing beside a commit again when its cause comes back with something else to write', async () => {
  const id = fresh();
  const kept: string[] = [];
  await counters.execute(id, { do: 'count' }, cause('k'), { beforeAppend: async () => kept.push('first') });
  const again = await counters.execute(id, { do: 'count' }, cause('k'), { beforeAppend: async () => kept.push('second') });
  expect([again.repeated, kept]).toEqual([true, ['first']]);
});

it('lets one aggregate that cannot be folded hold up no other deadline', async () => {
  const own = await testPorts('broken', mongoUrl('broken'));
  const fragile = { ...counter, evolve: (state: Counter) => (state.count === -1 ? state : { count: state.count + 1 }) };
  const store = new AggregateStore(fragile, own);
  const projector = new Projector(own, { onBroken: () => undefined });
  for (const name of ['bad', 'good']) await store.execute(name, { do: 'count' }, cause(name));
  await projector.recover(await own.database.commitsFrom(undefined, 100));
  const load = store.load.bind(store);
  store.load = (org, name) => (name === 'bad' ? Promise.reject(new TypeError('cannot be folded')) : load(org, name));
  const said: string[] = [];
  const timer = new Timer(own, { log: (_, message) => void said.push(message) });
  timer.start();
  await eventually(async () => (await load('acme', 'good'))?.state.count === 2);
  await timer.stop();
  expect(said).toContain('a deadline could not be looked at');
  expect((await own.database.head('acme/counter/bad'))?.dueAt?.getTime()).toBeGreaterThan(Date.parse(own.clock.now()));
  await own.database.close();
});

describe('a deadline whose command fails for good', () => {
  const by = { kind: 'person', id: 'olga' } as const;
  const open = async (name: string) => {
    const own = await testPorts(name, mongoUrl(name));
    let broken = true;
    const fragile = {
      ...counter,
      decide: (command: Command & Context, state: Counter) => {
        if (broken && state.count === 1 && command.by.kind === 'timer') throw new TypeError('a bug that quotes Jane Doe');
        return counter.decide(command, state);
      },
    };
    const store = new AggregateStore(fragile, own);
    const projector = new Follower('projector', own, new Projector(own, { onBroken: () => undefined }), { log: () => undefined });
    const timer = new Timer(own, { log: () => undefined }, { attemptsMax: 3, putOffMs: 50 });
    const desk = new DeadLetterDesk('rolecall.test', own, new DeadLetters(own.database), () => undefined);
    projector.start();
    timer.start();
    await store.execute('bad', { do: 'count' }, cause('first'));
    const stream = 'acme/counter/bad';
    const dead = await eventually(async () => (await desk.deadlines())[0]);
    const stop = async () => {
      await Promise.all([timer.stop(), projector.stop()]);
      await own.database.close();
    };
    const mend = () => {
      broken = false;
    };
    return { own, store, desk, stream, dead, mend, stop };
  };
  it('is given up after some attempts, without what the error quotes, and rests', async () => {
    const { own, dead, stream, stop } = await open('dead-deadline');
    expect(dead).toMatchObject({ stream, command: 'count', dueAt: '2026-01-01T00:00:00.000Z', attempts: 3, error: 'TypeError' });
    expect(dead.stack).toContain('aggregate-store');
    expect(JSON.stringify(dead)).not.toContain('Jane');
    await eventually(async () => (await own.database.head(stream))?.dueAt === undefined);
    await stop();
  });
  it('is carried out when an operator releases it after the fix', async () => {
    const { own, store, desk, stream, mend, stop } = await open('released-deadline');
    mend();
    await desk.releaseDeadline(stream, by);
    await eventually(async () => (await store.load('acme', 'bad'))?.state.count === 3);
    expect(await desk.deadlines()).toEqual([]);
    await expect(desk.releaseDeadline(stream, by)).rejects.toMatchObject({ code: 'dead-letters/no-such-deadline' });
    expect(await own.database.collection('operator-log').findOne({})).toMatchObject({ act: 'release', by, facts: { stream } });
    await stop();
  });
  it('is not tried again when an operator discards it, until something happens', async () => {
    const { own, store, desk, stream, mend, stop } = await open('discarded-deadline');
    await desk.discardDeadline(stream, { reason: 'not needed', by });
    mend();
    expect((await own.database.head(stream))?.dueAt).toBeUndefined();
    expect(await desk.deadlines()).toEqual([]);
    await store.execute('bad', { do: 'count' }, cause('second'));
    await eventually(async () => (await store.load('acme', 'bad'))?.state.count === 3);
    await stop();
  });
});

it('projects heads, fires deadlines once with several timers, and finds by fields', async () => {
  const id = fresh();
  const timers = [new Timer(ports, { log: () => undefined }), new Timer(ports, { log: () => undefined })];
  const projector = new Follower('projector-test', ports, new Projector(ports, { onBroken: () => undefined }), { log: () => undefined });
  projector.start();
  await counters.execute(id, { do: 'count' }, cause('a'));
  for (const timer of timers) timer.start();
  await eventually(async () => (await ports.database.head(`acme/counter/${id}`))?.version === 3);
  await ports.clock.sleep(700);
  await Promise.all([...timers, projector].map((each) => each.stop()));
  expect(await ports.database.head(`acme/counter/${id}`)).toMatchObject({ version: 3, state: { count: 3 } });
  expect((await ports.database.head(`acme/counter/${id}`))?.dueAt).toBeUndefined();
  expect((await counters.find('acme', { 'state.count': 3 }, { limit: 50 })).map((found) => found.id)).toContain(id);
}, 20_000);

it('folds a copy once per sequence, in whatever process', async () => {
  const copies = [new CopyStore<{ n: number }>('copies', ports), new CopyStore<{ n: number }>('copies', ports)];
  await Promise.all([1, 1, 1].map((sequence, n) => copies[n % 2]!.keep('acme', 'k', sequence, (copy) => ({ n: (copy?.n ?? 0) + 1 }))));
  await copies[0]!.keep('acme', 'k', 2, (copy) => ({ n: (copy?.n ?? 0) + 1 }));
  await copies[1]!.keep('acme', 'k', 1, () => ({ n: 99 }));
  expect(await copies[1]!.get('acme', 'k')).toEqual({ n: 2 });
});
