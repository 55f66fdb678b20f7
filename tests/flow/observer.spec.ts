/** The observer beside the four services: its figures are what their own lists say, and its synthetic story says whether they work together. */
import { readFileSync } from 'node:fs';
import { issueToken, operatorOrg } from '@rolecall/edge';
import { MongoDatabase } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { type Observer, type ServiceName, type System, serviceNames, startObserver, startSystem } from '../../deploy/local/index.ts';
import { root } from '../../deploy/local/root.ts';
import { runTool } from '../../deploy/local/tool.ts';
import { type Json, Person, type Target } from '../load/client.ts';
import { Load } from '../load/load.ts';
import type { Ending } from '../load/story.ts';

const org = 'observed';
const patience = { requestMs: 5000, stepMs: 60_000 };
const endings: readonly Ending[] = ['hired', 'declined', 'rejected', 'hired'];

let system: System;
let observer: Observer;
let target: Target;
let requisitions: readonly string[];

beforeAll(async () => {
  system = await startSystem({ say: (line) => process.stderr.write(`  ${line}\n`), flags: [] });
  const services = Object.fromEntries(serviceNames.map((name) => [name, [system.services[name]]])) as unknown as Target['services'];
  target = { services, secret: system.secret };
  const endingOf = (index: number): Ending => endings[index % endings.length] as Ending;
  const load = await Load.start(target, { org, inFlight: 2, patience, endingOf });
  await eventually(async () => load.stories.length >= endings.length, 60_000);
  await load.stop();
  expect(load.stuck()).toEqual([]);
  requisitions = load.requisitions;
  // After the fact: it reads everything from the beginning.
  observer = await startObserver(system, { PROBE_EVERY_MS: '1000', PROBE_STEP_MS: '20000' });
}, 300_000);
afterAll(async () => {
  await observer?.stop();
  await system?.stop();
});

const told = async (): Promise<string> => (await fetch(`${observer.service.operatorUrl}/metrics`)).text();
const figures = async (name: string): Promise<Record<string, number>> => {
  const lines = [...(await told()).matchAll(new RegExp(`^hiring_${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))];
  return Object.fromEntries(lines.filter(([, , value]) => value !== '0').map(([, labels = '', value]) => [labels, Number(value)]));
};

/** What a service lists, counted as a figure is. */
async function listed(service: ServiceName, path: string, labelsOf: (item: Json) => string): Promise<Record<string, number>> {
  const mara = await Person.of(target, org, 'mara', 'recruiter', patience);
  const items: Json[] = await mara.waitsFor(service, `/v1/${path}`, (seen) => seen.items);
  const counts: Record<string, number> = {};
  for (const labels of items.map(labelsOf)) counts[labels] = (counts[labels] ?? 0) + 1;
  return counts;
}

const same = (name: string, expected: Record<string, number>) =>
  eventually(async () => {
    const sorted = (of: Record<string, number>) => JSON.stringify(Object.entries(of).sort());
    return sorted(await figures(name)) === sorted(expected);
  }, 25_000).catch(async () => expect(await figures(name)).toEqual(expected));

it('tells what the services list', async () => {
  const [requisitionId] = requisitions;
  const applications = await listed(
    'screening',
    `applications?requisitionId=${requisitionId}&limit=100`,
    ({ status }) => `stage="${status}",source="direct"`,
  );
  expect(Object.values(applications).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(endings.length);
  await same('applications', applications);
  await same('requisitions', await listed('requisition', 'requisitions?limit=100', ({ status }) => `status="${status}"`));
  await same('offers', await listed('offer', 'offers?limit=100', ({ status }) => `state="${status}"`));
  const hires = applications['stage="hired",source="direct"'];
  expect(await figures('time_to_hire_seconds_count')).toEqual({ '': hires });
  expect(await figures('seats')).toMatchObject({ 'state="filled"': hires });
}, 60_000);

/** The command line of an operator, who names the observer among the services. */
async function rolecall(...args: string[]): Promise<string> {
  const all = Object.entries({ ...system.services, observer: observer.service }).map(([name, { url }]) => `${name}=${url}`);
  const ROLECALL_TOKEN = await issueToken({ person: 'olga', org: operatorOrg, roles: ['operator'] }, system.secret);
  const env = { ROLECALL_TOKEN, ROLECALL_SERVICES: all.join(',') };
  return runTool(process.execPath, ['--no-warnings', 'apps/cli/dist/main.js', ...args], { cwd: root, env, withinMs: 60_000 });
}

it('has the same figures again when its copies were lost and replayed, and counted anew', async () => {
  const names = ['applications', 'requisitions', 'seats', 'offers', 'stage_seconds_sum', 'time_to_hire_seconds_sum'];
  const before = await Promise.all(names.map(figures));
  const database = await MongoDatabase.open(system.servers.mongoUrl('rolecall_observer'));
  for (const name of ['application-copies', 'offer-copies', 'requisition-copies', 'tallies'])
    await database.collection(name).deleteMany({});
  await database.close();
  expect(await rolecall('replay', 'observer')).not.toContain('left out');
  for (const [place, name] of names.entries()) await same(name, before[place] as Record<string, number>);
  expect(await rolecall('verify', 'observer', '--topics')).not.toContain('mismatches');
}, 120_000);

const stories = async (outcome: string): Promise<number> => (await figures('probe_stories_total'))[`outcome="${outcome}"`] ?? 0;
const linesOf = (): Record<string, unknown>[] =>
  readFileSync(observer.service.log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const givenUp = () => linesOf().filter(({ msg }) => msg === 'a synthetic story was given up');

it('tells a synthetic story through all four services to its end, with the time of every reaction', async () => {
  await eventually(async () => (await stories('ended')) >= 2, 60_000).catch(() => expect(givenUp()).toEqual([]));
  const steps = await figures('probe_step_seconds_count');
  const reactions = ['planned', 'decided', 'to_prepare', 'seated', 'voided', 'seat_released'];
  expect(Object.keys(steps).sort()).toEqual([...reactions, 'search_known'].map((step) => `step="${step}"`).sort());
  expect(steps['step="search_known"']).toBe(1);
  expect(givenUp()).toEqual([]);
}, 90_000);

it('adds 24 commits with each synthetic story, and 21 KB to the histories', async () => {
  const before = { stories: await stories('ended'), ...(await added()) };
  await eventually(async () => (await stories('ended')) >= before.stories + 5, 60_000);
  const now = await added();
  const told = (await stories('ended')) - before.stories;
  // One more may be under way.
  expect((now.commits - before.commits) / (told + 1)).toBeLessThan(28);
  expect((now.bytes - before.bytes) / (told + 1)).toBeLessThan(25_000);
}, 90_000);

/** Commits of the synthetic story in all services, and about what they take. */
async function added(): Promise<{ commits: number; bytes: number }> {
  const sizes = await Promise.all(
    serviceNames.map(async (name) => {
      const database = await MongoDatabase.open(system.servers.mongoUrl(`rolecall_${name}`));
      const found: number[] = [];
      for await (const commit of database.allCommits('probe/'))
        if (commit._id.startsWith('probe/')) found.push(JSON.stringify(commit).length);
      await database.close();
      return found;
    }),
  );
  return { commits: sizes.flat().length, bytes: sizes.flat().reduce((sum, size) => sum + size, 0) };
}

it('names the step at which it was given up while a service is down, and ends again when it is back', async () => {
  await system.services.offer.kill();
  await eventually(async () => (await stories('failed')) > 1, 60_000);
  await system.services.offer.start();
  const ended = await stories('ended');
  const failed = givenUp();
  await eventually(async () => (await stories('ended')) > ended, 90_000);
  expect(failed.map(({ code }) => code)).toContain('ECONNREFUSED');
  for (const { step } of failed)
    expect(['to_prepare', 'draft-offer', 'request-offer-approval', 'approve-offer', 'seated', 'voided']).toContain(step);
}, 200_000);
