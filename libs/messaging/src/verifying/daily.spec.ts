/** When a service's topics and copies are looked at by themselves. */
import { isDue } from './daily.js';

const firstLookAt = '2026-03-02T09:00:00.000Z';

it.each([
  ['not in the first minutes of a new system', '2026-03-02T09:10:00.000Z', undefined, false],
  ['not in the rest of its first day', '2026-03-03T08:59:59.999Z', undefined, false],
  ['a day after the first look, when nobody has begun one', '2026-03-03T09:00:00.000Z', undefined, true],
  ['not within a day of the last one', '2026-03-09T08:59:59.999Z', '2026-03-08T09:00:00.000Z', false],
  ['a day after the last one was begun', '2026-03-09T09:00:00.000Z', '2026-03-08T09:00:00.000Z', true],
  ['not at once where a build that does so comes to an old system', '2026-03-02T09:01:00.000Z', '2026-02-20T09:00:00.000Z', false],
] as const)('%s', (_, now, last, due) => {
  expect(isDue(now, firstLookAt, last && { at: last })).toBe(due);
});
