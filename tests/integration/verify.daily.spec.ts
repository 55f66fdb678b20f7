/** The verifier has topics and copies looked at once a day, on a real MongoDB: by whichever process, once, and not while that would mislead. */
import { Daily, dailyOptions, Jobs, type JobWork, MongoDatabase, type ServicePorts, verifierLease, verifyJob } from '@rolecall/messaging';
import { eventually, testPorts } from '@rolecall/testing';
import { z } from 'zod';
import { mongoUrl } from '../servers.js';

const olga = { kind: 'person', id: 'olga' } as const;
const hour = 3_600_000;
let ports: ServicePorts;
let now: number;
let heard: boolean;
let jobs: Jobs;
beforeEach(async () => {
  ports = await testPorts('test', await MongoDatabase.open(mongoUrl('daily')));
  now = Date.parse('2026-03-02T09:00:00.000Z');
  heard = true;
  Object.assign(ports, { clock: { ...ports.clock, now: () => new Date(now).toISOString() } });
  jobs = new Jobs(ports, [work], { log: () => undefined });
  await jobs.prepare();
});
afterEach(async () => {
  await jobs.stop();
  await ports.database.close();
});

const options = z.strictObject({ topics: z.boolean().optional(), unhurried: z.boolean().optional(), all: z.boolean().optional() });
const work: JobWork = {
  ...{ kind: 'verify', options: options as unknown as NonNullable<JobWork['options']> },
  step: async () => ({ cursor: undefined, done: true, counts: {} }),
};

/** As the process of this name does each minute. */
async function look(owner = 'one'): Promise<void> {
  const held = await ports.database.lease(verifierLease, owner, 1);
  if (held) await new Daily(ports, jobs, async () => heard).look(held);
}
const begun = async () => (await jobs.list()).map(({ by, options: given }) => `${by.id}: ${Object.keys(given).join(' ')}`);
const done = () => eventually(async () => (await jobs.list()).every(({ status }) => status === 'done'));

it('begins the job of a day, and says that it was the verifier', async () => {
  await look();
  now += 23 * hour;
  await look('another');
  expect(await begun()).toEqual([]);
  now += hour;
  await look('another');
  await look();
  expect(await jobs.list()).toMatchObject([{ kind: 'verify', options: dailyOptions, by: { kind: 'timer', id: 'verifier' } }]);
  jobs.start();
  await done();
  now += 23 * hour;
  await look();
  expect(await begun()).toHaveLength(1);
  now += hour;
  await look();
  expect(await begun()).toHaveLength(2);
});

it('what an operator has begun counts, if it looked at topics; nothing is begun beside what runs', async () => {
  await look();
  now += 20 * hour;
  await jobs.begin('verify', { topics: true }, olga);
  now += 10 * hour;
  await look();
  expect(await begun()).toEqual(['olga: topics']);
  jobs.start();
  await done();
  await jobs.stop();
  await jobs.begin('verify', { all: true }, olga);
  now += 20 * hour;
  await look();
  expect(await begun()).toEqual(['olga: all', 'olga: topics']);
  const [running] = await jobs.list();
  await jobs.cancel(String(running?.id), olga);
  await look();
  expect(await begun()).toEqual(['verifier: topics unhurried', 'olga: all', 'olga: topics']);
});

it('is not begun while the service is behind with what others said: late copies are no mismatch', async () => {
  await look();
  now += 30 * hour;
  heard = false;
  await look();
  expect(await begun()).toEqual([]);
  heard = true;
  await look();
  expect(await begun()).toHaveLength(1);
});

it('takes what the real job takes, and rests before each step', async () => {
  const rests: number[] = [];
  const clock = { ...ports.clock, sleep: async (ms: number) => void rests.push(ms) };
  const resting = Object.assign(Object.create(ports), { clock });
  const real = verifyJob({
    ports: resting,
    group: 'test',
    handlers: () => undefined,
    deadLetters: undefined as never,
    log: () => undefined,
  });
  expect(real.options.safeParse(dailyOptions).success).toBe(true);
  const of = { jobId: 'j', cursor: undefined, signal: new AbortController().signal };
  await real.step({ ...of, options: { sample: 1 } });
  expect(rests).toEqual([]);
  await real.step({ ...of, options: { sample: 1, unhurried: true } });
  expect(rests).toEqual([5000]);
});
