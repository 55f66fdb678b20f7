/** The events of a requisition, as its decider makes and folds them. */
import type * as contracts from '@rolecall/contracts';
import { type AnyEvent, type EventOf, eventMaker } from '@rolecall/kernel';
import type { Requisition } from './state.js';

type Contracts = typeof contracts;

type TermsEvent = EventOf<
  | Contracts['requisitionDrafted']
  | Contracts['roleRevised']
  | Contracts['bandsSet']
  | Contracts['seatsAdded']
  | Contracts['teamSet']
  | Contracts['questionsSet']
  | Contracts['planSet']
  | Contracts['evaluationSet']
  | Contracts['requirementsConfirmed']
  | Contracts['changeRequested']
  | Contracts['changeApproved']
  | Contracts['changeRefused']
>;
export type ApprovalEvent = EventOf<
  | Contracts['requisitionApprovalRequested']
  | Contracts['requisitionApprovalGiven']
  | Contracts['requisitionApprovalDelegated']
  | Contracts['requisitionApproverReplaced']
  | Contracts['requisitionApprovalReminded']
  | Contracts['requisitionApprovalCommented']
  | Contracts['requisitionApprovalEscalated']
  | Contracts['requisitionSentBack']
  | Contracts['requisitionRecalled']
  | Contracts['requisitionRejected']
  | Contracts['requisitionApproved']
>;
type SearchEvent = EventOf<
  | Contracts['requisitionOpened']
  | Contracts['requisitionTermsChanged']
  | Contracts['requisitionHeld']
  | Contracts['holdReviewDue']
  | Contracts['requisitionResumed']
  | Contracts['requisitionFilled']
  | Contracts['requisitionReopened']
  | Contracts['requisitionCancelled']
  | Contracts['cancellationCompleted']
>;
export type SeatEvent = EventOf<
  | Contracts['seatReserved']
  | Contracts['seatRefused']
  | Contracts['seatOffered']
  | Contracts['seatCommitted']
  | Contracts['seatFilled']
  | Contracts['seatReleased']
  | Contracts['seatClosed']
  | Contracts['seatClosing']
  | Contracts['seatMissing']
  | Contracts['offerEnded']
  | Contracts['waitingOffersRanked']
>;

export type RequisitionEvent = TermsEvent | ApprovalEvent | SearchEvent | SeatEvent;

export const event = eventMaker<RequisitionEvent>();

/** Folds every event of a union by its type: none can be forgotten. */
export type Folds<Events extends AnyEvent> = {
  readonly [Type in Events['type']]: (state: Requisition, data: Extract<Events, { type: Type }>['data']) => Requisition;
};
