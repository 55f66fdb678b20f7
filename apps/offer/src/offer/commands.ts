/** The commands of an offer: what people ask, what others tell, and what deadlines stand for. Facts from copies come with the command. */
import type { ApprovalCommand, ApprovalRequest } from '@rolecall/approval';
import type {
  DeclineOfferBody,
  ReinstateOfferBody,
  RenegeOfferBody,
  RequestOfferApprovalBody,
  RescindOfferBody,
  ReviseOfferBody,
  VoidOfferBody,
} from '@rolecall/contracts';
import type { Context } from '@rolecall/kernel';
import type { OfferEvent } from './events.js';
import type { Offer, Terms } from './state.js';

type As<Name extends string, Data = unknown> = { readonly do: Name } & Readonly<Data>;
type Note = { noteId?: string };

/** How the requisition stands in our copy. */
export type RequisitionStatus = 'open' | 'on_hold' | 'filled' | 'cancelled';
/** How the application stands in our copy, seen from this offer's episode. */
export type ApplicationStanding = 'going_on' | 'hired' | 'rejected' | 'withdrawn' | 'closed' | 'past_episode';
/** How the interviews were concluded, if they were. */
export type Conclusion = 'hire' | 'no_hire' | 'hold' | 'other_level' | 'other_requisition';
/** How the terms stand to the band that they name. */
export type Fit = 'inside' | 'outside' | 'outside_forbidden' | 'other_currency' | 'no_seat_in_band';

export interface ProposedTerms extends Omit<Terms, 'insideBand'> {
  readonly fit: Fit;
}

/** Since when this process is up, and until when it lets nothing expire that may have been unanswerable before. */
export interface Uptime {
  readonly since: string;
  readonly graceUntil: string;
}

interface Story {
  readonly offerId: string;
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
}

export type DraftCommand =
  | As<
      'note-conclusion',
      Story & { conclusion: Conclusion; owner: string; concludedBy: string; dissent: boolean; application: ApplicationStanding }
    >
  | As<'draft', Story & { owner: string; terms: ProposedTerms; application: ApplicationStanding; conclusion: Conclusion }>
  | As<
      'revise',
      Note & { version: number; terms: ProposedTerms; changed: readonly string[]; material: boolean; reason: ReviseOfferBody['reason'] }
    >;

export type AgreementCommand =
  | ApprovalCommand
  | As<
      'request-approval',
      Omit<ApprovalRequest, 'version'> & {
        version: number;
        fit: Fit;
        bandException?: Omit<NonNullable<RequestOfferApprovalBody['bandException']>, 'note'> & Note;
        extendWithinHours: number;
      }
    >;

/** What the requisition said, in its order; `offerSequence` is the word of ours that it answers, if it answers one. */
interface Said {
  readonly requisitionSequence: number;
  readonly offerSequence?: number;
}

export type SeatCommand =
  | As<'request-seat', { requisition: RequisitionStatus }>
  | As<'take-seat', Said & { seatId: string; bandId: string }>
  | As<'wait-for-seat', Said & { reason: 'no_open_seat' | 'on_hold' | 'requisition_closed'; position?: number }>
  | As<'lose-seat', Said & { seatId: string; reason: string }>
  | As<'return-seat'>
  | As<'ask-again'>;

export type CourseCommand =
  | As<'extend', { version: number; expiresAt: string; zone?: string; requisition: RequisitionStatus; application: ApplicationStanding }>
  | As<'open', { version: number }>
  | As<'accept', { version: number; answeredAt: string; uptime?: Uptime }>
  | As<'decline', Note & { reason: DeclineOfferBody['reason']; answeredAt: string }>
  | As<'extend-deadline', { expiresAt: string; zone?: string }>
  | As<'expire', { uptime?: Uptime }>
  | As<'change-start-date', { startDate: string }>;

export type EndingCommand =
  | As<'rescind', Note & { reason: RescindOfferBody['reason'] }>
  | As<'void', Note & { reason: VoidOfferBody['reason'] }>
  | As<'renege', Note & { reason: RenegeOfferBody['reason']; application: ApplicationStanding }>
  | As<'reinstate', Note & { reason: ReinstateOfferBody['reason']; requisition: RequisitionStatus; application: ApplicationStanding }>
  | As<'end-with-application', { how: Exclude<ApplicationStanding, 'going_on' | 'hired'> }>
  | As<'take-back-hire', { reason: 'reneged' | 'no_show' | 'contingency_failed' | 'recorded_in_error'; reversedBy: string }>;

export type OfferCommand = DraftCommand | AgreementCommand | SeatCommand | CourseCommand | EndingCommand;

/** How a theme decides its commands: one function for each. */
export type Command<Name extends OfferCommand['do']> = Extract<OfferCommand, { do: Name }> & Context;
export type Decisions<Name extends OfferCommand['do']> = {
  readonly [N in Name]: (command: Command<N>, state: Offer) => OfferEvent[];
};
