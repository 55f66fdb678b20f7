/** The relay on real MongoDB and Kafka: killed at its worst moment it repeats, loses nothing, and a consumer acts once. */
import { randomUUID } from 'node:crypto';
import { type Decider, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import {
  AggregateStore,
  type Broker,
  BrokerUnavailable,
  type Cause,
  type Database,
  Follower,
  fromMessage,
  type IncomingMessage,
  KafkaBroker,
  MongoDatabase,
  Projector,
  Relay,
  ServicePorts,
} from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { z } from 'zod';
import { mongoUrl } from '../servers.js';

const topic = `test.relay-${randomUUID()}`;
const defineEvent = eventsOn({ topic, key: 'thingId', service: 'test' });
const happened = defineEvent('noise.made.v1', 'Something happened.', z.object({ thingId: z.string() }));
const counted = eventsOn({ topic: null, key: 'thingId', service: 'test' })(
  'tally.counted.v1',
  'One more.',
  z.object({ thingId: z.string() }),
);
const event = eventMaker<EventOf<typeof happened>>();
const countEvent = eventMaker<EventOf<typeof counted>>();

type Command = { do: 'happen' };
const thing: Decider<{ count: number }, Command, EventOf<typeof happened>> = {
  aggregate: 'thing',
  stateVersion: 1,
  initial: { count: 0 },
  decide: () => [event('noise.made.v1', { thingId: 'x' })],
  evolve: ({ count }) => ({ count: count + 1 }),
};

const tally: Decider<{ count: number }, Command, EventOf<typeof counted>> = {
  ...thing,
  aggregate: 'tally',
  decide: () => [countEvent('tally.counted.v1', { thingId: 'x' })],
  evolve: ({ count }) => ({ count: count + 1 }),
};

const database = await MongoDatabase.open(mongoUrl('relay'));
const broker = await KafkaBroker.open({
  clientId: 'relay-test',
  brokers: (process.env.KAFKA_BROKERS ?? '').split(','),
  log: () => undefined,
});
await broker.ensureTopics([{ name: topic, partitions: 3 }]);
afterAll(async () => {
  await broker.close();
  await database.close();
});

/** The ports of a process that can be killed: from then on it reaches nothing any more, and nothing it waits for comes back. */
function killable() {
  let alive = true;
  const dead = () => new Promise<never>(() => undefined);
  const guarded = <T extends object>(port: T, after?: (name: string) => void): T =>
    new Proxy(port, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          if (!alive) return dead();
          const result: unknown = (value as (...given: unknown[]) => unknown).apply(target, given);
          if (!(result instanceof Promise)) return result;
          return result.then((settled: unknown) => {
            after?.(String(name));
            return alive ? settled : dead();
          });
        };
      },
    });
  let sends = 0;
  const dieAfterSend = (name: string) => {
    sends += name === 'send' ? 1 : 0;
    if (sends === 2) alive = false;
  };
  return { ports: new ServicePorts('test', guarded<Database>(database), guarded<Broker>(broker, dieAfterSend)), isAlive: () => alive };
}

const cause = (id: string, kind: Cause['kind'] = 'request'): Cause => ({ id, org: 'acme', actor: { kind: 'person', id: 'mara' }, kind });

it('killed between the acknowledgement of Kafka and its mark, repeats and loses nothing, and the consumer acts once', async () => {
  const things = new AggregateStore(thing, new ServicePorts('test', database, broker));
  const tallies = new AggregateStore(tally, new ServicePorts('test', database, broker));
  const seen: string[] = [];
  const begin = (message: IncomingMessage) => ({
    attempt: async () => {
      const { id } = fromMessage(message);
      await tallies.execute('one', { do: 'happen' }, cause(`${id}:tally`, 'delivery'));
      seen.push(id);
      return undefined;
    },
  });
  await broker.consume({ group: `relay-test-${topic}`, topics: [topic], begin });

  const first = killable();
  const relayOf = (ports: ServicePorts) => new Follower('relay', ports, new Relay(ports), { log: () => undefined });
  relayOf(first.ports).start();
  for (let n = 0; n < 30; n += 1) {
    await things.execute(`thing-${n % 4}`, { do: 'happen' }, cause(`c${n}`));
    if (n === 10) await eventually(async () => !first.isAlive());
  }
  const second = relayOf(new ServicePorts('test', database, broker));
  second.start();
  await eventually(async () => new Set(seen).size === 30, 30_000);
  await second.stop();

  const committed = (await Promise.all([0, 1, 2, 3].map((n) => things.history('acme', `thing-${n}`)))).flat();
  expect([...new Set(seen)].sort()).toEqual(committed.flatMap(({ events }) => events.map(({ id }) => id)).sort());
  expect(seen.length).toBeGreaterThan(30);
  expect((await tallies.load('acme', 'one'))?.state.count).toBe(30);
}, 60_000);

it('without a mark publishes what no head knows as published, and never starts from now', async () => {
  const own = await MongoDatabase.open(mongoUrl('relay-mark'));
  const sent: string[] = [];
  const listening = {
    clusterId: async () => 'here',
    send: async (messages: readonly { headers: { ce_id?: string } }[]) =>
      void sent.push(...messages.map(({ headers }) => String(headers.ce_id))),
  };
  const ports = new ServicePorts('test', own, listening as unknown as Broker);
  const things = new AggregateStore(thing, ports);
  await things.execute('a', { do: 'happen' }, cause('1'));
  await things.execute('b', { do: 'happen' }, cause('2'));
  await own.markPublished(new Map([['acme/thing/a', 1]]));
  await things.execute('a', { do: 'happen' }, cause('3'));
  const relay = new Follower('relay', ports, new Relay(ports), { log: () => undefined });
  relay.start();
  await eventually(async () => sent.length === 2);
  await relay.stop();
  const [, ofA] = await things.history('acme', 'a');
  const [ofB] = await things.history('acme', 'b');
  expect(sent.sort()).toEqual([ofA?.events[0]?.id, ofB?.events[0]?.id].sort());
  await own.close();
});

it('passes nothing by of which only a newer build has heard: it stops before it', async () => {
  const own = await MongoDatabase.open(mongoUrl('relay-newer'));
  const ports = new ServicePorts('test', own, { send: async () => undefined, clusterId: async () => 'here' } as unknown as Broker);
  const newer = { ...thing, decide: () => [{ type: 'thing.vanished.v1', data: { thingId: 'x' } } as never] };
  await new AggregateStore(newer, ports).execute('a', { do: 'happen' }, cause('1'));
  await expect(new Relay(ports).recover(await own.commitsFrom(undefined, 10), 1)).rejects.toMatchObject({ name: 'UnknownEvent' });
  expect((await own.head('acme/thing/a'))?.published).toBeUndefined();
  await own.close();
});

it('an aggregate that only a newer build knows waits for its projector: this one stops before it', async () => {
  const own = await MongoDatabase.open(mongoUrl('projector-newer'));
  const newer = new ServicePorts('test', own, broker);
  await new AggregateStore(thing, newer).execute('a', { do: 'happen' }, cause('1'));
  const older = new ServicePorts('test', own, broker);
  new AggregateStore(tally, older);
  const projecting = (ports: ServicePorts) => new Projector(ports, { onBroken: () => undefined });
  const commits = await own.commitsFrom(undefined, 10);
  await expect(projecting(older).handle(commits)).rejects.toMatchObject({ name: 'UnknownEvent' });
  expect(await own.head('acme/thing/a')).toBeUndefined();
  await projecting(newer).handle(commits);
  expect(await own.head('acme/thing/a')).toMatchObject({ version: 1 });
  await own.close();
});

it('lets nobody save a mark whose lease was taken over', async () => {
  const paused = await database.lease('fenced', 'paused', 1);
  await eventually(async () => (await database.lease('fenced', 'next', 60_000))?.epoch === (paused?.epoch ?? 0) + 1);
  expect(await database.saveMark('fenced', paused?.epoch ?? 0, { _data: 'old' })).toBe(false);
  expect(await database.lease('fenced', 'paused', 60_000)).toBeUndefined();
});

it('says up to when it has read: not beyond what Kafka does not take', async () => {
  const own = await MongoDatabase.open(mongoUrl('relay-read-up-to'));
  let isAway = false;
  const send = async () => {
    if (isAway) throw new BrokerUnavailable('away');
  };
  const ports = new ServicePorts('test', own, { send, clusterId: async () => 'here' } as unknown as Broker);
  const things = new AggregateStore(thing, ports);
  const readUpTo = async () => Date.parse((await own.readUpTo('relay')) ?? '');
  expect(await own.readUpTo('relay')).toBeUndefined();
  const relay = new Follower('relay', ports, new Relay(ports), { log: () => undefined });
  relay.start();
  await things.execute('a', { do: 'happen' }, cause('1'));
  await eventually(async () => (await readUpTo()) > Date.now() - 2000, 15_000);
  isAway = true;
  await things.execute('a', { do: 'happen' }, cause('2'));
  const waits = Date.now();
  await ports.clock.sleep(8000);
  expect(await readUpTo()).toBeLessThanOrEqual(waits);
  isAway = false;
  await eventually(async () => (await readUpTo()) > waits, 30_000);
  await relay.stop();
  const { epoch = 0 } = (await own.lease('relay', 'recovering', 60_000)) ?? {};
  await own.saveMark('relay', epoch, { feed: { at: { _data: `82${'f'.repeat(8)}` } }, recovering: { after: 'x' } });
  expect(await readUpTo()).toBe(0);
  await own.close();
}, 90_000);
