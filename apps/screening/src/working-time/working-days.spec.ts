/** Working days are the organization's: its weekdays, its holidays, its clocks. */
import type { WorkingTime } from '@rolecall/contracts';
import { nextWorkingDay, workingDaysAfter } from './working-days.js';

const usual: WorkingTime = { workdays: [1, 2, 3, 4, 5], holidays: [], zone: 'UTC', opensAt: '09:00' };

describe('the next working day', () => {
  it.each([
    ['a weekday', '2026-03-02T22:30:00.000Z', 'UTC', '2026-03-03T09:00:00.000Z'],
    ['Friday to Monday', '2026-03-06T10:00:00.000Z', 'UTC', '2026-03-09T09:00:00.000Z'],
    ['already tomorrow in the zone', '2026-03-02T22:30:00.000Z', 'Asia/Tokyo', '2026-03-04T00:00:00.000Z'],
    ['still yesterday in the zone', '2026-03-03T02:00:00.000Z', 'America/New_York', '2026-03-03T14:00:00.000Z'],
    ['over the change of the clocks', '2026-03-27T12:00:00.000Z', 'Europe/Berlin', '2026-03-30T07:00:00.000Z'],
  ])('%s', (_, at, zone, due) => {
    expect(nextWorkingDay(at, { ...usual, zone })).toBe(due);
    expect(nextWorkingDay(at, usual, zone)).toBe(due);
  });
  it('passes over holidays, and begins when the organization opens', () => {
    const carnival: WorkingTime = { ...usual, holidays: ['2026-03-03', '2026-03-04'], opensAt: '07:30' };
    expect(nextWorkingDay('2026-03-02T10:00:00.000Z', carnival)).toBe('2026-03-05T07:30:00.000Z');
  });
  it('knows weeks that begin on Sunday', () => {
    const sundayToThursday: WorkingTime = { ...usual, workdays: [7, 1, 2, 3, 4], zone: 'Asia/Riyadh' };
    expect(nextWorkingDay('2026-03-05T10:00:00.000Z', sundayToThursday)).toBe('2026-03-08T06:00:00.000Z');
  });
  it('ends its search when every day is a holiday', () => {
    const holidays = Array.from({ length: 1100 }, (_, days) => new Date(Date.UTC(2026, 2, 1 + days)).toISOString().slice(0, 10));
    expect(nextWorkingDay('2026-03-02T10:00:00.000Z', { ...usual, holidays })).toBe('2028-11-26T09:00:00.000Z');
  });
});

describe('working days after an instant', () => {
  it.each([
    ['a week', '2026-03-02T09:00:00.000Z', 5, '2026-03-09T09:00:00.000Z'],
    ['over a weekend', '2026-03-06T09:00:00.000Z', 1, '2026-03-09T09:00:00.000Z'],
    ['from a Saturday', '2026-03-07T09:00:00.000Z', 1, '2026-03-09T09:00:00.000Z'],
    ['from a Sunday', '2026-03-08T09:00:00.000Z', 2, '2026-03-10T09:00:00.000Z'],
  ])('%s', (_, at, days, expected) => expect(workingDaysAfter(at, days, usual)).toBe(expected));
  it('keep the time on the clocks when they change', () =>
    expect(workingDaysAfter('2026-03-27T15:00:00.000Z', 1, { ...usual, zone: 'Europe/Berlin' })).toBe('2026-03-30T14:00:00.000Z'));
  it('pass over holidays', () =>
    expect(workingDaysAfter('2026-03-02T09:00:00.000Z', 5, { ...usual, holidays: ['2026-03-04'] })).toBe('2026-03-10T09:00:00.000Z'));
});
