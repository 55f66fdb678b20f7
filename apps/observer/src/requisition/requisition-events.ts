/** The events of a requisition that change a figure. */
import * as of from '@rolecall/contracts';
import type { EventOf } from '@rolecall/kernel';

const approval = [
  of.requisitionApprovalRequested,
  of.requisitionApprovalGiven,
  of.requisitionApproved,
  of.requisitionSentBack,
  of.requisitionRecalled,
  of.requisitionRejected,
  of.changeApproved,
  of.changeRefused,
] as const;
const search = [
  of.requisitionDrafted,
  of.requisitionOpened,
  of.requisitionTermsChanged,
  of.requisitionHeld,
  of.requisitionResumed,
  of.requisitionFilled,
  of.requisitionReopened,
  of.requisitionCancelled,
] as const;
const seats = [of.seatReserved, of.seatOffered, of.seatCommitted, of.seatFilled, of.seatReleased, of.seatClosing, of.seatClosed] as const;

export const requisitionChanges = [...approval, ...search, ...seats] as const;
export type RequisitionChange = EventOf<(typeof requisitionChanges)[number]> & { readonly at: string };
