/**
 * THE DECIDER of an interviewer's calendar of one year. A time is held while a panel is being booked, then confirmed or released as
 * the loop decided; a hold that nobody came back for asks the loop. No time is taken twice, except by a round that moves.
 */
import type * as contracts from '@rolecall/contracts';
import { type Context, type Decider, type EventOf, eventMaker, hashId } from '@rolecall/kernel';
import { overlap, type Span } from '../span.js';
import * as no from './rejections.js';

type Contracts = Extract<(typeof contracts)[keyof typeof contracts], { readonly type: `calendar.${string}` }>;
export type CalendarEvent = EventOf<Contracts>;
const event = eventMaker<CalendarEvent>();

export interface Booking extends Span {
  readonly bookingId: string;
  readonly loopId: string;
  readonly roundId: string;
  readonly applicationId: string;
  readonly status: 'held' | 'confirmed';
  /** Of a hold: when the loop is asked what became of it. */
  readonly expiresAt?: string;
}

export interface Busy extends Span {
  readonly busyId: string;
}

export interface Calendar {
  readonly calendarId: string;
  readonly person: string;
  readonly year: number;
  readonly bookings: readonly Booking[];
  readonly busy: readonly Busy[];
}

interface Whose {
  readonly person: string;
  readonly year: number;
}

export type CalendarCommand =
  | ({ readonly do: 'hold'; readonly holdMs: number } & Whose & Omit<Booking, 'status' | 'expiresAt'>)
  | { readonly do: 'confirm'; readonly bookingId: string }
  | { readonly do: 'release'; readonly bookingId: string }
  | { readonly do: 'expire-holds' }
  | ({ readonly do: 'add-busy' } & Whose & Busy)
  | { readonly do: 'remove-busy'; readonly busyId: string };
type Command<Name extends CalendarCommand['do']> = Extract<CalendarCommand, { do: Name }> & Context;

export const calendarIdOf = (person: string, year: number): string => hashId(`calendar:${person}:${year}`);

const yearOf = (ms: number) => new Date(ms).getUTCFullYear();
/** The years, in UTC, that a time lies in: two over New Year. */
export function yearsOf({ startsAt, endsAt }: Span): number[] {
  const first = yearOf(Date.parse(startsAt));
  const last = Math.max(first, yearOf(Date.parse(endsAt) - 1));
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

/** A round may hold its next time while it still has the present one. */
const isInTheWay =
  ({ loopId, roundId, ...span }: Pick<Booking, 'loopId' | 'roundId'> & Span) =>
  (booking: Booking): boolean =>
    overlap(booking, span) && !(booking.loopId === loopId && booking.roundId === roundId);

function hold(command: Command<'hold'>, { bookings, busy }: Calendar): CalendarEvent[] {
  const { person, year, bookingId, loopId, roundId, applicationId, startsAt, endsAt, holdMs, at } = command;
  if (bookings.some((booking) => booking.bookingId === bookingId)) return [];
  if (bookings.some(isInTheWay(command)) || busy.some((span) => overlap(span, command))) throw no.busy({ people: [person] });
  const expiresAt = new Date(Date.parse(at) + holdMs).toISOString();
  const of = { calendarId: calendarIdOf(person, year), person, year };
  return [event('calendar.time-held.v1', { ...of, bookingId, loopId, roundId, applicationId, startsAt, endsAt, expiresAt })];
}

/** One's own calendar, or for those who arrange interviews anybody's. */
function ownerOf({ by }: Context, person: string): string {
  const arranges = by.roles?.some((role) => role === 'recruiter' || role === 'coordinator');
  if (by.kind !== 'person' || (by.id !== person && !arranges)) throw no.notYours({ person });
  return by.id;
}

function addBusy(command: Command<'add-busy'>, state: Calendar): CalendarEvent[] {
  const { person, year, busyId, startsAt, endsAt } = command;
  const by = ownerOf(command, person);
  if (state.busy.some((busy) => busy.busyId === busyId)) return [];
  return [event('calendar.busy-added.v1', { calendarId: calendarIdOf(person, year), person, year, busyId, startsAt, endsAt, by })];
}

function decide(command: CalendarCommand & Context, state: Calendar): CalendarEvent[] {
  const { calendarId, person, year } = state;
  const of = { calendarId, person, year };
  switch (command.do) {
    case 'hold':
      return hold(command, state);
    case 'confirm': {
      // What was released meanwhile stays free: a confirmation that comes late takes no time.
      const { bookingId } = command;
      const held = state.bookings.some((booking) => booking.bookingId === bookingId && booking.status === 'held');
      return held ? [event('calendar.time-confirmed.v1', { ...of, bookingId })] : [];
    }
    case 'release': {
      const { bookingId } = command;
      const known = state.bookings.some((booking) => booking.bookingId === bookingId);
      return known ? [event('calendar.time-released.v1', { ...of, bookingId })] : [];
    }
    case 'expire-holds':
      // What becomes of a hold is the loop's to say; the store asks it, then confirms or releases.
      return [];
    case 'add-busy':
      return addBusy(command, state);
    case 'remove-busy': {
      const { busyId } = command;
      if (!state.busy.some((busy) => busy.busyId === busyId)) return [];
      return [event('calendar.busy-removed.v1', { ...of, busyId, by: ownerOf(command, person) })];
    }
  }
}

function evolve(state: Calendar, { type, data }: CalendarEvent): Calendar {
  const { calendarId, person, year } = data;
  const known = { ...state, calendarId, person, year };
  switch (type) {
    case 'calendar.time-held.v1': {
      const { bookingId, loopId, roundId, applicationId, startsAt, endsAt, expiresAt } = data;
      const booking: Booking = { bookingId, loopId, roundId, applicationId, startsAt, endsAt, expiresAt, status: 'held' };
      return { ...known, bookings: [...state.bookings, booking] };
    }
    case 'calendar.time-confirmed.v1':
      return { ...known, bookings: state.bookings.map((booking) => (booking.bookingId === data.bookingId ? confirmed(booking) : booking)) };
    case 'calendar.time-released.v1':
      return { ...known, bookings: state.bookings.filter(({ bookingId }) => bookingId !== data.bookingId) };
    case 'calendar.busy-added.v1':
      return { ...known, busy: [...state.busy, { busyId: data.busyId, startsAt: data.startsAt, endsAt: data.endsAt }] };
    case 'calendar.busy-removed.v1':
      return { ...known, busy: state.busy.filter(({ busyId }) => busyId !== data.busyId) };
    default:
      return state;
  }
}

const confirmed = ({ expiresAt: _, ...booking }: Booking): Booking => ({ ...booking, status: 'confirmed' });

/** When the first hold runs out. */
export const nextExpiry = ({ bookings }: Calendar): string | undefined =>
  bookings
    .flatMap(({ expiresAt }) => expiresAt ?? [])
    .sort()
    .at(0);

export const calendar: Decider<Calendar, CalendarCommand, CalendarEvent> = {
  aggregate: 'calendar',
  stateVersion: 1,
  initial: { calendarId: '', person: '', year: 0, bookings: [], busy: [] },
  decide,
  evolve,
  due: (state) => {
    const at = nextExpiry(state);
    return at ? { at, command: { do: 'expire-holds' } } : undefined;
  },
};
