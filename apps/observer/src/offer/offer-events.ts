/** The events of an offer that change a figure. */
import * as of from '@rolecall/contracts';
import type { EventOf } from '@rolecall/kernel';

const inside = [
  of.offerPreparationAsked,
  of.offerPreparationDropped,
  of.offerDrafted,
  of.offerRevised,
  of.offerApprovalRequested,
  of.offerApprovalGiven,
  of.offerSentBack,
  of.offerRecalled,
  of.offerApproved,
] as const;
const seat = [of.offerSeatAssigned, of.offerSeatAwaited, of.offerSeatLost, of.offerSeatReturned] as const;
const out = [of.offerExtended, of.offerOpened, of.offerDeadlineExtended, of.offerExpiryPostponed, of.offerAccepted] as const;
const ends = [of.offerDeclined, of.offerExpired, of.offerRescinded, of.offerVoided, of.offerReneged, of.offerReinstated] as const;

export const offerChanges = [...inside, ...seat, ...out, ...ends] as const;
export type OfferChange = EventOf<(typeof offerChanges)[number]>;
