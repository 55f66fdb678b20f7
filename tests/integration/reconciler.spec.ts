/** The reconciler on a real MongoDB: what it looks at, what it leaves alone, and how it goes on. Lamps should burn as their switches say. */
import { randomUUID } from 'node:crypto';
import { type Decider, defineRejection, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import {
  AggregateStore,
  type Cause,
  CopyStore,
  hearing,
  Jobs,
  KafkaBroker,
  type Loaded,
  mend,
  Projector,
  Reconciler,
  type Rule,
  reconcileJob,
} from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { eventually, testPorts } from '@rolecall/testing';
import { z } from 'zod';
import { kafkaBrokers, mongoUrl } from '../servers.js';

const defineEvent = eventsOn({ topic: 'test.lamp', key: 'lampId', service: 'test' });
const lit = defineEvent('lamp.lit.v1', 'It burns.', z.object({ lampId: z.string() }));
const dusted = defineEvent('lamp.dusted.v1', 'It is clean.', z.object({ lampId: z.string() }));
const broken = defineRejection('lamp/broken', 'conflict', 'The lamp is broken.', 'Buy another.');
type LampEvent = EventOf<typeof lit | typeof dusted>;
const event = eventMaker<LampEvent>();
interface Lamp {
  readonly burns: boolean;
}
type LampCommand = { readonly do: 'light' | 'dust' | 'break' };
const lamp: Decider<Lamp, LampCommand, LampEvent> = {
  aggregate: 'lamp',
  stateVersion: 1,
  initial: { burns: false },
  decide(command, { burns }) {
    if (command.do === 'break') throw broken();
    if (command.do === 'dust') return [event('lamp.dusted.v1', { lampId: 'l' })];
    return burns ? [] : [event('lamp.lit.v1', { lampId: 'l' })];
  },
  evolve: (state, { type }) => (type === 'lamp.lit.v1' ? { burns: true } : state),
};

const ports = await testPorts('lamps', mongoUrl('lamps'));
afterAll(() => ports.database.close());
let now = Date.parse('2026-03-02T09:00:00.000Z');
/** Time passes only when a test says so. */
const clock = { ...ports.clock, now: () => new Date(now).toISOString() };
Object.assign(ports, { clock });
const minute = 60_000;
const lamps = new AggregateStore(lamp, ports, { indexes: ['state.burns'] });
const switches = new CopyStore<{ on: string; lampId: string }>('switches', ports);
const projector = new Projector(ports, { onBroken: () => undefined });

let last = 0;
/** A lamp that was dusted just now, and its switch. */
async function lampOf({ org = 'acme', on = true } = {}): Promise<string> {
  last += 1;
  const id = `l${String(last).padStart(4, '0')}`;
  await give(org, id, 'dust');
  await switches.keep(org, id, 1, () => ({ on: on ? 'yes' : 'no', lampId: id }));
  return id;
}
async function give(org: string, id: string, command: LampCommand['do']): Promise<void> {
  last += 1;
  const cause: Cause = { id: `given:${last}`, org, actor: { kind: 'person', id: 'mara' }, kind: 'request' };
  await lamps.execute(id, { do: command }, cause);
  await projector.handle(await lamps.history(org, id));
}
const burns = async (id: string, org = 'acme') => (await lamps.load(org, id))?.state.burns;

const dark = { 'state.burns': false };
const ruleOf = (more: Partial<Rule<Loaded<Lamp>>> = {}): Rule<Loaded<Lamp>> => ({
  name: 'lamp-behind-its-switch',
  of: lamps.everywhere(dark),
  mends: async (org, it) => ((await switches.get(org, it.id))?.on === 'yes' ? [mend(lamps, it, { do: 'light' })] : []),
  ...more,
});
const tuning = { everyMs: 100, stoodMs: minute, pageMax: 10, leaseTtlMs: 2000 };
const logged: Record<string, unknown>[] = [];
function reconcilerWith<T = Loaded<Lamp>>(rule: Rule<T> = ruleOf() as never): Reconciler {
  const log = (_: string, message: string, facts: Record<string, unknown> = {}) => void logged.push({ message, ...facts });
  const reconciler = new Reconciler(ports, { log }, tuning);
  reconciler.register(rule);
  return reconciler;
}

it('mends what was found twice, a while apart, once, by the ordinary command under a cause of its own', async () => {
  const mismatches = async () =>
    (await metrics.verifyMismatchesTotal.get()).values.find(({ labels }) => labels.invariant === 'rule')?.value ?? 0;
  const before = await mismatches();
  const id = await lampOf();
  now += 2 * minute;
  const reconciler = reconcilerWith();
  expect(await reconciler.pass()).toMatchObject({ waiting: 1, mended: 0 });
  expect(await burns(id)).toBe(false);
  now += 2 * minute;
  expect(await reconciler.pass()).toMatchObject({
    ...{ waiting: 0, mended: 1, failed: 0 },
    findings: [`lamp-behind-its-switch: acme/lamp/${id} mended by light`],
  });
  expect((await lamps.history('acme', id)).at(-1)).toMatchObject({
    cause: `reconcile:lamp-behind-its-switch:acme/lamp/${id}:1`,
    actor: { kind: 'timer', id: 'reconcile:lamp-behind-its-switch' },
  });
  now += 2 * minute;
  expect(await reconciler.pass()).toMatchObject({ mended: 0, waiting: 0 });
  expect(await lamps.history('acme', id)).toHaveLength(2);
  expect((await metrics.exposition()).text).toContain('hiring_reconciled_total{rule="lamp-behind-its-switch",outcome="mended"} 1');
  expect(await mismatches()).toBe(before + 1);
  expect(logged).toContainEqual({
    message: 'a rule between aggregates was broken and is mended',
    ...{ rule: 'lamp-behind-its-switch', stream: `acme/lamp/${id}`, command: 'light' },
  });
});

it('does not look at what has just happened, nor mend what was mended between two looks', async () => {
  const id = await lampOf();
  const reconciler = reconcilerWith();
  expect(await reconciler.pass()).toMatchObject({ waiting: 0 });
  now += 2 * minute;
  expect(await reconciler.pass()).toMatchObject({ waiting: 1 });
  await give('acme', id, 'light');
  now += 2 * minute;
  expect(await reconciler.pass()).toMatchObject({ waiting: 0, mended: 0 });
});

it('begins to wait anew when something else happened to it, or when a pass did not meet it', async () => {
  const id = await lampOf();
  now += 2 * minute;
  const reconciler = reconcilerWith();
  await reconciler.pass();
  await give('acme', id, 'dust');
  now += 2 * minute;
  expect(await reconciler.pass()).toMatchObject({ waiting: 1, mended: 0 });
  await switches.keep('acme', id, 2, () => ({ on: 'no', lampId: id }));
  now += 2 * minute;
  expect(await reconciler.pass()).toMatchObject({ waiting: 0, mended: 0 });
  await switches.keep('acme', id, 3, () => ({ on: 'yes', lampId: id }));
  now += 2 * minute;
  expect(await reconciler.pass()).toMatchObject({ waiting: 1, mended: 0 });
  await give('acme', id, 'light');
});

it('looks at a fresh aggregate when the head is behind, and carries nothing out on one that has moved on meanwhile', async () => {
  const id = await lampOf();
  const cause: Cause = { id: 'unseen', org: 'acme', actor: { kind: 'person', id: 'mara' }, kind: 'request' };
  await lamps.execute(id, { do: 'light' }, cause);
  now += 2 * minute;
  expect(await reconcilerWith().pass()).toMatchObject({ waiting: 0, mended: 0 });
  const raced = await lampOf();
  now += 2 * minute;
  const racing = ruleOf({
    async mends(org, it) {
      const mendings = await ruleOf().mends(org, it, it.id);
      if (mendings.length > 0 && it.id === raced) await lamps.execute(raced, { do: 'dust' }, { ...cause, id: `race:${++last}` });
      return mendings;
    },
  });
  const reconciler = reconcilerWith(racing);
  await reconciler.pass();
  now += 2 * minute;
  const looked = await reconciler.pass();
  expect(looked).toMatchObject({ mended: 0, failed: 0 });
  expect(await burns(raced)).toBe(false);
  await give('acme', raced, 'light');
});

it('looks at every organization, at aggregates and at copies, page by page', async () => {
  // The second begins as the first does; the last two have more than a page each.
  const orgs = ['acme', 'acme-two', 'zeta', 'zeta'];
  const all = await Promise.all(Array.from({ length: 50 }, (_, n) => lampOf({ org: orgs[n % 4] as string })));
  const seen: string[] = [];
  const notes = async (org: string, { id }: { readonly id: string }) => {
    seen.push(`${org}/${id}`);
    return [];
  };
  const byHead = reconcilerWith(ruleOf({ mends: notes }));
  now += 2 * minute;
  await byHead.pass();
  for (const [n, id] of all.entries()) expect(seen).toContain(`${orgs[n % 4]}/${id}`);
  expect(new Set(seen).size).toBe(seen.length);
  const copies: string[] = [];
  const mends = async (org: string, { lampId }: { lampId: string }, id: string) => {
    expect(lampId).toBe(id);
    copies.push(`${org}/${id}`);
    return [];
  };
  await reconcilerWith({ name: 'switches', of: switches.everywhere('on', 'yes'), mends }).pass();
  for (const [n, id] of all.entries()) expect(copies).toContain(`${orgs[n % 4]}/${id}`);
  expect(new Set(copies).size).toBe(copies.length);
  for (const [n, id] of all.entries()) await give(orgs[n % 4] as string, id, 'light');
});

it('passes over one at which a rule fails, and over one whose decider refuses, and counts both', async () => {
  const [wrong, refused, fine] = [await lampOf(), await lampOf(), await lampOf()];
  const reconciler = reconcilerWith(
    ruleOf({
      name: 'failing',
      async mends(org, it) {
        if (it.id === wrong) throw new TypeError('what a person wrote');
        return it.id === refused ? [mend(lamps, it, { do: 'break' })] : ruleOf().mends(org, it, it.id);
      },
    }),
  );
  now += 2 * minute;
  expect(await reconciler.pass()).toMatchObject({ failed: 1, waiting: 2 });
  now += 2 * minute;
  const { findings, ...counts } = await reconciler.pass();
  expect(counts).toMatchObject({ failed: 2, mended: 1 });
  expect(findings).toContain(`failing: lamp acme/${wrong} not mended: TypeError`);
  expect(findings).toContain(`failing: acme/lamp/${refused} not mended: break lamp/broken`);
  expect(await burns(fine)).toBe(true);
  for (const id of [wrong, refused]) await give('acme', id, 'light');
});

it('throws at an outage, that the pass may be taken up again where it was', async () => {
  const id = await lampOf();
  now += 2 * minute;
  const away = Object.assign(new Error('away'), { name: 'MongoNetworkError' });
  await expect(reconcilerWith(ruleOf({ mends: () => Promise.reject(away) })).pass()).rejects.toBe(away);
  await give('acme', id, 'light');
});

it('works in one process at a time, and goes on in another when that one is gone', async () => {
  Object.assign(ports, { clock: { ...ports.clock, now: () => new Date(now + performance.now()).toISOString() } });
  const id = await lampOf();
  now += 2 * minute;
  const looks = { first: 0, second: 0 };
  const counting = (who: keyof typeof looks) =>
    ruleOf({
      name: 'shared',
      mends: async () => {
        looks[who] += 1;
        return [];
      },
    });
  const first = reconcilerWith(counting('first'));
  const second = reconcilerWith(counting('second'));
  first.start();
  await eventually(async () => looks.first > 1);
  second.start();
  await ports.clock.sleep(500);
  expect(looks.second).toBe(0);
  await first.stop();
  await eventually(async () => looks.second > 1, 60_000);
  await second.stop();
  Object.assign(ports, { clock });
  await give('acme', id, 'light');
}, 90_000);

it('is run by an operator as a job, which looks twice by itself and tells what it has done', async () => {
  const id = await lampOf();
  now += 2 * minute;
  const reconciler = reconcilerWith();
  const jobs = new Jobs(ports, [reconcileJob(ports, reconciler)], { log: () => undefined });
  await jobs.prepare();
  jobs.start();
  const { id: job } = await jobs.begin('reconcile', {}, { kind: 'person', id: 'olga' });
  await eventually(async () => (await jobs.of(job)).counts.waiting === 1);
  expect(await burns(id)).toBe(false);
  now += 2 * minute;
  await eventually(async () => (await jobs.of(job)).status === 'done', 20_000);
  expect(await jobs.of(job)).toMatchObject({
    counts: { mended: 1, failed: 0 },
    findings: [`lamp-behind-its-switch: acme/lamp/${id} mended by light`],
  });
  expect(await burns(id)).toBe(true);
  await jobs.stop();
}, 30_000);

it('does not look while the service is behind with what others said, and looks when it has heard it', async () => {
  Object.assign(ports, { clock: { ...ports.clock, now: () => new Date(now + performance.now()).toISOString() } });
  let [looks, heard] = [0, false];
  const counting = ruleOf({
    mends: async () => {
      looks += 1;
      return [];
    },
  });
  const id = await lampOf();
  now += 2 * minute;
  const log = (_: string, message: string) => void logged.push({ message });
  const reconciler = new Reconciler(ports, { log }, tuning, async () => heard);
  reconciler.register(counting);
  reconciler.start();
  await eventually(
    async () => logged.some(({ message }) => message === 'the reconciler waits until the service has heard what was said'),
    30_000,
  );
  expect(looks).toBe(0);
  heard = true;
  await eventually(async () => looks > 0, 30_000);
  await reconciler.stop();
  Object.assign(ports, { clock });
  await give('acme', id, 'light');
}, 90_000);

it('knows from the broker whether a service has heard everything that was said before an instant', async () => {
  const broker = await KafkaBroker.open({ clientId: 'hearing-test', brokers: kafkaBrokers().split(','), log: () => undefined });
  const [topic, service] = [`test.hearing.${randomUUID()}`, `hearing-${randomUUID()}`];
  await broker.ensureTopics([{ name: topic, partitions: 2 }]);
  const hears = hearing({ broker, service } as never, () => [topic]);
  const soon = () => new Date(Date.now() + minute).toISOString();
  const before = new Date(Date.now() - minute).toISOString();
  expect(await hears(soon())).toBe(true);
  const say = (key: string) => broker.send([{ topic, key, value: '{}', headers: {} }]);
  await eventually(() =>
    Promise.all(['a', 'b', 'c', 'd'].map(say)).then(
      () => true,
      () => false,
    ),
  );
  expect([await hears(before), await hears(soon())]).toEqual([true, false]);
  const ends = (await broker.bounds([topic])).map(({ partition, high }) => ({ topic, partition, offset: high }));
  await broker.setPlaces(`rolecall.${service}`, ends);
  expect(await hears(soon())).toBe(true);
  await broker.setPlaces(`rolecall.${service}`, [{ ...(ends.find(({ offset }) => offset !== '0') as (typeof ends)[0]), offset: '0' }]);
  expect(await hears(soon())).toBe(false);
  expect(await hearing({ broker, service } as never, () => undefined)(before)).toBe(false);
  await broker.close();
});

it('takes no two rules of one name', () => {
  const reconciler = reconcilerWith();
  expect(() => reconciler.register(ruleOf())).toThrow('two rules are named lamp-behind-its-switch');
});
