/** How late the oldest deadline is that nobody has met yet. */
import { HandClock } from '../../../tests/hand-clock.js';
import { Overdue } from './overdue.js';

const due = (lateMs: number) => [{ _id: 'acme/thing/a', version: 1, stateVersion: 1, dueAt: new Date(0), now: new Date(lateMs) }];

it('is 0 when none is due, however long ago that was seen', async () => {
  const clock = new HandClock();
  const overdue = new Overdue(clock);
  overdue.looked([]);
  await clock.pass(5000);
  expect(overdue.seconds()).toBe(0);
});

it('grows while one waits, also between two looks, and is 0 again when it was met', async () => {
  const clock = new HandClock();
  const overdue = new Overdue(clock);
  overdue.looked(due(2000));
  await clock.pass(3000);
  expect(overdue.seconds()).toBe(5);
  overdue.looked(due(5000));
  expect(overdue.seconds()).toBe(5);
  overdue.looked([]);
  expect(overdue.seconds()).toBe(0);
});

it('counts from the last look on while nobody can look: what may be due is not known', async () => {
  const clock = new HandClock();
  const overdue = new Overdue(clock);
  overdue.looked([]);
  await clock.pass(1000);
  overdue.failed();
  await clock.pass(9000);
  expect(overdue.seconds()).toBe(10);
  overdue.looked([]);
  expect(overdue.seconds()).toBe(0);
});
