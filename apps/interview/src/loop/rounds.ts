/** Rounds are booked, moved and cancelled. The calendars were held before; what is decided here is what they follow. */
import { overlap } from '../span.js';
import type { Appointment, Command, Decisions } from './commands.js';
import * as no from './round-rejections.js';
import { endOf, onlyIn, personOf, roundOf, seatOf } from './rules.js';
import { base, event, type Folds, hasSeat, type Loop, type LoopEvent, type Round, type Seat, slotsOf, withRound } from './state.js';

type Booking = Appointment['booking'];

/** The same time and panel again. A place is told once more only by a move. */
function isSame(round: Round, { bookingId, startsAt, zone, panel, placeId }: Booking): boolean {
  const { booking } = round;
  if (round.status !== 'scheduled' || !booking) return false;
  if (booking.bookingId === bookingId) return true;
  const seats = round.panel.filter(hasSeat);
  const samePanel =
    seats.length === panel.length && panel.every(({ person, role }) => seats.some((s) => s.person === person && s.role === role));
  return samePanel && booking.startsAt === startsAt && booking.zone === zone && placeId === undefined;
}

/** A booking is of one time and panel; it is never used again. */
export const isKnown = (state: Loop, bookingId: string): boolean =>
  state.abandoned.includes(bookingId) || state.rounds.flatMap(slotsOf).some((slot) => slot.bookingId === bookingId);

/** Throws what speaks against this time and panel, apart from calendars. */
function checked({ booking, at }: Command<'schedule-round'>, round: Round, state: Loop) {
  const { panel, startsAt, bookingId } = booking;
  const endsAt = endOf(startsAt, round.durationMinutes);
  if (startsAt <= at) throw no.inThePast({ startsAt });
  if (panel.filter(({ role }) => role === 'lead').length > 1) throw no.twoLeads();
  const votes = panel.filter(({ role }) => role !== 'shadow').length;
  if (votes < round.panelSize) throw no.panelTooSmall({ votes, panelSize: round.panelSize });
  const others = state.rounds.filter(({ roundId, status }) => roundId !== round.roundId && status === 'scheduled');
  const crossing = others.find((other) => other.booking && overlap(other.booking, { startsAt, endsAt }));
  if (crossing) throw no.candidateBusy({ roundId: crossing.roundId });
  if (isKnown(state, bookingId)) throw no.bookingOver({ bookingId });
  return { ...booking, endsAt };
}

function schedule(command: Command<'schedule-round'>, state: Loop): LoopEvent[] {
  const by = personOf(command);
  const round = roundOf(state, command.roundId);
  if (isSame(round, command.booking)) return [];
  onlyIn(round, 'needs_scheduling', 'waiting_on_candidate');
  const booking = checked(command, round, state);
  return [event('interview.round-scheduled.v1', { ...base(state), roundId: round.roundId, booking, by })];
}

/** To another time or panel: of a round that is booked, or of one to which somebody did not come. */
function move(command: Command<'move-round' | 'reschedule-round'>, state: Loop): LoopEvent[] {
  const by = personOf(command);
  const { roundId, reason, noteId } = command;
  const round = roundOf(state, roundId);
  if (isSame(round, command.booking)) return [];
  onlyIn(round, command.do === 'move-round' ? 'scheduled' : 'no_show');
  const booking = checked({ ...command, do: 'schedule-round' }, round, state);
  const fromBookingId = round.booking?.bookingId as string;
  return [event('interview.round-moved.v1', { ...base(state), roundId, fromBookingId, booking, reason, by, noteId })];
}

/** By a hold's deadline. Once appended, the request that held the calendars can schedule them no more. */
function abandon({ roundId, bookingId }: Command<'abandon-booking'>, state: Loop): LoopEvent[] {
  return isKnown(state, bookingId) ? [] : [event('interview.booking-abandoned.v1', { ...base(state), roundId, bookingId })];
}

export const roundDecisions: Decisions<'schedule-round' | 'move-round' | 'reschedule-round' | 'cancel-round' | 'abandon-booking'> = {
  'schedule-round': schedule,
  'move-round': move,
  'reschedule-round': move,
  'cancel-round': (command, state) => {
    const by = personOf(command);
    const { roundId, reason, noteId } = command;
    const round = roundOf(state, roundId);
    if (round.status === 'cancelled') return [];
    onlyIn(round, 'needs_scheduling', 'waiting_on_candidate', 'scheduled', 'no_show');
    return [event('interview.round-cancelled.v1', { ...base(state), roundId, reason, by, noteId })];
  },
  'abandon-booking': abandon,
};

type Booked = Extract<LoopEvent, { type: 'interview.round-scheduled.v1' }>['data']['booking'];

const booked = (round: Round, { panel, ...booking }: Booked): Round => ({
  ...round,
  booking,
  status: 'scheduled',
  reason: undefined,
  absent: undefined,
  panel: panel.map((seat): Seat => ({ ...seat, bookingId: booking.bookingId, response: 'invited', scorecard: { status: 'not_due' } })),
});

/** What was booked is over: the slots stay known, so that their calendars are freed whatever happens in between. */
const over = (round: Round): Round => ({ ...round, past: slotsOf(round).map(({ taken: _, ...slot }) => slot) });

type Types = 'round-scheduled' | 'round-moved' | 'round-cancelled' | 'booking-abandoned';

export const roundFolds: Folds<`interview.${Types}.v1`> = {
  'interview.round-scheduled.v1': (state, { roundId, booking }) => ({
    ...withRound(state, roundId, (round) => booked(round, booking)),
    status: 'in_progress',
  }),
  'interview.round-moved.v1': (state, { roundId, booking, reason }) =>
    withRound(state, roundId, (round) => ({ ...booked(over(round), booking), reason })),
  'interview.round-cancelled.v1': (state, { roundId, reason }) =>
    withRound(state, roundId, (round) => ({ ...round, status: 'cancelled', reason })),
  'interview.booking-abandoned.v1': (state, { bookingId }) => ({ ...state, abandoned: [...state.abandoned, bookingId] }),
};

/** Whose invitation it is, or `loop/unknown-seat`. */
export function seatNamed(round: Round, person: string): Seat {
  const seat = seatOf(round, person);
  if (!seat || seat.response === 'replaced') throw no.unknownSeat({ person });
  return seat;
}
