/** A relay that takes over tells again where the commits that it finds unmarked were created: who made them may have been killed, and their spans with it. */
import type { Decider, EventOf } from '@rolecall/kernel';
import { eventMaker, eventsOn } from '@rolecall/kernel';
import { AggregateStore, type Broker, type Cause, type Commit, MongoDatabase, Relay, ServicePorts } from '@rolecall/messaging';
import { z } from 'zod';
import { RecordedSpans, traceparentOf } from '../recorded-spans.js';
import { mongoUrl } from '../servers.js';

const happened = eventsOn({ topic: 'test.told-again', key: 'thingId', service: 'test' })(
  'thing.happened.v1',
  'Something happened.',
  z.object({ thingId: z.string() }),
);
const event = eventMaker<EventOf<typeof happened>>();
const thing: Decider<object, { do: 'happen' }, EventOf<typeof happened>> = {
  ...{ aggregate: 'thing', stateVersion: 1, initial: {}, evolve: (state) => state },
  decide: () => [event('thing.happened.v1', { thingId: 'x' })],
};

const recorded = new RecordedSpans();
const database = await MongoDatabase.open(mongoUrl('relay-told-again'));
const ports = new ServicePorts('test', database, { clusterId: async () => 'here', send: async () => undefined } as unknown as Broker);
const things = new AggregateStore(thing, ports);
afterAll(() => database.close());

let made = 0;

/** A commit as another process has stored it, under ids of its own. */
async function stored(id: string, msAgo = 0): Promise<Commit> {
  const cause: Cause = { id, org: 'acme', actor: { kind: 'person', id: 'mara' }, kind: 'request' };
  await things.execute(id, { do: 'happen' }, cause);
  const [commit] = (await things.history('acme', id)) as [Commit];
  made += 1;
  const traceparent = `00-${String(made).padStart(32, 'a')}-${'b'.repeat(16)}-01`;
  recorded.forget();
  return { ...commit, traceparent, at: new Date(Date.now() - msAgo).toISOString() };
}

const told = () => recorded.named('create test.told-again').map(traceparentOf);

it('under the ids that are stored with them, and once: not of what others commit while it leads', async () => {
  const relay = new Relay(ports);
  const before = await stored('a', 1000);
  await relay.handle([before], 1);
  expect(told()).toEqual([before.traceparent]);
  const meanwhile = await stored('b', -1000);
  await relay.handle([meanwhile], 1);
  expect(told()).toEqual([]);
  // Another has led in between, and was killed.
  const orphaned = await stored('c', 500);
  await relay.handle([orphaned], 3);
  expect(told()).toEqual([orphaned.traceparent]);
});

it('not of what is older than a minute, for a recovery goes through the whole history; nor of what this process has made itself', async () => {
  const old = await stored('d', 61_000);
  await new Relay(ports).handle([old], 1);
  expect(told()).toEqual([]);
  const own = (await things.history('acme', 'd')) as [Commit];
  await new Promise((resolve) => setTimeout(resolve, 5));
  await new Relay(ports).handle(own, 1);
  expect(told()).toEqual([]);
});
