/** Jobs on a real MongoDB: one of a kind, each step once, and another process goes on where one was killed. */
import { type Job, Jobs, type JobWork, MongoDatabase, type ServicePorts } from '@rolecall/messaging';
import { eventually, testPorts } from '@rolecall/testing';
import { z } from 'zod';
import { mongoUrl } from '../servers.js';

const olga = { kind: 'person', id: 'olga' } as const;
let ports: ServicePorts;
let running: Jobs[] = [];
beforeEach(async () => {
  ports = await testPorts('test', await MongoDatabase.open(mongoUrl('jobs')));
});
afterEach(async () => {
  await Promise.all(running.map((jobs) => jobs.stop()));
  running = [];
  await ports.database.close();
});

async function jobsWith(work: JobWork, at = ports): Promise<Jobs> {
  const jobs = new Jobs(at, [work], { log: () => undefined });
  await jobs.prepare();
  running.push(jobs);
  return jobs;
}

/** Counts to `to`, one a step. */
function counting(to: number, each: (n: number) => Promise<unknown> = async () => undefined): JobWork {
  return {
    kind: 'count',
    total: async () => ({ numbers: to }),
    step: async ({ cursor }) => {
      const n = Number(cursor ?? 0) + 1;
      await each(n);
      return { cursor: n, done: n === to, counts: { numbers: 1 }, findings: n === 2 ? ['two is even'] : [] };
    },
  };
}

const ended = (jobs: Jobs, id: string) =>
  eventually(async () => {
    const job = await jobs.of(id);
    return job.status !== 'running' && job;
  }) as Promise<Job>;

it('does every step in order, and says what was done, by whom and what was found', async () => {
  const steps: number[] = [];
  const jobs = await jobsWith(counting(5, async (n) => steps.push(n)));
  jobs.start();
  const { id } = await jobs.begin('count', {}, olga);
  expect(await ended(jobs, id)).toMatchObject({
    ...{ kind: 'count', options: {}, status: 'done', by: { id: 'olga', kind: 'person' } },
    ...{ counts: { numbers: 5 }, total: { numbers: 5 }, findings: ['two is even'] },
  });
  expect(steps).toEqual([1, 2, 3, 4, 5]);
  expect((await jobs.list()).map((job) => job.id)).toEqual([id]);
});

it('runs one of a kind at a time, and the next after it', async () => {
  const jobs = await jobsWith(counting(2));
  const first = await jobs.begin('count', {}, olga);
  await expect(jobs.begin('count', {}, olga)).rejects.toMatchObject({ code: 'operator/job-running' });
  await expect(jobs.begin('nothing', {}, olga)).rejects.toMatchObject({ code: 'operator/unknown-job' });
  await expect(jobs.of('nobody')).rejects.toMatchObject({ code: 'operator/no-such-job' });
  jobs.start();
  await ended(jobs, first.id);
  await expect(jobs.begin('count', {}, olga)).resolves.toMatchObject({ status: 'running' });
});

it('a cancelled job takes no more steps, keeps what was done, and says who cancelled it', async () => {
  let goOn: () => void = () => undefined;
  const third = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const steps: number[] = [];
  const jobs = await jobsWith(counting(1000, async (n) => (steps.push(n) === 3 ? third : undefined)));
  const { id } = await jobs.begin('count', {}, olga);
  jobs.start();
  await eventually(async () => steps.length === 3);
  expect(await jobs.cancel(id, olga)).toMatchObject({ status: 'cancelled', cancelledBy: { id: 'olga' }, counts: { numbers: 2 } });
  goOn();
  await jobs.stop();
  expect([steps, (await jobs.of(id)).counts]).toEqual([[1, 2, 3], { numbers: 2 }]);
});

it('a step that fails is tried again, and the job says why it waits', async () => {
  let failing = true;
  const jobs = await jobsWith(
    counting(3, async (n) => {
      if (n === 2 && failing) throw new TypeError('what a person wrote');
    }),
  );
  jobs.start();
  const { id } = await jobs.begin('count', {}, olga);
  await eventually(async () => (await jobs.of(id)).error === 'TypeError');
  failing = false;
  const done = await ended(jobs, id);
  expect([done.counts.numbers, done.error]).toEqual([3, undefined]);
});

it('takes only the options that its kind knows', async () => {
  const options = z.strictObject({ from: z.string().optional() });
  const choosy = await jobsWith({ ...counting(1), options });
  await expect(choosy.begin('count', { fast: true }, olga)).rejects.toMatchObject({
    code: 'operator/wrong-options',
    details: { problems: [expect.stringContaining('fast')] },
  });
  await expect(choosy.begin('count', { from: 'here' }, olga)).resolves.toMatchObject({ options: { from: 'here' } });
  const plain = await jobsWith({ ...counting(1), kind: 'plain' });
  await expect(plain.begin('plain', { fast: true }, olga)).rejects.toMatchObject({ code: 'operator/wrong-options' });
});

it('kinds do not wait for each other', async () => {
  const never = new Promise<never>(() => undefined);
  const jobs = new Jobs(ports, [{ ...counting(1, () => never), kind: 'endless' }, counting(2)], { log: () => undefined });
  await jobs.prepare();
  jobs.start();
  await jobs.begin('endless', {}, olga);
  const { id } = await jobs.begin('count', {}, olga);
  expect(await ended(jobs, id)).toMatchObject({ status: 'done' });
});

it('another process goes on where one stood still, and when that one wakes up it saves no step and begins none', async () => {
  let wake: () => void = () => undefined;
  const asleep = new Promise<void>((resolve) => {
    wake = resolve;
  });
  // Nothing of the first process moves while its fourth step is under way: it cannot renew its lease either.
  let stopped = false;
  const clock = { ...ports.clock, sleep: (ms: number, signal?: AbortSignal) => (stopped ? asleep : ports.clock.sleep(ms, signal)) };
  const [byFirst, bySecond]: [number[], number[]] = [[], []];
  const first = await jobsWith(
    counting(6, async (n) => {
      byFirst.push(n);
      stopped = n === 4;
      if (stopped) await asleep;
    }),
    Object.assign(Object.create(ports), { clock }),
  );
  const { id } = await first.begin('count', {}, olga);
  first.start();
  await eventually(async () => byFirst.includes(4));
  const second = await jobsWith(counting(6, async (n) => bySecond.push(n)));
  second.start();
  await ended(second, id);
  wake();
  await first.stop();
  expect([byFirst, bySecond]).toEqual([
    [1, 2, 3, 4],
    [4, 5, 6],
  ]);
  expect((await second.of(id)).counts).toEqual({ numbers: 6 });
}, 30_000);

it('two processes with work for hours share it out: each step is done once while both live', async () => {
  const steps: number[] = [];
  const slow = () =>
    counting(20, async (n) => {
      steps.push(n);
      await ports.clock.sleep(20);
    });
  const [one, other] = [await jobsWith(slow()), await jobsWith(slow())];
  one.start();
  other.start();
  const { id } = await one.begin('count', {}, olga);
  await ended(other, id);
  expect(steps).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
});
