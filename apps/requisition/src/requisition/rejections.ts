/** What a requisition says no to. */
import { defineRejection } from '@rolecall/kernel';

export const notFound = defineRejection(
  'requisition/not-found',
  'not_found',
  'There is no such requisition.',
  'Check the id, or draft a requisition from a role document.',
);
export const notKnownYet = defineRejection(
  'requisition/not-known-yet',
  'unavailable',
  'The requisition has not arrived here yet.',
  'It is asked again by itself; look at the alarms if it lasts.',
);
export const alreadyDrafted = defineRejection(
  'requisition/already-drafted',
  'conflict',
  'A requisition with this id exists.',
  'Read it, and revise its role if the document is another.',
);
export const ended = defineRejection(
  'requisition/ended',
  'conflict',
  'The requisition was cancelled or rejected, which is final.',
  'Draft another one from the same document.',
);
export const filled = defineRejection(
  'requisition/filled',
  'conflict',
  'Every seat is filled.',
  'Request a change for more seats, or draft another requisition.',
);
export const approvalPending = defineRejection(
  'requisition/approval-pending',
  'conflict',
  'The terms are up for approval and stay as they are until it is decided.',
  'Recall the request first.',
);
export const changeRequestNeeded = defineRejection(
  'requisition/change-request-needed',
  'conflict',
  'Bands and seats have been approved; others need an approval of their own.',
  'Request a change; the old terms stay in force until it is approved.',
);
export const noBand = defineRejection(
  'requisition/no-band',
  'conflict',
  'No pay band is set, and without one a requisition neither goes up for approval nor opens.',
  'Set a band for each place.',
);
export const noSeats = defineRejection(
  'requisition/no-seats',
  'conflict',
  'There is no seat to hire for.',
  'Add the seats to be approved.',
);
export const requirementsNotConfirmed = defineRejection(
  'requisition/requirements-not-confirmed',
  'conflict',
  'The hiring manager has not confirmed which requirements are musts.',
  'Ask the hiring manager to confirm them, at most six.',
);
export const notApproved = defineRejection(
  'requisition/not-approved',
  'conflict',
  'The requisition is not approved.',
  'Request the approval, or ask those whom it waits for.',
);
export const notOpen = defineRejection(
  'requisition/not-open',
  'conflict',
  'The requisition is not open.',
  'Open it first; read its state for what is missing.',
);
export const onHold = defineRejection('requisition/on-hold', 'conflict', 'The requisition is on hold.', 'Resume it.');
export const notTheHiringManager = defineRejection(
  'requisition/not-the-hiring-manager',
  'forbidden',
  'Only the hiring manager confirms the musts.',
  'Ask the hiring manager of the team.',
);
export const notInCharge = defineRejection(
  'requisition/not-in-charge',
  'forbidden',
  'Only the recruiter or the hiring manager of this requisition decides who gets a seat first.',
  'Ask one of them.',
);
export const tooManyMusts = defineRejection(
  'requisition/too-many-musts',
  'invalid',
  'More than six requirements are called musts.',
  'Keep the six that decide; the others are nice to have.',
);
export const unknownRequirement = defineRejection(
  'requisition/unknown-requirement',
  'invalid',
  'A requirement is named that the role does not have.',
  'Take the ids from the present version of the role.',
);
export const unknownBand = defineRejection(
  'requisition/unknown-band',
  'invalid',
  'A seat is in a band that the requisition does not have.',
  'Set that band, or name one that is set.',
);
export const duplicateId = defineRejection(
  'requisition/duplicate-id',
  'invalid',
  'An id is used twice.',
  'Give each seat, band, question, stage and round an id of its own.',
);
export const questionNotAllowed = defineRejection(
  'requisition/question-not-allowed',
  'invalid',
  'A question asks for what may not be asked: pay history, criminal record, citizenship, age, health, family or a protected trait.',
  'Ask for what the work needs, such as the right to work, availability, or the pay that is expected.',
);
export const dateInPast = defineRejection('requisition/date-in-past', 'invalid', 'A date lies in the past.', 'Name a date to come.');
export const unknownSeat = defineRejection('requisition/unknown-seat', 'not_found', 'The requisition has no such seat.', 'Read its seats.');
export const seatTaken = defineRejection(
  'requisition/seat-filled',
  'conflict',
  'A person is hired on the seat.',
  'A filled seat stays; if the hire is reversed, it is open again.',
);
export const lastSeat = defineRejection(
  'requisition/last-seat',
  'conflict',
  'It is the only seat that is left.',
  'Cancel the requisition instead.',
);
export const offersOutstanding = defineRejection(
  'requisition/offers-outstanding',
  'conflict',
  'An offer is with a candidate or accepted on these seats.',
  'Rescind it with a reason, or wait for the answer or the deadline.',
);
export const seatNotReserved = defineRejection(
  'requisition/seat-not-reserved',
  'conflict',
  'No reservation stands on the seat.',
  'Read the seats; only a reserved one can be released by hand.',
);
export const otherLine = defineRejection(
  'requisition/other-line',
  'conflict',
  'The offers named are not those that wait now.',
  'Read the line again and name every waiting offer once.',
);
export const noChangePending = defineRejection(
  'requisition/no-change-pending',
  'conflict',
  'No change request is pending.',
  'Request a change first, or read the present state.',
);
export const changePending = defineRejection(
  'requisition/change-pending',
  'conflict',
  'A change request is pending.',
  'Approve or refuse that change, or recall it.',
);
export const nothingToChange = defineRejection(
  'requisition/nothing-to-change',
  'invalid',
  'The request names neither other bands nor more seats.',
  'Name what is to change.',
);
