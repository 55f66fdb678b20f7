/** A reaction that fails on key after key is taken for broken, until it works again. */
import { Breaker } from './breaker.js';

let now = 0;
const reaction = 'On.hear story.told.v1';
const breaker = () => new Breaker({ elapsed: () => now }, { keysMax: 3, windowMs: 1000, pauseMs: 10 });
const fail = (of: Breaker, ...keys: string[]) => keys.map((key) => of.lets(reaction, key));

beforeEach(() => {
  now = 0;
});

it('lets a few keys be held, and no more', () =>
  expect(fail(breaker(), 'a', 'b', 'c', 'd', 'e')).toEqual([true, true, true, false, false]));
it('counts keys, not messages: one bad story opens nothing, and what is held already stays so', () =>
  expect(fail(breaker(), 'a', 'a', 'a', 'a', 'b', 'c', 'a', 'd', 'a')).toEqual([true, true, true, true, true, true, true, false, true]));
it('knows each reaction by itself', () => {
  const one = breaker();
  fail(one, 'a', 'b', 'c', 'd');
  expect([one.lets('On.other story.told.v1', 'd'), one.lets(reaction, 'd')]).toEqual([true, false]);
  one.succeeded('On.other story.told.v1');
  now = 900;
  expect(fail(one, 'd')).toEqual([false]);
});
it('forgets keys that lie further apart than its window', () => {
  const one = breaker();
  fail(one, 'a', 'b');
  now = 1000;
  expect(fail(one, 'c', 'd')).toEqual([true, true]);
  now = 1500;
  expect(fail(one, 'e', 'f')).toEqual([true, false]);
});
it('stays open while nothing succeeds, however long what waits goes on failing', () => {
  const one = breaker();
  one.succeeded(reaction);
  fail(one, 'a', 'b', 'c', 'd');
  for (; now < 10_000; now += 900) expect(fail(one, 'd')).toEqual([false]);
});
it('holds a few keys again after its window when others succeeded: some messages are poison, not the handler', () => {
  const one = breaker();
  fail(one, 'a', 'b', 'c', 'd');
  now = 500;
  one.succeeded(reaction);
  expect(fail(one, 'd')).toEqual([false]);
  now = 1000;
  expect(fail(one, 'd', 'e', 'f', 'g')).toEqual([true, true, true, false]);
});
it('counts anew when nothing has failed for its window', () => {
  const one = breaker();
  fail(one, 'a', 'b', 'c', 'd');
  now = 1000;
  expect(fail(one, 'd', 'e', 'f', 'g')).toEqual([true, true, true, false]);
});
it('says how many reactions are taken for broken at present, and forgets one that works or is not met any more', () => {
  const one = breaker();
  fail(one, 'a', 'b', 'c');
  expect(one.broken).toBe(0);
  fail(one, 'd');
  expect(one.broken).toBe(1);
  one.succeeded(reaction);
  now = 900;
  fail(one, 'd');
  expect(one.broken).toBe(1);
  now = 1000;
  expect(one.broken).toBe(0);
});
