/** When a service is asked, and when it is left alone. */
import { SimulatedClock } from '@rolecall/testing';
import fc from 'fast-check';
import { type Attempt, Breaker } from './breaker.js';

const settings = { failuresMax: 3, pauseMs: 1000, pauseMaxMs: 4000 };
const changes: boolean[] = [];
let clock: SimulatedClock;
let breaker: Breaker;
beforeEach(() => {
  changes.length = 0;
  clock = new SimulatedClock(0);
  breaker = new Breaker(clock, (isAway) => changes.push(isAway), settings);
});

const isLetThrough = (entered: ReturnType<Breaker['enter']>): entered is Attempt => 'failed' in entered;
/** Lets somebody through, who must be. */
function goes(): Attempt {
  const entered = breaker.enter();
  if (!isLetThrough(entered)) throw new Error(`paused for ${entered.pausedMs}`);
  return entered;
}
const paused = (): number | undefined => {
  const entered = breaker.enter();
  return isLetThrough(entered) ? undefined : entered.pausedMs;
};
function fails(times: number): void {
  for (const attempt of Array.from({ length: times }, goes)) attempt.failed();
}

it('so many failures in a row begin a pause, and say how long', () => {
  fails(3);
  expect(paused()).toBe(1000);
  clock.advance(400);
  expect(paused()).toBe(600);
  expect(changes).toEqual([true]);
});

it('a success between them does not', () => {
  fails(2);
  goes().succeeded();
  fails(2);
  goes().succeeded();
  expect(changes).toEqual([]);
});

it('what says nothing of the service neither counts nor heals', () => {
  fails(2);
  goes().saidNothing();
  fails(1);
  expect(paused()).toBe(1000);
});

it('after the pause one tries, and the others wait for it', () => {
  fails(3);
  clock.advance(1000);
  const trial = goes();
  expect([paused(), paused()]).toEqual([1000, 1000]);
  trial.succeeded();
  expect(paused()).toBeUndefined();
  expect(changes).toEqual([true, false]);
});

it('each trial that fails makes the pause twice as long, up to a limit', () => {
  fails(3);
  const pauses = Array.from({ length: 4 }, () => {
    const pause = paused() ?? 0;
    clock.advance(pause);
    goes().failed();
    return pause;
  });
  expect(pauses).toEqual([1000, 2000, 4000, 4000]);
  expect(changes).toEqual([true]);
});

it('a trial whose caller has left leaves the place to the next', () => {
  fails(3);
  clock.advance(1000);
  goes().saidNothing();
  expect(isLetThrough(breaker.enter())).toBe(true);
  expect(changes).toEqual([true]);
});

it('what was begun before the pause neither ends nor lengthens it', () => {
  const [early, late] = [goes(), goes()];
  fails(3);
  early.succeeded();
  expect(paused()).toBe(1000);
  late.failed();
  expect(paused()).toBe(1000);
});

it('nobody is kept away for longer than the limit, whatever happens', () => {
  const steps = fc.array(fc.oneof(fc.constant('go'), fc.constant('succeed'), fc.constant('fail'), fc.constant('leave'), fc.nat(3000)));
  fc.assert(
    fc.property(steps, (all) => {
      const time = new SimulatedClock(0);
      const tried = new Breaker(time, undefined, settings);
      const under: Attempt[] = [];
      for (const step of all) {
        if (typeof step === 'number') time.advance(step);
        else if (step === 'go') {
          const entered = tried.enter();
          if (isLetThrough(entered)) under.push(entered);
        } else {
          const attempt = under.shift();
          if (step === 'succeed') attempt?.succeeded();
          else if (step === 'fail') attempt?.failed();
          else attempt?.saidNothing();
        }
      }
      // All come to an end, as each does within its time.
      for (const attempt of under) attempt.saidNothing();
      time.advance(settings.pauseMaxMs);
      return isLetThrough(tried.enter());
    }),
  );
});
