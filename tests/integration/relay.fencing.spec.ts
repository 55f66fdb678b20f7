/**
 * A lease stops no paused process, so what it does when it wakes does no harm. Real processes, stopped (SIGSTOP) in the middle for longer than
 * their lease, and woken when another has gone on. Cases 3, 5, 41 and 42 of reliability.md.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { CopyStore, type IncomingMessage, ServicePorts, systemClock } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { kafkaBrokers, mongoUrl } from '../servers.js';
import { Relaying } from './relaying.js';
import { topic } from './thing.ts';

let relaying: Relaying;
let url: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  url = mongoUrl('fencing');
  relaying = await Relaying.open(url);
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await relaying.close();
});

interface Pausing {
  readonly FOLLOWER: 'relay' | 'projector';
  readonly PAUSE_AT: 'send' | 'putHeads';
  readonly PAUSE_WHEN: 'before' | 'after';
}

/** Starts a follower that leads, and resolves when it has stopped itself in the middle of its work. */
async function paused(how: Pausing): Promise<{ wake(): void; said(what: string): boolean }> {
  const { PATH, HOME } = process.env;
  const env = { ...how, PATH, HOME, MONGO_URL: url, KAFKA_BROKERS: kafkaBrokers(), RELAY_TOPIC: topic };
  const args = ['--no-warnings', 'tests/integration/relay.process.ts'];
  const started = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  const lines: string[] = [];
  createInterface({ input: started.stdout }).on('line', (line) => lines.push(line));
  const said = (what: string) => lines.some((line) => line.includes(what));
  await eventually(async () => {
    await relaying.happens('a');
    return said('paused');
  }, 60_000);
  return { wake: () => void started.kill('SIGCONT'), said };
}

/** Looks again and again; throws what it has seen go back. */
function watch(look: () => Promise<string | number>): { end(): Promise<void> } {
  let over = false;
  const watching = (async () => {
    for (let last = await look(); !over; ) {
      const next = await look();
      if (next < last) throw new Error(`went back from ${last} to ${next}`);
      last = next;
      await systemClock.sleep(10);
    }
  })();
  watching.catch(() => undefined);
  const end = () => {
    over = true;
    return watching;
  };
  return { end };
}

/** Counts each thing's events in a copy, guarded by their sequence. */
async function counting(): Promise<CopyStore<{ count: number }>> {
  const copies = new CopyStore<{ count: number }>('copies', relaying.ports());
  const begin = ({ headers }: IncomingMessage) => ({
    attempt: async () => {
      if (headers.ce_org === relaying.org)
        await copies.keep(relaying.org, headers.ce_subject ?? '', Number(headers.ce_sequence), (copy) => ({
          count: (copy?.count ?? 0) + 1,
        }));
      return undefined;
    },
  });
  await relaying.broker.consume({ group: `counting-${randomUUID()}`, topics: [topic], begin });
  return copies;
}

it.each(['before', 'after'] as const)(
  'a relay paused %s Kafka took its batch moves no mark back, publishes repeats at most, and a reader counts right',
  async (PAUSE_WHEN) => {
    const copies = await counting();
    const old = await paused({ FOLLOWER: 'relay', PAUSE_AT: 'send', PAUSE_WHEN });
    await relaying.happens('b', 5);
    relaying.start();
    await relaying.happens('a', 5);
    await relaying.expectWhole();
    const places = watch(async () => (await relaying.mark())?.token?.feed?.at?._data ?? '');
    const epochs = watch(async () => (await relaying.mark())?.epoch ?? 0);
    const { epoch = 0 } = (await relaying.mark()) ?? {};
    const seen = relaying.messages.length;
    old.wake();
    await eventually(async () => old.said('lease_lost'), 30_000);
    await relaying.happens('b', 5);
    await relaying.expectWhole();
    await Promise.all([places.end(), epochs.end()]);

    expect((await relaying.mark())?.epoch).toBe(epoch);
    const late = relaying.messages.slice(seen).filter(({ headers }) => Number(headers.ce_relayepoch) < epoch);
    const known = new Set(relaying.messages.slice(0, seen).map(({ headers }) => headers.ce_id));
    expect(late.filter(({ headers }) => !known.has(headers.ce_id))).toEqual([]);
    if (PAUSE_WHEN === 'before') expect(late.length).toBeGreaterThan(0);
    for (const id of ['a', 'b']) {
      const stream = `${relaying.org}/thing/${id}`;
      const committed = (await relaying.things.load(relaying.org, id))?.sequence;
      await eventually(async () => (await copies.get(relaying.org, stream))?.count === committed, 30_000);
    }
  },
  120_000,
);

it('a projector paused before it writes heads moves none back when it wakes', async () => {
  const old = await paused({ FOLLOWER: 'projector', PAUSE_AT: 'putHeads', PAUSE_WHEN: 'before' });
  relaying.start('projector');
  await relaying.happens('a', 5);
  const head = async () => (await relaying.database.head(`${relaying.org}/thing/a`))?.version ?? 0;
  const committed = (await relaying.things.load(relaying.org, 'a'))?.version;
  await eventually(async () => (await head()) === committed, 30_000);
  const versions = watch(head);
  old.wake();
  await eventually(async () => old.said('lease_lost'), 30_000);
  await versions.end();
  expect(await relaying.database.head(`${relaying.org}/thing/a`)).toMatchObject({ version: committed, state: { count: committed } });
}, 120_000);

it('relays whose clocks are ten minutes apart never lead at once, and none takes the lease of another', async () => {
  for (const minutes of [10, 0, -10]) {
    const { database, broker } = relaying;
    const now = () => new Date(Date.parse(systemClock.now()) + minutes * 60_000).toISOString();
    relaying.start('relay', new ServicePorts('test', database, broker, { ...systemClock, now }));
  }
  const until = performance.now() + 7000;
  while (performance.now() < until) await relaying.happens('a');
  await relaying.expectWhole();
  // Whoever believed its own clock would take it every time it looks.
  expect((await relaying.mark())?.epoch).toBeLessThan(4);
}, 60_000);
