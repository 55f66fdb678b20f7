/** What counts as going on after a fault, and what is later than is aimed at. */
import type { Story } from '../load/story.js';
import { lateness, recoveryOf } from './recovery.js';
import type { Fault } from './world.js';

const struck = 1000;
const storyOf = (steps: [string, number][], more: Partial<Story> = {}): Story => ({
  ...{ index: 0, org: 'acme', requisitionId: 'r', ending: 'hired', beganAt: 100 },
  ...{ steps: steps.map(([step, at]) => ({ step, at })), ...more },
});
const recovery = (...stories: Story[]) => recoveryOf(stories, struck, 90_000);

it.each<[string, Story[], number]>([
  ['the next step of the slowest', [storyOf([['applied', 900], ['advanced', 1400]]), storyOf([['applied', 3000], ['advanced', 9000]])], 2000], // biome-ignore format: a table
  ['the end of one whose next step was its last', [storyOf([['applied', 900]], { endedAt: 1700 })], 700],
  ['all the time there was, of one that never went on', [storyOf([['applied', 900]])], 89_000],
  ['a rejected person’s steps before the letter', [storyOf([['applied', 1900], ['letter released', 9000]], { ending: 'rejected' })], 900], // biome-ignore format: a table
  ['nothing of one that waits for its letter', [storyOf([['rejected', 900], ['letter released', 4000]], { ending: 'rejected' })], 0], // biome-ignore format: a table
  ['nothing of one that lets its seat lie', [storyOf([['approved', 900], ['seat given back', 7000]])], 0], // biome-ignore format: a table
  ['nothing of one that had ended', [storyOf([['hired', 900]], { endedAt: 950 })], 0],
  ['nothing of one that began later', [storyOf([['applied', 9000]], { beganAt: 1100 })], 0],
])('counts %s', (_, stories, expected) => expect(recovery(...stories)).toBe(expected));

it('is late beyond the aim, where there is one', () => {
  const fault: Fault = { name: 'a broker killed', cases: '19', strike: async () => 0, aim: { withinMs: 10_000, from: 'the kill' } };
  expect(lateness(fault, 10_000)).toEqual([]);
  expect(lateness({ ...fault, aim: undefined }, 99_000)).toEqual([]);
  expect(lateness(fault, 16_700).map(({ invariant, what }) => `${invariant} ${what}`)).toEqual([
    'late a broker killed: work went on 16.7 s after the kill, 10.0 s are aimed at',
  ]);
});
