/** The default time of a letter: a working day's morning where the sender works. */
import { letterTimeOf, nextWorkingDay } from './letter-time.js';

it.each([
  ['a weekday', '2026-03-02T22:30:00.000Z', 'UTC', '2026-03-03T09:00:00.000Z'],
  ['Friday to Monday', '2026-03-06T10:00:00.000Z', 'UTC', '2026-03-09T09:00:00.000Z'],
  ['already tomorrow in the zone', '2026-03-02T22:30:00.000Z', 'Asia/Tokyo', '2026-03-04T00:00:00.000Z'],
  ['still yesterday in the zone', '2026-03-03T02:00:00.000Z', 'America/New_York', '2026-03-03T14:00:00.000Z'],
  ['over the change of the clocks', '2026-03-27T12:00:00.000Z', 'Europe/Berlin', '2026-03-30T07:00:00.000Z'],
])('%s', (_, at, zone, due) => expect(nextWorkingDay(at, zone)).toBe(due));

it('is what the body says, in milliseconds', () => {
  expect(letterTimeOf({ letterDueAt: '2026-05-01T09:00:00Z' }, '2026-03-02T09:00:00.000Z')).toBe('2026-05-01T09:00:00.000Z');
  expect(letterTimeOf({ zone: 'Europe/Berlin' }, '2026-03-02T09:00:00.000Z')).toBe('2026-03-03T08:00:00.000Z');
});
