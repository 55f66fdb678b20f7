import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../system-ports.js';
import { KeyQueues } from './key-queues.js';

const ended: string[] = [];
const broken: unknown[] = [];
beforeEach(() => {
  ended.length = 0;
  broken.length = 0;
});

const queues = (parallelMax = 10) => new KeyQueues(systemClock, parallelMax, (error) => broken.push(error));

/** A message whose attempts end when told; each answer is what `attempt` resolves with. */
function message(name: string, ...answers: (number | undefined)[]) {
  const ends: (() => void)[] = [];
  let started = 0;
  return {
    attempt: () => {
      const answer = answers[started];
      started += 1;
      return new Promise<number | undefined>((resolve) => ends.push(() => resolve(answer)));
    },
    finished: () => void ended.push(name),
    async end() {
      ends.shift()?.();
      await sleep(0);
    },
    get started() {
      return started;
    },
  };
}

it('runs one key in order and another beside it', async () => {
  const all = queues();
  const [a1, a2, b1] = [message('a1'), message('a2'), message('b1')];
  all.add('a', a1);
  all.add('a', a2);
  all.add('b', b1);
  expect([a1.started, a2.started, b1.started]).toEqual([1, 0, 1]);
  await b1.end();
  expect(a2.started).toBe(0);
  await a1.end();
  expect(a2.started).toBe(1);
  await a2.end();
  expect(ended).toEqual(['b1', 'a1', 'a2']);
});

it('runs no more keys than it may, and takes them in turn', async () => {
  const all = queues(1);
  const [a1, a2, b1] = [message('a1'), message('a2'), message('b1')];
  all.add('a', a1);
  all.add('a', a2);
  all.add('b', b1);
  expect(b1.started).toBe(0);
  await a1.end();
  expect([a2.started, b1.started]).toEqual([0, 1]);
});

it('keeps a waiting key from its followers, but gives its place to others', async () => {
  const all = queues(1);
  const [a1, a2, b1] = [message('a1', 20, undefined), message('a2'), message('b1')];
  all.add('a', a1);
  all.add('a', a2);
  all.add('b', b1);
  await a1.end();
  expect([a1.started, a2.started, b1.started]).toEqual([1, 0, 1]);
  await b1.end();
  await sleep(40);
  expect([a1.started, a2.started]).toEqual([2, 0]);
  await a1.end();
  expect([a2.started, ended]).toEqual([1, ['b1', 'a1']]);
});

it('tells nobody of what ends after it was cleared, and lets a new message of its key wait for it', async () => {
  const all = queues();
  const [old, dropped, fresh] = [message('old'), message('dropped'), message('fresh')];
  all.add('a', old);
  all.add('a', dropped);
  all.clear();
  all.add('a', fresh);
  expect(fresh.started).toBe(0);
  await old.end();
  expect([fresh.started, dropped.started, ended]).toEqual([1, 0, []]);
  await fresh.end();
  expect(ended).toEqual(['fresh']);
});

it('wakes what is parked when it is cleared, for the next generation', async () => {
  const all = queues();
  const [old, fresh] = [message('old', 60_000), message('fresh')];
  all.add('a', old);
  await old.end();
  all.clear();
  all.add('a', fresh);
  await sleep(5);
  expect([old.started, fresh.started]).toEqual([1, 1]);
});

it('says when nothing runs', async () => {
  const all = queues();
  const a1 = message('a1');
  await all.idle();
  all.add('a', a1);
  let idle = false;
  void all.idle().then(() => (idle = true));
  await sleep(0);
  expect([idle, all.busy]).toEqual([false, true]);
  await a1.end();
  expect([idle, all.busy]).toEqual([true, false]);
});

it('counts the time without progress from the begin of work, not from the last of long ago', async () => {
  const all = queues();
  const [first, second] = [message('first'), message('second')];
  const before = all.progressAt;
  await sleep(5);
  all.add('a', first);
  const begun = all.progressAt;
  expect(begun).toBeGreaterThan(before);
  await sleep(5);
  all.add('b', second);
  expect(all.progressAt).toBe(begun);
  await first.end();
  expect(all.progressAt).toBeGreaterThan(begun);
});

it('reports an attempt that rejects, against its promise, and tries again', async () => {
  const all = queues();
  let attempts = 0;
  all.add('a', { attempt: async () => { attempts += 1; if (attempts === 1) throw new Error('bug'); return undefined; }, finished: () => void ended.push('a') }); // biome-ignore format: one line reads better
  await sleep(1100);
  expect([attempts, broken.map(String), ended]).toEqual([2, ['Error: bug'], ['a']]);
});

it('once stopped begins nothing more, tells what ends, and lets nothing that was on its way overtake what was forgotten', async () => {
  const all = queues();
  const [a1, a2, a3, b1] = [message('a1'), message('a2'), message('a3'), message('b1')];
  all.add('a', a1);
  all.add('a', a2);
  all.stop();
  all.add('a', a3);
  all.add('b', b1);
  await a1.end();
  await all.idle();
  expect([a2.started, a3.started, b1.started, ended]).toEqual([0, 0, 0, ['a1']]);
});

it('once stopped tries nothing again that waits for its time', async () => {
  const all = queues();
  const a1 = message('a1', 10_000);
  all.add('a', a1);
  await a1.end();
  all.stop();
  await sleep(0);
  await all.idle();
  expect([a1.started, ended]).toEqual([1, []]);
});
