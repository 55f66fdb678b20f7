/** The smallest aggregate: things happen to it, and it counts them. In a file of its own, for processes that a test starts know it too. */
import { randomUUID } from 'node:crypto';
import { type Decider, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import { z } from 'zod';

/** Each test file has its own. */
export const topic = process.env.RELAY_TOPIC ?? `test.relay-${randomUUID()}`;

const happened = eventsOn({ topic, key: 'thingId', service: 'test' })(
  'thing.happened.v1',
  'Something happened.',
  z.object({ thingId: z.string(), note: z.string() }),
);
const event = eventMaker<EventOf<typeof happened>>();

/** An event for each note. */
export interface Happen {
  readonly do: 'happen';
  readonly thingId: string;
  readonly notes: readonly string[];
}

export const thing: Decider<{ count: number }, Happen, EventOf<typeof happened>> = {
  aggregate: 'thing',
  stateVersion: 1,
  initial: { count: 0 },
  decide: ({ thingId, notes }) => notes.map((note) => event('thing.happened.v1', { thingId, note })),
  evolve: ({ count }) => ({ count: count + 1 }),
};
