/** Probes cost nothing however often they come, and say since when. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Check, HealthChecks } from '@rolecall/messaging';
import { Probe } from './probes.js';

let elapsedMs = 0;
const clock = {
  now: () => new Date(Date.UTC(2026, 2, 2, 9) + elapsedMs).toISOString(),
  elapsed: () => elapsedMs,
  sleep: async () => undefined,
};
const mongodb = (state: Check['state']): Check => ({ name: 'mongodb', state, found: state });

const lives = (): Check => ({ name: 'process', state: 'ok', found: 'serves' });

it('asks servers once a second, whoever asks', async () => {
  let looks = 0;
  const look = async () => {
    looks += 1;
    return [mongodb('ok')];
  };
  const probe = new Probe(lives, look, clock);
  await Promise.all(Array.from({ length: 50 }, () => probe.answer()));
  elapsedMs += 999;
  await probe.answer();
  expect(looks).toBe(1);
  elapsedMs += 1;
  await probe.answer();
  expect(looks).toBe(2);
});

it('says of each check since when it is so, and where its paragraph is', async () => {
  let state: Check['state'] = 'ok';
  const probe = new Probe(lives, async () => [mongodb(state)], clock);
  const { holds, told } = await probe.answer();
  const since = clock.now();
  expect([holds, told]).toEqual([
    true,
    [expect.objectContaining(lives()), { ...mongodb('ok'), since, runbook: 'docs/runbooks/health.md#mongodb' }],
  ]);
  elapsedMs += 60_000;
  expect((await probe.answer()).told[1]?.since).toBe(since);
  state = 'bad';
  elapsedMs += 60_000;
  expect(await probe.answer()).toMatchObject({ holds: false, told: [{ state: 'ok' }, { state: 'bad', since: clock.now() }] });
});

it('fails for what is bad alone', async () => {
  const holds = async (...states: Check['state'][]) => (await new Probe(lives, async () => states.map(mongodb), clock).answer()).holds;
  expect([await holds('ok', 'warn', 'unknown'), await holds('ok', 'bad')]).toEqual([true, false]);
});

it('says at once what the process knows by itself: whoever stops is not ready any more', async () => {
  let stops = false;
  const own = (): Check => (stops ? { name: 'process', state: 'bad', found: 'stops' } : lives());
  const probe = new Probe(own, async () => [mongodb('ok')], clock);
  expect((await probe.answer()).holds).toBe(true);
  stops = true;
  expect((await probe.answer()).holds).toBe(false);
});

it('every check has its paragraph in the runbook', async () => {
  const checks = new HealthChecks({ ping: async () => undefined }, { startsWith: undefined, member: () => true }, clock);
  const names = [...(await checks.ready()), ...checks.started()].map(({ name }) => name);
  const page = readFileSync(join(import.meta.dirname, '../../../docs/runbooks/health.md'), 'utf8');
  const paragraphs = [...page.matchAll(/^## ([a-z-]+)$/gm)].map(([, name]) => name);
  expect(paragraphs.sort()).toEqual(['process', 'consumer', ...names].sort());
});
