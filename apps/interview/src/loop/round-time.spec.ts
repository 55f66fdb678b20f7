/** Local times, zones and instants, also where clocks change. */
import { Rejection } from '@rolecall/kernel';
import { localAt, roundTimeOf } from './round-time.js';

const berlin = 'Europe/Berlin';
const refusal = (given: Parameters<typeof roundTimeOf>[0]) => {
  try {
    return roundTimeOf(given);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { code: error.code, ...error.details };
  }
};

it.each([
  ['2026-03-02T09:00', berlin, '2026-03-02T08:00:00.000Z'],
  ['2026-07-02T09:00', berlin, '2026-07-02T07:00:00.000Z'],
  ['2026-03-02T09:00:30', 'America/New_York', '2026-03-02T14:00:30.000Z'],
  ['2026-03-02T09:00', 'Asia/Kathmandu', '2026-03-02T03:15:00.000Z'],
  ['2026-03-02T09:00', 'Pacific/Kiritimati', '2026-03-01T19:00:00.000Z'],
])('%s in %s is %s, and back', (local, zone, startsAt) => {
  expect(roundTimeOf({ local, zone })).toEqual({ local, zone, startsAt });
  expect(localAt(startsAt, zone)).toBe(local);
});

describe('a time that the clocks show twice', () => {
  const twice = { local: '2026-10-25T02:30', zone: berlin };
  it('is refused without an offset, and says which there are', () =>
    expect(refusal(twice)).toEqual({ code: 'loop/ambiguous-local-time', offsets: ['+02:00', '+01:00'] }));
  it('is what the offset says', () => {
    expect(roundTimeOf({ ...twice, offset: '+02:00' })).toEqual({ ...twice, startsAt: '2026-10-25T00:30:00.000Z' });
    expect(roundTimeOf({ ...twice, offset: '+01:00' })).toEqual({ ...twice, startsAt: '2026-10-25T01:30:00.000Z' });
  });
  it('also where the clocks turn back by half an hour', () =>
    expect(refusal({ local: '2026-04-05T01:45', zone: 'Australia/Lord_Howe' })).toMatchObject({ code: 'loop/ambiguous-local-time' }));
});

describe('a time that the clocks skip', () => {
  const skipped = { local: '2026-03-29T02:30', zone: berlin };
  it('is refused without an offset', () =>
    expect(refusal(skipped)).toEqual({ code: 'loop/no-such-local-time', offsets: ['+01:00', '+02:00'] }));
  it('with an offset is kept as the clocks will show it', () => {
    expect(roundTimeOf({ ...skipped, offset: '+01:00' })).toEqual({
      local: '2026-03-29T03:30',
      zone: berlin,
      startsAt: '2026-03-29T01:30:00.000Z',
    });
    expect(roundTimeOf({ ...skipped, offset: '+02:00' })).toEqual({
      local: '2026-03-29T01:30',
      zone: berlin,
      startsAt: '2026-03-29T00:30:00.000Z',
    });
  });
});

it('refuses an offset that the zone does not have then', () =>
  expect(refusal({ local: '2026-03-02T09:00', zone: berlin, offset: '+02:00' })).toEqual({
    code: 'loop/wrong-offset',
    offset: '+02:00',
    offsets: ['+01:00'],
  }));
it('reads Z as the offset of UTC', () =>
  expect(roundTimeOf({ local: '2026-03-02T09:00', zone: 'UTC', offset: 'Z' }).startsAt).toBe('2026-03-02T09:00:00.000Z'));
it.each(['2026-02-30T09:00', '2026-13-01T09:00', '2026-03-02T25:00'])('refuses %s, which is no time', (local) =>
  expect(refusal({ local, zone: berlin })).toEqual({ code: 'loop/not-a-date', local }),
);
