/** Random calendars: no time is taken twice, repeats change nothing, what is released stays free, events keep their contracts. */
import '@rolecall/contracts';
import { contractOf, fold, Rejection } from '@rolecall/kernel';
import fc from 'fast-check';
import { overlap } from '../span.js';
import { type Calendar, type CalendarCommand, type CalendarEvent, calendar } from './calendar.js';

const id = (n: number) => `01932c07-0000-7a5e-9c3e-0000000${String(10_000 + n)}`;
const day = Date.parse('2026-03-03T00:00:00.000Z');
const time = (quarter: number) => new Date(day + quarter * 900_000).toISOString();
const whose = { person: 'lena', year: 2026 };
const bookings = fc.integer({ min: 0, max: 15 });
const spans = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 8 }))
  .map(([from, length]) => ({ startsAt: time(from), endsAt: time(from + length) }));

/** Three rounds of one loop share the calendar; a booking belongs to one round for good. */
const commands: fc.Arbitrary<CalendarCommand> = fc.oneof(
  {
    arbitrary: fc.tuple(bookings, spans).map(([n, span]) => ({
      ...{ do: 'hold' as const, ...whose, bookingId: id(n), loopId: id(500), applicationId: id(501), roundId: `round-${n % 3}` },
      ...span,
      holdMs: 60_000,
    })),
    weight: 4,
  },
  bookings.map((n) => ({ do: 'confirm' as const, bookingId: id(n) })),
  bookings.map((n) => ({ do: 'release' as const, bookingId: id(n) })),
  fc.tuple(fc.integer({ min: 0, max: 2 }), spans).map(([n, span]) => ({ do: 'add-busy' as const, ...whose, busyId: id(100 + n), ...span })),
  fc.integer({ min: 0, max: 2 }).map((n) => ({ do: 'remove-busy' as const, busyId: id(100 + n) })),
);

function play(all: readonly CalendarCommand[], see: (before: Calendar, events: readonly CalendarEvent[], after: Calendar) => void): void {
  let state = calendar.initial;
  for (const command of all) {
    const given = { ...command, at: '2026-03-02T09:00:00.000Z', by: { kind: 'person', id: 'lena' } as const };
    try {
      const events = calendar.decide(given, state);
      const after = fold(calendar, state, events);
      see(state, events, after);
      state = after;
      expect(calendar.decide(given, state)).toEqual([]);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
    }
  }
}
const check = (see: Parameters<typeof play>[1]) =>
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 60 }), (all) => play(all, see)),
    { numRuns: 500 },
  );

it('no time is held or confirmed for two rounds at once', () =>
  check((_, __, { bookings: all }) => {
    for (const one of all) for (const other of all) expect(one.roundId === other.roundId || !overlap(one, other)).toBe(true);
  }));
it('no time that is busy is held after', () =>
  check(({ busy }, events) => {
    for (const { type, data } of events) if (type === 'calendar.time-held.v1') expect(busy.some((span) => overlap(span, data))).toBe(false);
  }));
it('a confirmation takes no time that is not held', () =>
  check((before, events, after) => {
    if (events[0]?.type === 'calendar.time-confirmed.v1')
      expect(after.bookings.map(({ bookingId }) => bookingId)).toEqual(before.bookings.map(({ bookingId }) => bookingId));
  }));
it('a hold has a deadline until it is confirmed or released', () =>
  check((_, __, after) => {
    expect(after.bookings.every(({ status, expiresAt }) => (status === 'held') === (expiresAt !== undefined))).toBe(true);
    expect(calendar.due?.(after) !== undefined).toBe(after.bookings.some(({ status }) => status === 'held'));
  }));
it('every event keeps its contract', () =>
  check((_, events) => {
    for (const { type, data } of events) expect(contractOf(type)!.data.strict().safeParse(data).error).toBeUndefined();
  }));
