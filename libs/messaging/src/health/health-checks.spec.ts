/** What a service says of its servers when a probe asks. */
import type { Clock } from '../ports.js';
import { systemClock } from '../system-ports.js';
import { worstOf } from './check.js';
import { HealthChecks, type StartStep } from './health-checks.js';

const consumes = { startsWith: undefined as StartStep | undefined, member: () => true };
const checksOf = (ping: () => Promise<void>, consuming = consumes, clock: Clock = systemClock) =>
  new HealthChecks({ ping }, consuming, clock);
const statesOf = (checks: readonly { name: string; state: string }[]) => Object.fromEntries(checks.map(({ name, state }) => [name, state]));

describe('ready', () => {
  it('is a service whose MongoDB answers', async () => {
    expect(statesOf(await checksOf(async () => undefined).ready())).toEqual({ mongodb: 'ok', kafka: 'ok' });
  });

  it('is none whose MongoDB says no, without a word of what it said', async () => {
    const checks = await checksOf(() => Promise.reject(new Error('mongodb://mara:secret@db'))).ready();
    expect(statesOf(checks)).toEqual({ mongodb: 'bad', kafka: 'ok' });
    expect(JSON.stringify(checks)).not.toContain('secret');
  });

  it('is none whose MongoDB says nothing, which is told within the second that a probe waits, by one question at a time', async () => {
    let asked = 0;
    let answer: () => void = () => undefined;
    const silent = () => {
      asked += 1;
      return new Promise<void>((resolve) => {
        answer = resolve;
      });
    };
    const checks = checksOf(silent);
    const begun = performance.now();
    const both = await Promise.all([checks.ready(), checks.ready()]);
    expect(both.map(statesOf)).toEqual([{ mongodb: 'bad', kafka: 'ok' }, { mongodb: 'bad', kafka: 'ok' }]); // biome-ignore format: a table
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(asked).toBe(1);
    answer();
    await Promise.resolve();
    const again = checks.ready();
    answer();
    expect(statesOf(await again)).toMatchObject({ mongodb: 'ok' });
  });

  it('is a service without Kafka: it warns, for commands succeed', async () => {
    const away = { ...consumes, member: () => false };
    expect(statesOf(await checksOf(async () => undefined, away).ready())).toEqual({ mongodb: 'ok', kafka: 'warn' });
  });
});

it.each([
  ['installation', ['warn', 'warn', 'warn']],
  ['topics', ['ok', 'warn', 'warn']],
  ['group', ['ok', 'ok', 'warn']],
  [undefined, ['ok', 'ok', 'ok']],
] as const)('of a start that is at %s the steps are %j, and none is a failure', (startsWith, states) => {
  const checks = checksOf(async () => undefined, { ...consumes, startsWith }).started();
  expect(checks.map(({ name, state }) => [name, state])).toEqual(['installation', 'topics', 'group'].map((name, n) => [name, states[n]]));
});

it('the worst state counts', () => {
  const [ok, warn, unknown, bad] = (['ok', 'warn', 'unknown', 'bad'] as const).map((state) => ({ state }));
  expect([worstOf([]), worstOf([ok, warn] as never), worstOf([warn, unknown] as never), worstOf([unknown, bad, ok] as never)]).toEqual([
    ...['ok', 'warn', 'unknown', 'bad'],
  ]);
});
