/**
 * Each call of the database in turn is carried out while its caller is told that it timed out: what was written is there, and nobody
 * knows it. Whichever call it is, nothing is lost, nothing happens twice, and everything goes on by itself.
 */
import { type Decider, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import {
  AggregateStore,
  type Broker,
  type Cause,
  type Commit,
  type Database,
  Follower,
  type Head,
  headsRebuild,
  MongoDatabase,
  type OutgoingMessage,
  Projector,
  Relay,
  ServicePorts,
  Timer,
} from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { mongo } from 'mongoose';
import { z } from 'zod';
import { mongoUrl } from '../servers.js';
import { rebuilt, rightHeads, world } from './tally.js';

const defineEvent = eventsOn({ topic: 'test.bell', key: 'bellId', service: 'test' });
const pulled = defineEvent('bell.pulled.v1', 'Somebody pulled.', z.object({ bellId: z.string() }));
const rung = defineEvent('bell.rung.v1', 'It rang at its time.', z.object({ bellId: z.string() }));
const event = eventMaker<EventOf<typeof pulled | typeof rung>>();

interface Bell {
  readonly pulled: number;
  readonly rung: number;
}
type Command = { do: 'pull'; bellId: string } | { do: 'ring' };

/** Rings once for every third pull, when that time has come. */
const bell: Decider<Bell, Command, EventOf<typeof pulled | typeof rung>> = {
  aggregate: 'bell',
  stateVersion: 1,
  initial: { pulled: 0, rung: 0 },
  decide: (command, state) => {
    if (command.do === 'pull') return [event('bell.pulled.v1', { bellId: command.bellId })];
    return state.pulled >= 3 * (state.rung + 1) ? [event('bell.rung.v1', { bellId: 'bell' })] : [];
  },
  evolve: (state, { type, data }) => {
    if (data.bellId === 'cracked') throw new TypeError('a bug');
    return type === 'bell.pulled.v1' ? { ...state, pulled: state.pulled + 1 } : { ...state, rung: state.rung + 1 };
  },
  due: (state) =>
    state.pulled >= 3 * (state.rung + 1) ? { at: `2026-01-01T00:00:0${state.rung}.000Z`, command: { do: 'ring' } } : undefined,
};

/** With it a bell cannot be folded. */
const brokenCommit: Omit<Commit, '_id' | 'stream' | 'version'> = {
  cause: 'broken',
  events: [{ id: 'broken', sequence: 1, type: 'bell.pulled.v1', data: { bellId: 'cracked' } }],
  at: '2026-01-01T00:00:00.000Z',
  actor: { kind: 'person', id: 'mara' },
  correlationId: 'bell',
};

const timedOut = () => new mongo.MongoNetworkTimeoutError('connection timed out', { connectionGeneration: 0 } as never);

/** The database, whose answers to the first calls of `name` are lost. */
function losing(database: Database, name: string, losses: number): { database: Database; lost: () => number } {
  let lost = 0;
  const proxy = new Proxy(database, {
    get: (target, property) => {
      const value = Reflect.get(target, property) as unknown;
      if (property !== name) return typeof value === 'function' ? value.bind(target) : value;
      return async (...given: unknown[]) => {
        const answer: unknown = await (value as (...given: unknown[]) => unknown).apply(target, given);
        if (lost >= losses) return answer;
        lost += 1;
        // What a driver makes of an insert without an answer: nobody knows.
        if (name === 'append') return (given[0] as Commit[]).map(() => ({ unknown: timedOut() }));
        if (name === 'feed') await (answer as { close(): Promise<void> }).close();
        throw timedOut();
      };
    },
  });
  return { database: proxy, lost: () => lost };
}

const cause = (id: string): Cause => ({ id, org: 'acme', actor: { kind: 'person', id: 'mara' }, kind: 'request' });
const quiet = { log: () => undefined };
/** A mark is written down now and then, so not every call is made so often. */
const lossesMax = 3;
const calls = ['append', 'commitsAfter', 'commitByCause', 'head', 'heads', 'putHeads', 'dueHeads'];
const ofFollowers = ['markPublished', 'lease', 'saveMark', 'feed', 'commitsFrom', 'publishedVersions', 'releaseLease'];

it.each([...calls, ...ofFollowers])(
  '%s',
  async (name) => {
    const real = await MongoDatabase.open(mongoUrl(`timeouts-${name}`));
    const { database, lost } = losing(real, name, lossesMax);
    const sent: OutgoingMessage[] = [];
    const send = async (messages: OutgoingMessage[]) => void sent.push(...messages);
    const broker = { send, clusterId: async () => 'here' } as unknown as Broker;
    const ports = new ServicePorts('test', database, broker);
    const bells = new AggregateStore(bell, ports);
    const relay = new Follower('relay', ports, new Relay(ports), quiet);
    const projector = new Follower('projector', ports, new Projector(ports, { onBroken: () => undefined }), quiet);
    const timer = new Timer(ports, quiet, { attemptsMax: 5, putOffMs: 100 });
    // What was there before they first ran is recovered.
    await eventually(() => bells.execute('bell', { do: 'pull', bellId: 'bell' }, cause('pull-0')).catch(() => false as const));
    for (const part of [relay, projector, timer]) part.start();
    // A client that gets no answer asks again, with the same key.
    const pull = async (n: number) =>
      eventually(() => bells.execute('bell', { do: 'pull', bellId: 'bell' }, cause(`pull-${n}`)).catch(() => false as const));
    for (let n = 0; n < 9; n += 1) await pull(n);
    // And once more, as a client does that was too hasty.
    for (let n = 0; n < 9; n += 1) await pull(n);
    await eventually(async () => (await bells.load('acme', 'bell').catch(() => undefined))?.state.rung === 3, 20_000);

    const events = (await new AggregateStore(bell, new ServicePorts('test', real, broker)).history('acme', 'bell')).flatMap((commit) => [
      ...commit.events,
    ]);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, position) => position + 1));
    expect(Object.fromEntries([...Map.groupBy(events, ({ type }) => type)].map(([type, all]) => [type, all.length]))).toEqual({
      'bell.pulled.v1': 9,
      'bell.rung.v1': 3,
    });
    const first = () => [...new Set(sent.map(({ headers }) => headers.ce_id))];
    await eventually(async () => first().length === events.length, 20_000);
    expect(first()).toEqual(events.map(({ id }) => id));
    await eventually(async () => (await real.head('acme/bell/bell'))?.sequence === events.length, 20_000);
    expect((await real.head('acme/bell/bell'))?.state).toEqual({ pulled: 9, rung: 3 });
    await Promise.all([timer.stop(), relay.stop(), projector.stop()]);
    expect(lost()).toBeGreaterThan(0);
    await real.close();
  },
  90_000,
);

/** A timer, and the heads of bells, on a database that loses the answers to some calls of `name`. */
async function timing(name: string) {
  const real = await MongoDatabase.open(mongoUrl(`timeouts-${name}`));
  const { database, lost } = losing(real, name, lossesMax);
  const broker = { send: async () => undefined, clusterId: async () => 'here' } as unknown as Broker;
  const [ports, well] = [new ServicePorts('test', database, broker), new ServicePorts('test', real, broker)];
  const [bells, others] = [new AggregateStore(bell, ports), new AggregateStore(bell, well)];
  const onBroken: string[] = [];
  const projector = new Follower('projector', ports, new Projector(ports, { onBroken: (stream) => void onBroken.push(stream) }), quiet);
  const timer = new Timer(ports, quiet, { attemptsMax: 5, putOffMs: 100 });
  const pull = (id: string, n: number) => others.execute(id, { do: 'pull', bellId: id }, cause(`pull-${n}`));
  const stop = async () => {
    await Promise.all([timer.stop(), projector.stop()]);
    await real.close();
  };
  return { real, lost, bells, projector, timer, pull, onBroken, stop };
}

it('moveDue: a head that has a deadline which is none is put right, and other bells ring', async () => {
  const { real, lost, bells, projector, timer, pull, stop } = await timing('moveDue');
  await pull('silent', 1);
  projector.start();
  await eventually(() => real.head('acme/bell/silent'));
  const dueAt = async () => (await real.head('acme/bell/silent'))?.dueAt;
  await real.collection('heads').updateOne({ _id: 'acme/bell/silent' }, { $set: { dueAt: new Date('2026-01-01T00:00:00.000Z') } });
  timer.start();
  await eventually(async () => (await dueAt()) === undefined);
  for (let n = 1; n <= 3; n += 1) await pull('bell', n);
  await eventually(async () => (await bells.load('acme', 'bell'))?.state.rung === 1);
  expect([lost() > 0, (await bells.load('acme', 'silent'))?.state]).toEqual([true, { pulled: 1, rung: 0 }]);
  await stop();
}, 60_000);

it('putOffDue: a deadline that no build here can look at is put off, and holds up no other', async () => {
  const { real, lost, bells, projector, timer, pull, stop } = await timing('putOffDue');
  // As an aggregate that cannot be folded is.
  await pull('broken', 1);
  projector.start();
  await eventually(() => real.head('acme/bell/broken'));
  await real.append([{ ...brokenCommit, _id: 'acme/bell/broken/000000002', stream: 'acme/bell/broken', version: 2 }]);
  const past = new Date('2026-01-01T00:00:00.000Z');
  await real.collection('heads').updateOne({ _id: 'acme/bell/broken' }, { $set: { dueAt: past } });
  timer.start();
  await eventually(async () => ((await real.head('acme/bell/broken'))?.dueAt ?? past) > past);
  for (let n = 1; n <= 3; n += 1) await pull('bell', n);
  await eventually(async () => (await bells.load('acme', 'bell'))?.state.rung === 1);
  expect(lost()).toBeGreaterThan(0);
  await stop();
}, 60_000);

it('flagBroken: an aggregate that cannot be folded is flagged once, and others go on', async () => {
  const { real, lost, projector, pull, stop } = await timing('flagBroken');
  await real.append([{ ...brokenCommit, _id: 'acme/bell/broken/000000001', stream: 'acme/bell/broken', version: 1 }]);
  projector.start();
  await pull('bell', 1);
  await eventually(async () => (await real.head('acme/bell/bell'))?.version === 1, 20_000);
  expect((await real.brokenAggregates(10)).map(({ stream }) => stream)).toEqual(['acme/bell/broken']);
  expect(lost()).toBeGreaterThan(0);
  await stop();
}, 60_000);

it('replaceHeads: a rebuild goes on, and every head comes right', async () => {
  const { ports, streams } = await world(300);
  const { database, lost } = losing(ports.database, 'replaceHeads', lossesMax);
  const its: ServicePorts = Object.assign(Object.create(ports), { database });
  const wrong = (await rightHeads(ports)).map((head) => ({ ...head, state: { sum: -1 } }) as Head);
  await ports.database.putHeads(wrong);
  const { counts, status } = await rebuilt(its, headsRebuild(its));
  expect([status, counts.broken, lost() > 0]).toEqual(['done', 0, true]);
  const heads = await ports.database.findHeads('acme/tally/', {}, { limit: 1000 });
  expect([heads.length, heads.filter(({ state }) => (state as { sum: number }).sum < 0)]).toEqual([streams, []]);
  await ports.database.close();
}, 120_000);
