/** The commands of a requisition: what people ask, what offers and applications tell, and what deadlines stand for. */
import type { ApprovalCommand, ApprovalRequest } from '@rolecall/approval';
import type { Band, InterviewPlan, lineReason, Question, Seat, seatCloseReason, Team } from '@rolecall/contracts';
import type { AnyCommand, Context } from '@rolecall/kernel';
import type { Role } from '@rolecall/role-schema';

type SeatCloseReason = (typeof seatCloseReason)['_output'];
type LineReason = (typeof lineReason)['_output'];
type As<Name extends string, Data = unknown> = { readonly do: Name } & Readonly<Data>;

/** A seat whose id may be left to the decider. */
export type NewSeat = Omit<Seat, 'id'> & { readonly id?: string };
export type ApprovalTerms = Omit<ApprovalRequest, 'version'>;

export type TermsCommand =
  | As<'draft', { requisitionId: string; role: Role; team?: Team }>
  | As<'revise-role', { role: Role }>
  | As<'set-bands', { bands: readonly Band[] }>
  | As<'add-seats', { seats: readonly NewSeat[] }>
  | As<'set-team', { team: Team }>
  | As<'set-questions', { questions: readonly Question[] }>
  | As<'set-plan', { stages?: InterviewPlan['stages'] }>
  | As<'set-evaluation', { evaluation: 'on' | 'off' }>
  | As<'confirm-requirements', { musts: readonly string[]; niceToHaves?: readonly string[] }>;

export type AgreementCommand =
  | ApprovalCommand
  | As<'request-approval', ApprovalTerms>
  | As<'request-change', { bands?: readonly Band[]; seats?: readonly NewSeat[]; approval: ApprovalTerms }>
  | As<'approve-change', { version: number }>
  | As<'refuse-change', { noteId?: string }>;

export type SearchCommand =
  | As<'open'>
  | As<'hold', { reason: 'hiring_freeze' | 'budget' | 'reorganisation' | 'other'; reviewAt: string; noteId?: string }>
  | As<'remind-review'>
  | As<'resume'>
  | As<'close-seat', { seatId: string; reason: SeatCloseReason }>
  | As<'cancel', { reason: SeatCloseReason; closeOn?: string; owner?: string; noteId?: string }>;

/** What an offer said; `offerSequence` is its event's place in the offer's own stream. */
interface OfferSaid {
  offerId: string;
  applicationId: string;
  offerSequence: number;
}
/** What an application said; `applicationSequence` is its event's place in the application's own stream. */
interface ApplicationSaid {
  offerId: string;
  applicationId: string;
  applicationSequence: number;
}

/** Reactions, except for the two commands of people: rank-waiting-offers and release-reservation. */
export type SeatCommand =
  | As<'reserve-seat', OfferSaid & { bandId: string; offerVersion: number }>
  | As<'mark-extended', OfferSaid & { seatId: string }>
  | As<'commit-seat', OfferSaid & { seatId: string }>
  | As<'release-seat', OfferSaid & { reason: string }>
  | As<'fill-seat', ApplicationSaid>
  | As<'reopen-seat', ApplicationSaid & { reason: string }>
  | As<'rank-waiting-offers', { offerIds: readonly string[]; reason: LineReason; noteId?: string }>
  | As<'release-reservation', { seatId: string; reason: LineReason; noteId?: string }>;

export type RequisitionCommand = TermsCommand | AgreementCommand | SearchCommand | SeatCommand;

/** A command by its name, with time and caller. */
export type Command<Name extends RequisitionCommand['do']> = Extract<RequisitionCommand, { do: Name }> & Context;

/** Decides every command of a union by its name: none can be forgotten. */
export type Handlers<Commands extends AnyCommand, State, Event> = {
  readonly [Name in Commands['do']]: (command: Extract<Commands, { do: Name }> & Context, state: State) => Event[];
};
