/** What an offer says no to. */
import { defineRejection } from '@rolecall/kernel';

export const notFound = defineRejection(
  'offer/not-found',
  'not_found',
  'There is no such offer.',
  'Check the id, or draft an offer for the application.',
);
export const notDrafted = defineRejection('offer/not-drafted', 'conflict', 'No terms have been drafted yet.', 'Draft the offer first.');
export const alreadyDrafted = defineRejection(
  'offer/already-drafted',
  'conflict',
  'There is an offer for this application already.',
  'Read it, and revise it if its terms are to be others.',
);
export const ended = defineRejection(
  'offer/ended',
  'conflict',
  'The offer has ended.',
  'Reinstate it if it expired or was declined; else draft another once the application is back at a decision.',
);
export const personOnly = defineRejection(
  'offer/person-only',
  'forbidden',
  'Only a person decides about an offer.',
  'Let a person decide.',
);
export const otherVersion = defineRejection(
  'offer/other-version',
  'conflict',
  'The offer has another version now than the one named.',
  'Read the present version and decide on that.',
);
export const applicationEnded = defineRejection(
  'offer/application-ended',
  'conflict',
  'The application has ended, or began its next episode.',
  'Look at the application; if it goes on, draft an offer for it anew.',
);
export const notToHire = defineRejection(
  'offer/not-to-hire',
  'conflict',
  'The interviews were not concluded with hire.',
  'Have the interviews reopened and concluded, if that is what people want.',
);
export const otherCurrency = defineRejection(
  'offer/other-currency',
  'invalid',
  'The currency is not that of the band.',
  'State the terms in the currency of the band.',
);
export const noSeatInBand = defineRejection(
  'offer/no-seat-in-band',
  'invalid',
  'The requisition has no seat in the band named.',
  'Name the band of one of its seats.',
);
export const outsideForbiddenBand = defineRejection(
  'offer/outside-forbidden-band',
  'invalid',
  'The terms are outside the band, and the requisition forbids exceptions from it.',
  'Stay within the band, or have the requisition’s band changed.',
);
export const outsideBand = defineRejection(
  'offer/outside-band',
  'conflict',
  'The terms are outside the band, which needs an exception with a reason.',
  'Request the approval with a bandException, or revise the terms.',
);
export const insideBand = defineRejection(
  'offer/inside-band',
  'invalid',
  'The terms are inside the band and need no exception.',
  'Request the approval without one.',
);
export const dateInPast = defineRejection('offer/date-in-past', 'invalid', 'A date lies in the past.', 'Name a date to come.');
export const nothingToChange = defineRejection(
  'offer/nothing-to-change',
  'invalid',
  'The terms are the same as those of the present version.',
  'State what is to change.',
);
export const approvalPending = defineRejection(
  'offer/approval-pending',
  'conflict',
  'The terms are up for approval and stay as they are until it is decided.',
  'Recall the request first.',
);
export const alreadyApproved = defineRejection(
  'offer/already-approved',
  'conflict',
  'This version is approved already.',
  'Extend it, or revise it if the terms are to be others.',
);
export const notApproved = defineRejection(
  'offer/not-approved',
  'conflict',
  'The terms are not approved.',
  'Request the approval, or ask those whom it waits for.',
);
export const noSeat = defineRejection(
  'offer/no-seat',
  'conflict',
  'No seat is reserved for the offer.',
  'Wait for one, look at its place in line, or request a seat again.',
);
export const requisitionOnHold = defineRejection(
  'offer/requisition-on-hold',
  'conflict',
  'The requisition is on hold: nothing new goes out.',
  'Wait until it is resumed.',
);
export const requisitionClosed = defineRejection(
  'offer/requisition-closed',
  'conflict',
  'The requisition is filled or cancelled.',
  'Reopen it, or void the offer.',
);
export const alreadyOut = defineRejection(
  'offer/already-extended',
  'conflict',
  'The offer is with the candidate.',
  'Move its deadline, revise it, or rescind it with a reason.',
);
export const notExtended = defineRejection(
  'offer/not-extended',
  'conflict',
  'The offer is not with the candidate.',
  'Extend it first; what is not extended is voided, not rescinded.',
);
export const accepted = defineRejection(
  'offer/accepted',
  'conflict',
  'The candidate has accepted the offer.',
  'If it cannot stand, record that the candidate left, or reverse the hire with a reason.',
);
export const notAccepted = defineRejection(
  'offer/not-accepted',
  'conflict',
  'The candidate has not accepted the offer.',
  'Only who has accepted can leave after it.',
);
export const hired = defineRejection(
  'offer/hired',
  'conflict',
  'The person is hired already.',
  'Reverse the hire at the application, with a reason.',
);
export const earlierDeadline = defineRejection(
  'offer/earlier-deadline',
  'invalid',
  'The deadline can only be moved to later.',
  'Name a later instant; to end the offer, rescind it with a reason.',
);
export const notReinstatable = defineRejection(
  'offer/not-reinstatable',
  'conflict',
  'Only an offer that expired or was declined is reinstated.',
  'Draft another once the application is back at a decision.',
);
