/** The aggregate store on a real MongoDB: the promises that a command makes, under repeats and concurrency. */
import { type Decider, defineRejection, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import { AggregateStore, type Cause, CopyStore, Follower, Projector, Timer } from '@rolecall/messaging';
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
  await projector.recover();
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
