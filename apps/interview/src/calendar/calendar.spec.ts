/** A calendar: holds, confirmations, busy times; every command in every situation. */
import { fold, given, Rejection } from '@rolecall/kernel';
import { type CalendarCommand, type CalendarEvent, calendar, calendarIdOf, yearsOf } from './calendar.js';

const loopId = '01932c07-0000-7a5e-9c3e-000000001001';
const applicationId = '01932c07-0000-7a5e-9c3e-00000000b001';
const booking = (n: number) => `01932c07-0000-7a5e-9c3e-00000000d00${n}`;
const person = 'lena';
const of = { calendarId: calendarIdOf(person, 2026), person, year: 2026 };
const at = '2026-03-02T09:00:00.000Z';
const [nine, ten, eleven] = [9, 10, 11].map((hour) => `2026-03-03T${String(hour).padStart(2, '0')}:00:00.000Z`) as [string, string, string];
const expiresAt = '2026-03-02T09:01:00.000Z';

const hold = (n: number, startsAt = nine, endsAt = ten, roundId = `round-${n}`) =>
  ({ do: 'hold', person, year: 2026, bookingId: booking(n), loopId, applicationId, roundId, startsAt, endsAt, holdMs: 60_000 }) as const;
const busyTime = { busyId: booking(8), startsAt: nine, endsAt: eleven };
const made = (...commands: CalendarCommand[]): CalendarEvent[] => {
  const history: CalendarEvent[] = [];
  for (const command of commands) {
    const given = { ...command, at, by: { kind: 'person', id: person } as const };
    history.push(...calendar.decide(given, fold(calendar, calendar.initial, history)));
  }
  return history;
};
const held = made(hold(1));
const confirmed = made(hold(1), { do: 'confirm', bookingId: booking(1) });
const released = made(hold(1), { do: 'release', bookingId: booking(1) });
const busy = made({ do: 'add-busy', person, year: 2026, ...busyTime });

const histories = { empty: [], held, confirmed, released, busy } as Record<string, CalendarEvent[]>;
const commands: Record<string, CalendarCommand> = {
  'hold again': hold(1),
  'hold another': hold(2),
  'hold beside': hold(2, ten, eleven),
  confirm: { do: 'confirm', bookingId: booking(1) },
  release: { do: 'release', bookingId: booking(1) },
  'expire-holds': { do: 'expire-holds' },
  'add-busy': { do: 'add-busy', person, year: 2026, ...busyTime },
  'remove-busy': { do: 'remove-busy', busyId: busyTime.busyId },
};
const table = `
              | empty      | held           | confirmed     | released   | busy
hold again    | time-held  | -              | -             | time-held  | !busy
hold another  | time-held  | !busy          | !busy         | time-held  | !busy
hold beside   | time-held  | time-held      | time-held     | time-held  | !busy
confirm       | -          | time-confirmed | -             | -          | -
release       | -          | time-released  | time-released | -          | -
expire-holds  | -          | -              | -             | -          | -
add-busy      | busy-added | busy-added     | busy-added    | busy-added | -
remove-busy   | -          | -              | -             | -          | busy-removed
`;
const [header, ...rows] = table
  .slice(1, -1)
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim())) as [string[], ...string[][]];

function outcome(name: string, situation: string): string {
  const state = fold(calendar, calendar.initial, histories[situation]!);
  try {
    const events = calendar.decide({ ...commands[name]!, at, by: { kind: 'person', id: person } }, state);
    return events.map(({ type }) => type.slice('calendar.'.length, -3)).join(' + ') || '-';
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return `!${error.code.slice('calendar/'.length)}`;
  }
}

it('has a line for every command', () => expect(rows.map(([name]) => name)).toEqual(Object.keys(commands)));
describe.each(rows)('%s', (name, ...cells) => {
  it.each(cells.map((cell, n) => [header[n + 1]!, cell] as const))('%s: %s', (situation, cell) =>
    expect(outcome(name!, situation)).toBe(cell),
  );
});

it('holds a time until a deadline, at which the loop is asked', () => {
  const { do: _, holdMs: __, roundId, ...facts } = hold(1);
  given(calendar)
    .when(hold(1))
    .then({ type: 'calendar.time-held.v1', data: { ...facts, ...of, roundId, expiresAt } });
  expect(given(calendar, ...held, ...made(hold(2, ten, eleven))).due()).toEqual({ at: expiresAt, command: { do: 'expire-holds' } });
  expect(given(calendar, ...confirmed).due()).toBeUndefined();
});
it('names who is busy, and nobody else', () =>
  given(calendar, ...confirmed)
    .when(hold(2, '2026-03-03T09:59:00.000Z', eleven))
    .thenRejected('calendar/busy', { people: ['lena'] }));
it('lets a round hold its next time while it has the present one', () =>
  given(calendar, ...confirmed)
    .when(hold(2, '2026-03-03T09:30:00.000Z', '2026-03-03T10:30:00.000Z', 'round-1'))
    .thenState({ bookings: [{ status: 'confirmed' }, { status: 'held' }] }));
it('frees a time that was released for others', () =>
  given(calendar, ...released)
    .when(hold(2))
    .thenState({ bookings: [{ bookingId: booking(2) }] }));

describe('busy times', () => {
  const add = commands['add-busy']!;
  it('are one’s own, or arranged by a recruiter or coordinator', () => {
    given(calendar)
      .when({ ...add, by: { kind: 'person', id: 'lena', roles: [] } })
      .then(...busy);
    for (const role of ['recruiter', 'coordinator'])
      given(calendar)
        .when({ ...add, by: { kind: 'person', id: 'mara', roles: [role] } })
        .thenState({ busy: [busyTime] });
    for (const by of [{ kind: 'person', id: 'olaf', roles: ['interviewer'] } as const, { kind: 'service', id: 'lena' } as const])
      given(calendar)
        .when({ ...add, by })
        .thenRejected('calendar/not-yours', { person: 'lena' });
  });
  it('are removed by the same people', () => {
    given(calendar, ...busy)
      .when({ do: 'remove-busy', busyId: busyTime.busyId, by: { kind: 'person', id: 'olaf' } })
      .thenRejected('calendar/not-yours');
    given(calendar, ...busy)
      .when({ do: 'remove-busy', busyId: busyTime.busyId })
      .thenState({ busy: [] });
  });
});

it('is one for each year that a time lies in, in UTC', () => {
  const years = (startsAt: string, endsAt: string) => yearsOf({ startsAt, endsAt });
  expect(years(nine, ten)).toEqual([2026]);
  expect(years('2026-12-31T23:30:00.000Z', '2027-01-01T00:00:00.000Z')).toEqual([2026]);
  expect(years('2026-12-31T23:30:00.000Z', '2027-01-01T00:30:00.000Z')).toEqual([2026, 2027]);
  expect(years('2026-12-31T23:30:00.000Z', '2026-12-31T23:30:00.000Z')).toEqual([2026]);
  expect(calendarIdOf(person, 2026)).not.toBe(calendarIdOf(person, 2027));
});
it('leaves the state as it is when it meets an event of a later build', () =>
  expect(calendar.evolve(calendar.initial, { type: 'calendar.shared.v1', data: {} } as never)).toBe(calendar.initial));
