/** The state of an interview loop, and the words that its rules are written in. */
import type * as contracts from '@rolecall/contracts';
import type { Booking, CompetencyRating, Conclusion, InterviewPlan, PanelSeat, PlannedRound, Rating } from '@rolecall/contracts';
import { type EventOf, eventMaker } from '@rolecall/kernel';
import type { Span } from '../span.js';

/** Every contract whose type begins with `interview.`. */
type Contracts = Extract<(typeof contracts)[keyof typeof contracts], { readonly type: `interview.${string}` }>;
export type LoopEvent = EventOf<Contracts>;
export const event = eventMaker<LoopEvent>();

/** How a theme folds its events: one function for each type. */
export type Folds<Type extends LoopEvent['type']> = {
  readonly [T in Type]: (state: Loop, data: Extract<LoopEvent, { type: T }>['data']) => Loop;
};

export type LoopStatus = 'absent' | 'planned' | 'in_progress' | 'concluded' | 'cancelled';
/** `waiting_on_candidate` is reserved for the second build. */
export type RoundStatus =
  | 'needs_scheduling'
  | 'waiting_on_candidate'
  | 'scheduled'
  | 'awaiting_feedback'
  | 'complete'
  | 'cancelled'
  | 'no_show';

export interface Scorecard {
  readonly status: 'not_due' | 'due' | 'submitted' | 'amended' | 'waived';
  /** Who wrote it down, or waived it. */
  readonly by?: string;
  readonly verdict?: Rating;
  readonly ratings?: readonly CompetencyRating[];
  /** Names its texts in the vault. */
  readonly noteId?: string;
  readonly reason?: string;
  readonly overdue?: boolean;
}

export interface Seat extends PanelSeat {
  /** Of the booking that took this person's time; a replacement has one of its own. */
  readonly bookingId: string;
  readonly response: 'invited' | 'accepted' | 'declined' | 'replaced';
  readonly scorecard: Scorecard;
}

/** A time that a person's calendar was asked for. */
export interface Slot extends Span {
  readonly bookingId: string;
  readonly person: string;
}

export interface Round extends Omit<PlannedRound, 'id'> {
  readonly roundId: string;
  readonly stageId: string;
  readonly status: RoundStatus;
  readonly booking?: Omit<Booking, 'panel'>;
  readonly panel: readonly Seat[];
  /** Of bookings that are over, so that their calendars can be freed at any time. */
  readonly past: readonly Slot[];
  readonly scorecardsDueAt?: string;
  readonly remindedAt?: string;
  /** Why it is cancelled or was moved. */
  readonly reason?: string;
  /** Who did not come. */
  readonly absent?: 'candidate' | 'interviewer';
}

export interface Loop {
  readonly status: LoopStatus;
  readonly loopId: string;
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
  /** Where in the application's own stream it was advanced. */
  readonly applicationSequence?: number;
  readonly planVersion: number;
  readonly stages: InterviewPlan['stages'];
  /** The stage that the loop is in. */
  readonly stageId: string;
  readonly passed: readonly string[];
  readonly rounds: readonly Round[];
  /** Who has a seat in a round; for lists. */
  readonly interviewers: readonly string[];
  /** Bookings whose holds ran out before the loop decided. */
  readonly abandoned: readonly string[];
  readonly conclusion?: { readonly conclusion: Conclusion; readonly dissent: boolean; readonly reason?: string; readonly by: string };
  readonly cancelled?: { readonly reason: string; readonly by: string };
  /** How the application ended, if it did; the loop cannot be reopened then. */
  readonly applicationEnded?: string;
}

export const absent: Loop = {
  status: 'absent',
  loopId: '',
  applicationId: '',
  candidateId: '',
  requisitionId: '',
  episode: 1,
  planVersion: 1,
  stages: [],
  stageId: '',
  passed: [],
  rounds: [],
  interviewers: [],
  abandoned: [],
};

/** What every event of this loop carries. */
export const base = ({ applicationId, loopId, requisitionId, episode }: Loop) => ({ applicationId, loopId, requisitionId, episode });

/** The state with one round changed. */
export function withRound(state: Loop, roundId: string, change: (round: Round) => Round): Loop {
  const rounds = state.rounds.map((round) => (round.roundId === roundId ? change(round) : round));
  const active = rounds.filter(({ status }) => status !== 'cancelled').flatMap(({ panel }) => panel.filter(hasSeat));
  return { ...state, rounds, interviewers: [...new Set(active.map(({ person }) => person))] };
}

export const hasSeat = ({ response }: Seat): boolean => response === 'invited' || response === 'accepted';
/** Those of the panel who have a vote and have not left it. */
export const voters = ({ panel }: Round): Seat[] => panel.filter((seat) => hasSeat(seat) && seat.role !== 'shadow');
export const isIn = ({ scorecard: { status } }: Seat): boolean => status === 'submitted' || status === 'amended';
/** Whose scorecards the round waits for. */
export const owing = (round: Round): Seat[] =>
  round.status === 'awaiting_feedback' ? voters(round).filter(({ scorecard }) => scorecard.status === 'due') : [];
const isBooked = ({ status }: Round): boolean => status === 'scheduled' || status === 'awaiting_feedback' || status === 'complete';

/** Every time that any calendar was ever asked for by this round, and whether it is still taken. */
export function slotsOf(round: Round): (Slot & { readonly taken: boolean })[] {
  const { booking, panel, past } = round;
  const present = booking
    ? panel.map((seat) => ({
        bookingId: seat.bookingId,
        person: seat.person,
        startsAt: booking.startsAt,
        endsAt: booking.endsAt,
        taken: isBooked(round) && hasSeat(seat),
      }))
    : [];
  return [...past.map((slot) => ({ ...slot, taken: false })), ...present];
}

/** Whether the time of a person belongs to this loop; never true again once it was and is no more. */
export const isTaken = (state: Loop, bookingId: string, person: string): boolean =>
  state.rounds.flatMap(slotsOf).some((slot) => slot.taken && slot.bookingId === bookingId && slot.person === person);
