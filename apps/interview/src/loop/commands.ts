/** Every command of a loop, by theme. What comes from a request body is typed by its contract. */
import type {
  AddRoundBody,
  Booking,
  CompetencyRating,
  ConcludeLoopBody,
  InterviewPlan,
  MarkNoShowBody,
  Rating,
  Team,
} from '@rolecall/contracts';
import type { Context } from '@rolecall/kernel';
import type { Loop, LoopEvent } from './state.js';

type Note = { readonly noteId?: string };
/** Who decides about the loops of a requisition, as our copy of it says now. */
export type DecidingTeam = Pick<Team, 'hiringManager' | 'recruiter' | 'coordinators'>;
type ByTeam = { readonly team: DecidingTeam };

export interface Plan {
  readonly do: 'plan';
  readonly loopId: string;
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
  readonly plan: InterviewPlan;
  /** Of the event that advanced the application. */
  readonly applicationSequence?: number;
}

interface ExtraRound {
  readonly round: AddRoundBody['round'] & { readonly id: string };
  readonly reason: string;
}

export type StageCommand =
  | Plan
  | ({ readonly do: 'pass-stage'; readonly stageId: string } & ByTeam)
  | ({ readonly do: 'move-back'; readonly toStageId: string; readonly reason: string } & ByTeam & Note)
  | ({ readonly do: 'add-round' } & ExtraRound & ByTeam & Note);

/** The end follows from the round's duration. */
export type Appointment = { readonly roundId: string; readonly booking: Omit<Booking, 'endsAt'> };

export type RoundCommand =
  | ({ readonly do: 'schedule-round' } & Appointment)
  | ({ readonly do: 'move-round'; readonly reason: string } & Appointment & Note)
  | ({ readonly do: 'reschedule-round'; readonly reason: string } & Appointment & Note)
  | ({ readonly do: 'cancel-round'; readonly roundId: string; readonly reason: string } & Note)
  | { readonly do: 'abandon-booking'; readonly roundId: string; readonly bookingId: string };

export type HoldingCommand =
  | { readonly do: 'mark-held'; readonly roundId: string; readonly earlier: boolean }
  | { readonly do: 'end-rounds' }
  | ({
      readonly do: 'mark-no-show';
      readonly roundId: string;
      readonly absent: MarkNoShowBody['absent'];
      readonly person?: string;
    } & Note);

export type PanelCommand =
  | ({ readonly do: 'respond'; readonly roundId: string; readonly answer: 'accept' | 'decline'; readonly reason?: string } & Note)
  | ({
      readonly do: 'replace-interviewer';
      readonly roundId: string;
      readonly person: string;
      readonly replacement: string;
      /** Of the replacement's own time. */
      readonly bookingId: string;
      /** The booking of the round whose time was held for the replacement. */
      readonly ofBookingId: string;
      readonly reason?: string;
    } & Note);

interface OfScorecard {
  readonly roundId: string;
  /** Whose scorecard it is; the caller's own, or on behalf. */
  readonly person: string;
}
type Content = OfScorecard & { readonly verdict: Rating; readonly ratings: readonly CompetencyRating[] };

export type ScorecardCommand =
  | ({ readonly do: 'submit-scorecard' } & Content & ByTeam & Note)
  | ({ readonly do: 'amend-scorecard' } & Content & ByTeam & Note)
  | ({ readonly do: 'waive-scorecard'; readonly reason: string } & OfScorecard & ByTeam & Note)
  | { readonly do: 'remind'; readonly roundId: string }
  | { readonly do: 'mark-overdue' };

export type EndingCommand =
  | ({
      readonly do: 'conclude';
      readonly conclusion: ConcludeLoopBody['conclusion'];
      readonly dissent: boolean;
      readonly reason?: string;
    } & ByTeam &
      Note)
  | ({ readonly do: 'reopen' } & ExtraRound & ByTeam & Note)
  | ({ readonly do: 'cancel'; readonly reason: string } & ByTeam & Note)
  /** The application ended, or its next episode has another loop. */
  | { readonly do: 'end'; readonly how: 'rejected' | 'withdrawn' | 'closed' | 'superseded'; readonly applicationSequence?: number };

export type LoopCommand = StageCommand | RoundCommand | HoldingCommand | PanelCommand | ScorecardCommand | EndingCommand;

/** How a theme decides its commands: one function for each. */
export type Command<Name extends LoopCommand['do']> = Extract<LoopCommand, { do: Name }> & Context;
export type Decisions<Name extends LoopCommand['do']> = {
  readonly [N in Name]: (command: Command<N>, state: Loop) => LoopEvent[];
};
