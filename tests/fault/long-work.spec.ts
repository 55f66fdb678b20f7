/**
 * Long work of a service that is killed again and again: a sweep over all applications of a search, and heads rebuilt. `LONG_WORK=200000`
 * makes it as long as one likes; what it took is then printed.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { requisitionFilled, requisitionOpened } from '@rolecall/contracts';
import { issueToken, operatorOrg } from '@rolecall/edge';
import { type Head, type Job, KafkaBroker, MongoDatabase, streamOf } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import type { Sweep } from '../../apps/screening/src/sweep/sweep.js';
import { sweepIdOf } from '../../apps/screening/src/sweep/sweep.js';
import { type System, startSystem } from '../../deploy/local/index.ts';
import { applied, org, says } from '../service/applications.js';
import { terms } from '../service/screening-service.js';

const many = Number(process.env.LONG_WORK ?? 1500);
/** For each thing waited for: generous, for it grows with how many there are. */
const patienceMs = 120_000 + many * 30;
const say = (line: string) => process.stderr.write(`  ${line}\n`);
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

let system: System;
let database: MongoDatabase;
let broker: KafkaBroker;
beforeAll(async () => {
  system = await startSystem({ services: ['screening'], say });
  database = await MongoDatabase.open(system.servers.mongoUrl('rolecall_screening'));
  broker = await KafkaBroker.open({ clientId: 'test', brokers: system.servers.kafkaBrokers.split(','), log: () => undefined });
}, 120_000);
afterAll(async () => {
  await broker?.close();
  await database?.close();
  await system?.stop();
});

const screening = () => system.services.screening;
async function call<T>(path: string, body?: object, who = { person: 'mara', org, roles: ['recruiter'] }): Promise<T> {
  const headers = {
    authorization: `Bearer ${await issueToken(who, system.secret)}`,
    ...(body ? { 'content-type': 'application/json' } : {}),
  };
  const request = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const response = await fetch(`${screening().url}/v1/${path}`, { headers, ...request });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as T;
}
const operator = { person: 'olga', org: operatorOrg, roles: ['operator'] };
const heads = () => database.collection('heads');
const memoryMb = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${screening().pid}/status`, 'utf8'))?.[1]) / 1024;

/** A search with so many applications, all of whose heads are there. */
async function search(applications: number): Promise<{ requisitionId: string; ids: string[] }> {
  const requisitionId = crypto.randomUUID();
  await eventually(
    () =>
      says(broker, requisitionId, 1, requisitionOpened, { terms }).then(
        () => true,
        () => false,
      ),
    30_000,
  );
  await eventually(
    () =>
      call(`worklists/${requisitionId}`).then(
        () => true,
        () => false,
      ),
    30_000,
  );
  const ids = await applied(database, requisitionId, applications);
  await eventually(
    async () => (await heads().countDocuments({ 'state.requisitionId': requisitionId, version: 1 })) === applications,
    patienceMs,
  );
  return { requisitionId, ids };
}

async function ends(requisitionId: string, closeOn: string): Promise<void> {
  await says(broker, requisitionId, 2, requisitionFilled, { closeOn, owner: 'olga' });
  await eventually(() => sweepOf(requisitionId), 30_000);
}
const sweepOf = async (requisitionId: string) =>
  (await database.head(streamOf(org, 'sweep', sweepIdOf(requisitionId))))?.state as Sweep | undefined;

async function killed(): Promise<void> {
  await screening().kill();
  await screening().start();
}

/** What happened to each application, in order. */
async function histories(ids: readonly string[]): Promise<Map<string, number>> {
  const told = new Map<string, string[]>();
  for await (const { stream, events } of database.allCommits(streamOf(org, 'application', '')))
    if (stream.startsWith(streamOf(org, 'application', '')))
      told.set(stream, [...(told.get(stream) ?? []), ...events.map(({ type }) => type.split('.')[1] ?? '')]);
  const all = ids.map((id) => told.get(streamOf(org, 'application', id))?.join(' ') ?? 'nothing');
  return new Map([...Map.groupBy(all, (each) => each)].map(([story, each]) => [story, each.length]));
}

it(
  'a sweep that is killed at whatever step goes on, and acts once on each application',
  async () => {
    const { requisitionId, ids } = await search(many);
    await ends(requisitionId, inMs(12_000));
    const done = ({ counts }: Sweep) => counts.announcing + counts.closing;
    for (let kill = 1; kill <= 6; kill += 1) {
      const before = await sweepOf(requisitionId);
      // Somewhere in the middle of a later step.
      await eventually(async () => {
        const now = await sweepOf(requisitionId);
        return now && (now.status === 'finished' || (before && done(now) > done(before)));
      }, patienceMs);
      await sleep(40 * kill);
      await killed();
    }
    await eventually(async () => (await sweepOf(requisitionId))?.status === 'finished', patienceMs);
    expect(await histories(ids)).toEqual(new Map([['received closing-announced task-opened closed task-done', many]]));
    expect(await sweepOf(requisitionId)).toMatchObject({ counts: { failed: 0 } });
  },
  2 * patienceMs,
);

it(
  'a sweep holds nobody else up: commands are answered, and other deadlines are met',
  async () => {
    const other = await search(40);
    const { requisitionId, ids } = await search(many);
    const asked = async (): Promise<number> => {
      const since = performance.now();
      await call('candidates', { name: 'Lena', emails: [`${crypto.randomUUID()}@personal.example`] });
      return performance.now() - since;
    };
    const calm: number[] = [];
    for (let n = 0; n < 30; n += 1) calm.push(await asked());
    const since = performance.now();
    await ends(requisitionId, inMs(86_400_000));
    const [busy, letters]: [number[], Map<string, string>] = [[], new Map()];
    while ((await sweepOf(requisitionId))?.status !== 'waiting') {
      busy.push(await asked());
      const [id] = other.ids.splice(0, 1);
      if (!id) continue;
      const letterDueAt = inMs(1500);
      await call(`applications/${id}/reject`, { reason: 'stronger_candidate', letterDueAt });
      letters.set(id, letterDueAt);
    }
    const seconds = (performance.now() - since) / 1000;
    expect(await histories(ids)).toEqual(new Map([['received closing-announced task-opened', many]]));
    const late = await Promise.all(
      [...letters].map(([id, letterDueAt]) =>
        eventually(async () => {
          const commits = await database.commitsAfter(streamOf(org, 'application', id), 0);
          const out = commits.find(({ events }) => events.some(({ type }) => type === 'application.letter-released.v1'));
          return out && Date.parse(out.at) - Date.parse(letterDueAt) + 1;
        }, 30_000),
      ),
    );
    const of = (all: number[], share: number) => [...all].sort((a, b) => a - b)[Math.floor(all.length * share)] ?? 0;
    const facts = {
      ...{ applications: many, seconds: Math.round(seconds), memoryMb: Math.round(memoryMb()), letters: letters.size },
      ...{ latency50: of(busy, 0.5) / of(calm, 0.5), latency95: of(busy, 0.95) / of(calm, 0.95), lettersLateMs95: of(late, 0.95) },
    };
    say(`sweep: ${JSON.stringify(facts)}`);
    expect(letters.size).toBeGreaterThan(5);
    expect(facts.lettersLateMs95).toBeLessThan(5000);
    expect(facts.latency50).toBeLessThan(10);
  },
  2 * patienceMs,
);

it(
  'a rebuild of heads that is killed goes on where it was, and every head comes back',
  async () => {
    const before = await heads().countDocuments({ version: { $exists: true } });
    const since = performance.now();
    await heads().deleteMany({});
    const { id } = await call<Job>('operator/jobs', { kind: 'heads-rebuild' }, operator);
    const job = () => call<Job>(`operator/jobs/${id}`, undefined, operator);
    let kills = 0;
    await eventually(async () => {
      const { counts, status } = await job();
      if (status === 'done') return true;
      if (kills < 2 && (counts.commits ?? 0) > kills * 1000) {
        kills += 1;
        await killed();
      }
      return false;
    }, patienceMs);
    const ended = await job();
    say(
      `rebuild: ${JSON.stringify({ seconds: Math.round((performance.now() - since) / 1000), kills, counts: ended.counts, memoryMb: Math.round(memoryMb()) })}`,
    );
    expect([kills, ended.findings, ended.counts.broken]).toEqual([2, [], 0]);
    expect(await heads().countDocuments({ version: { $exists: true } })).toBe(before);
    const sample = (await heads()
      .find({}, { limit: 500, sort: { _id: -1 } })
      .toArray()) as unknown as Head[];
    for (const { _id, version } of sample)
      expect((await database.commitsAfter(_id, version - 1)).map((commit) => commit.version)).toEqual([version]);
  },
  2 * patienceMs,
);
