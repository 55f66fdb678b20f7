/** What the process that leads tells of a follower. Its lag on real servers: relay.lag.spec.ts. */
import { HandClock } from '../../../tests/hand-clock.js';
import { FollowerLag } from './follower-lag.js';

it('says how old the mark is, across pauses, until another process leads', async () => {
  const clock = new HandClock();
  const lag = new FollowerLag(clock);
  await clock.pass(5000);
  expect(lag.markAge()).toBe(0);
  lag.leads();
  await clock.pass(2000);
  lag.leads();
  expect(lag.markAge()).toBe(2);
  lag.marked();
  await clock.pass(1000);
  expect(lag.markAge()).toBe(1);
  lag.rests();
  await clock.pass(1000);
  expect(lag.markAge()).toBe(0);
});

it('counts from the oldest that waits, or from when nobody knew what does', async () => {
  const clock = new HandClock();
  const lag = new FollowerLag(clock);
  lag.leads();
  await clock.pass(5000);
  lag.waits(new Date(1000).toISOString());
  lag.blind();
  expect(lag.seconds()).toBe(4);
  lag.waits(undefined);
  expect(lag.seconds()).toBe(0);
  lag.blind();
  await clock.pass(3000);
  expect(lag.seconds()).toBe(3);
});

it('says nothing of what it cannot see when it never led, or another leads since: that one knows', async () => {
  const clock = new HandClock();
  const lag = new FollowerLag(clock);
  lag.blind();
  await clock.pass(3000);
  expect(lag.seconds()).toBe(0);
  lag.leads();
  lag.rests();
  lag.blind();
  await clock.pass(3000);
  expect(lag.seconds()).toBe(0);
});

it('goes on counting when it led last and cannot learn whether another does', async () => {
  const clock = new HandClock();
  const lag = new FollowerLag(clock);
  lag.leads();
  lag.waits(undefined);
  lag.blind();
  await clock.pass(3000);
  lag.blind();
  await clock.pass(3000);
  expect(lag.seconds()).toBe(6);
});
