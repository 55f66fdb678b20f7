/** Events of an offer's course that concern it alone: its seat as it knows it, its deadlines, late answers, and the way back. */
import { z } from 'zod';
import { defineOfferEvent as defineEvent, ofOffer as of } from './offer.scope.js';
import { id, instant, key, personId, timeZone } from './shapes.js';

const forReports = { terminal: 'a fact for reports and the application’s story' };
const toldByRequisition = { terminal: 'the requisition itself told everyone' };
/** The place of the answer in the requisition’s own stream: an older one counts no more. */
const asOf = { requisitionSequence: z.int().positive().optional() };
const secondBuild = { terminal: 'reserved for the second build; readers tolerate it' };

export const reinstateReason = z.enum(['candidate_returned', 'late_answer', 'mistake', 'other']);
export const answerKind = z.enum(['accepted', 'declined']);

export const offerSeatAssigned = defineEvent(
  'offer.seat-assigned.v1',
  'The requisition keeps a seat for the offer, which is to be extended by extendBy.',
  of({ seatId: key, bandId: key, extendBy: instant.optional(), ...asOf }),
  toldByRequisition,
);
export const offerSeatAwaited = defineEvent(
  'offer.seat-awaited.v1',
  'No seat: the offer waits in line at `position`, as it was when this was said, or the requisition takes none.',
  of({ reason: z.enum(['no_open_seat', 'on_hold', 'requisition_closed']), position: z.int().positive().optional(), ...asOf }),
  toldByRequisition,
);
export const offerSeatLost = defineEvent(
  'offer.seat-lost.v1',
  'The requisition took the seat back. Not extended, a person asks again; extended, the offer stands.',
  of({ seatId: key, reason: z.string().max(60), ...asOf }),
  toldByRequisition,
);
export const offerSeatOverdue = defineEvent(
  'offer.seat-overdue.v1',
  'The requisition has not answered the offer that asked for a seat: its owner knows, and it asks again.',
  of({ askedAt: instant, owner: personId }),
  { terminal: 'a task for its owner' },
);
export const offerOpened = defineEvent('offer.opened.v1', 'The candidate looked at this version.', of({ openedAt: instant }), forReports);
export const offerDeadlineExtended = defineEvent(
  'offer.deadline-extended.v1',
  'A person gave the candidate more time.',
  of({ expiresAt: instant, zone: timeZone.optional(), by: personId, at: instant }),
  forReports,
);
export const offerExpiryPostponed = defineEvent(
  'offer.expiry-postponed.v1',
  'The service was down shortly before or at the deadline: the candidate may answer until `expiresAt`.',
  of({ expiresAt: instant }),
  forReports,
);
export const offerLateAnswerRecorded = defineEvent(
  'offer.late-answer-recorded.v1',
  'The candidate answered an offer that had ended; its owner decides what follows, such as to reinstate it.',
  of({ answer: answerKind, answeredAt: instant, owner: personId }),
  { terminal: 'a task for its owner' },
);
export const offerReinstated = defineEvent(
  'offer.reinstated.v1',
  'A person took back that the offer had ended: approved again, it asks for a seat.',
  of({ from: z.enum(['expired', 'declined']), reason: reinstateReason, by: personId, noteId: id.optional() }),
);

export const offerCounterRecorded = defineEvent(
  'offer.counter-recorded.v1',
  'The candidate asked for other terms.',
  of({ by: personId, noteId: id.optional() }),
  secondBuild,
);
export const offerAcceptedAmended = defineEvent(
  'offer.accepted-amended.v1',
  'Accepted terms were amended by both.',
  of({ by: personId, termsId: id }),
  secondBuild,
);
export const offerVerbalAcceptanceRecorded = defineEvent(
  'offer.verbal-acceptance-recorded.v1',
  'The candidate said yes in words; the written answer follows.',
  of({ by: personId }),
  secondBuild,
);
