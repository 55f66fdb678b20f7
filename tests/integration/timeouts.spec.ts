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
  evolve: (state, { type }) => (type === 'bell.pulled.v1' ? { ...state, pulled: state.pulled + 1 } : { ...state, rung: state.rung + 1 }),
  due: (state) =>
    state.pulled >= 3 * (state.rung + 1) ? { at: `2026-01-01T00:00:0${state.rung}.000Z`, command: { do: 'ring' } } : undefined,
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
const ofFollowers = ['markPublished', 'lease', 'saveMark', 'feed'];

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
    expect(lost()).toBeGreaterThan(0);
    await Promise.all([timer.stop(), relay.stop(), projector.stop()]);
    await real.close();
  },
  90_000,
);
