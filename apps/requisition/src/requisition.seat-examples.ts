/** Typical events of seats and of the offers that hold or wait for one; an offer's stream says approved 1, extended 2, accepted 3, ended 4. */
import { event, type RequisitionEvent } from './requisition/events.js';
import { application, filled, noteId, offer, openSearch, requisitionId } from './requisition.examples.js';

/** What the reactions tell of offer `name`, as commands. */
export const approvedOffer = (name: string, bandId = 'berlin', offerSequence = 1, offerVersion = 1) =>
  ({ do: 'reserve-seat', offerId: offer(name), applicationId: application(name), bandId, offerVersion, offerSequence }) as const;
export const extendedOffer = (name: string, seatId: string, offerSequence = 2) =>
  ({ do: 'mark-extended', offerId: offer(name), applicationId: application(name), seatId, offerSequence }) as const;
export const acceptedOffer = (name: string, seatId: string, offerSequence = 3) =>
  ({ do: 'commit-seat', offerId: offer(name), applicationId: application(name), seatId, offerSequence }) as const;
export const endedOffer = (name: string, reason = 'declined', offerSequence = 4) =>
  ({ do: 'release-seat', offerId: offer(name), applicationId: application(name), reason, offerSequence }) as const;
export const hiredPerson = (name: string, applicationSequence = 10) =>
  ({ do: 'fill-seat', offerId: offer(name), applicationId: application(name), applicationSequence }) as const;
export const reversedHire = (name: string, reason = 'no_show', applicationSequence = 11) =>
  ({ do: 'reopen-seat', offerId: offer(name), applicationId: application(name), reason, applicationSequence }) as const;

const of = (name: string, offerSequence: number) => ({
  requisitionId,
  offerId: offer(name),
  applicationId: application(name),
  offerSequence,
});

export const seatReserved = (name: string, seatId = 'seat-1', bandId = 'berlin', offerSequence = 1, offerVersion = 1) =>
  event('requisition.seat-reserved.v1', { ...of(name, offerSequence), offerVersion, seatId, bandId });
export const seatRefused = (
  name: string,
  reason: 'no_open_seat' | 'on_hold' | 'requisition_closed',
  position?: number,
  bandId = 'berlin',
  offerSequence = 1,
  offerVersion = 1,
) => {
  const place = position === undefined ? {} : { position, bandId };
  return event('requisition.seat-refused.v1', { ...of(name, offerSequence), offerVersion, reason, ...place });
};
export const seatOffered = (name: string, seatId = 'seat-1') => event('requisition.seat-offered.v1', { ...of(name, 2), seatId });
export const seatCommitted = (name: string, seatId = 'seat-1') =>
  event('requisition.seat-committed.v1', { ...of(name, 3), offerVersion: 1, seatId });
export const seatFilled = (name: string, seatId = 'seat-1') =>
  event('requisition.seat-filled.v1', { ...of(name, 3), offerVersion: 1, seatId, applicationSequence: 10 });
export const seatReleased = (name: string, seatId = 'seat-1', reason = 'declined') =>
  event('requisition.seat-released.v1', { ...of(name, 4), seatId, reason });
export const hireReversed = (name: string, seatId = 'seat-1', reason = 'no_show') =>
  event('requisition.seat-released.v1', {
    requisitionId,
    offerId: offer(name),
    applicationId: application(name),
    seatId,
    reason,
    applicationSequence: 11,
  });
export const offerEnded = (name: string, reason = 'declined') => event('requisition.offer-ended.v1', { ...of(name, 4), reason });
export const seatMissing = (name: string, stage: 'extended' | 'accepted', bandId = 'berlin') =>
  event('requisition.seat-missing.v1', { ...of(name, stage === 'extended' ? 2 : 3), stage, bandId, owner: 'mara' });
export const seatClosed = (seatId: string, reason: 'budget' | 'duplicate' = 'budget') =>
  event('requisition.seat-closed.v1', { requisitionId, seatId, reason, by: 'mara' });
export const seatClosing = (seatId: string, reason: 'budget' | 'duplicate' = 'budget') =>
  event('requisition.seat-closing.v1', { requisitionId, seatId, reason, by: 'mara' });
export const ranked = (...names: string[]) =>
  event('requisition.waiting-offers-ranked.v1', {
    requisitionId,
    offerIds: names.map(offer),
    reason: 'business_priority',
    by: 'mara',
    noteId,
  });

/** Offer `a` has come as far as its name says, on seat-1 of an open search. */
export const reservedSearch = (count = 1): RequisitionEvent[] => [...openSearch(count), seatReserved('a')];
export const offeredSearch = (count = 1): RequisitionEvent[] => [...reservedSearch(count), seatOffered('a')];
export const committedSearch = (count = 1): RequisitionEvent[] => [...offeredSearch(count), seatCommitted('a')];
/** One seat, and the person of offer `a` on it. */
export const filledSearch = (): RequisitionEvent[] => [...committedSearch(), seatFilled('a'), filled];
