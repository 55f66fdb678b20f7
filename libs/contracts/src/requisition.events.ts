/** Events of the requisition service, on hiring.requisition, keyed by the requisition. */
import { eventsOn } from '@rolecall/kernel';
import { roleSchema } from '@rolecall/role-schema';
import { z } from 'zod';
import { holdReason, seatCloseReason } from './reasons.js';
import { band, id, instant, interviewPlan, key, personId, question, seat, team } from './shapes.js';

const defineEvent = eventsOn({ topic: 'hiring.requisition', key: 'requisitionId', service: 'requisition' });
const of = <S extends z.ZodRawShape>(shape: S) => z.object({ requisitionId: id, ...shape });
/** Order of what an offer (or an application) said, by its own stream's count: what came before its end counts no more. */
const asOf = {
  offerVersion: z.int().positive().optional(),
  offerSequence: z.int().nonnegative().optional(),
  applicationSequence: z.int().nonnegative().optional(),
};
const seatOf = { offerId: id, applicationId: id, seatId: key, ...asOf };

/** Everything that other services keep of a requisition. */
export const requisitionTerms = z.object({
  role: roleSchema,
  roleVersion: z.int().positive(),
  /** Ids of the requirements that the hiring manager confirmed. */
  musts: z.array(z.string()).max(6),
  niceToHaves: z.array(z.string()),
  bands: z.array(band).min(1),
  bandVersion: z.int().positive(),
  questions: z.array(question),
  questionsVersion: z.int().positive(),
  plan: interviewPlan,
  team,
  seats: z.array(seat).min(1),
  /** Evaluation of résumés may be switched off for a requisition. */
  evaluation: z.enum(['on', 'off']),
  /** A confidential search is not shown to everyone; an evergreen one is never filled. Later builds use both. */
  visibility: z.enum(['standard', 'confidential']).optional(),
  evergreen: z.boolean().optional(),
});
export type RequisitionTerms = z.output<typeof requisitionTerms>;

export const requisitionOpened = defineEvent(
  'requisition.opened.v1',
  'The search is on: applications are taken under these terms.',
  of({ terms: requisitionTerms, by: personId.optional() }),
);
export const requisitionTermsChanged = defineEvent(
  'requisition.terms-changed.v1',
  'The terms of an open requisition changed (an approved change request, or what needs no approval).',
  of({ terms: requisitionTerms }),
);
export const requisitionHeld = defineEvent(
  'requisition.held.v1',
  'On hold: no new application, advance, reservation or extension; what is booked, extended or accepted stands.',
  of({ reason: holdReason, reviewAt: instant, by: personId.optional(), noteId: id.optional() }),
);
export const requisitionResumed = defineEvent('requisition.resumed.v1', 'The hold is over.', of({ by: personId.optional() }));
export const requisitionFilled = defineEvent(
  'requisition.filled.v1',
  'No seat is open, reserved or committed and at least one is filled; the owner has five working days for the remaining applications.',
  of({ owner: z.string() }),
);
export const requisitionReopened = defineEvent(
  'requisition.reopened.v1',
  'A seat came free after the requisition was filled; the search is on again.',
  of({ terms: requisitionTerms }),
);
export const requisitionCancelled = defineEvent(
  'requisition.cancelled.v1',
  'The search is over without a hire for every seat; the owner has until closeOn, else five working days, for the remaining applications.',
  of({ reason: seatCloseReason, closeOn: instant.optional(), owner: z.string(), by: personId.optional(), noteId: id.optional() }),
);

export const seatReserved = defineEvent(
  'requisition.seat-reserved.v1',
  'A seat is kept for an approved offer, which may now be extended.',
  of({ ...seatOf, bandId: key }),
);
export const seatRefused = defineEvent(
  'requisition.seat-refused.v1',
  'No seat for an approved offer: it waits in line at `position` (1 is next), or the requisition takes none.',
  of({
    offerId: id,
    applicationId: id,
    reason: z.enum(['no_open_seat', 'on_hold', 'requisition_closed']),
    position: z.int().positive().optional(),
    bandId: key.optional(),
    ...asOf,
  }),
);
export const seatCommitted = defineEvent('requisition.seat-committed.v1', 'The offer on the seat was accepted.', of(seatOf), {
  terminal: 'the offer already stands as accepted',
});
export const seatFilled = defineEvent('requisition.seat-filled.v1', 'The person is hired on the seat.', of(seatOf), {
  terminal: 'a fact for reports',
});
export const seatReleased = defineEvent(
  'requisition.seat-released.v1',
  'The seat is open again. The offer, if it still lives, has no seat any more.',
  of({ ...seatOf, reason: z.string().max(60), by: personId.optional(), noteId: id.optional() }),
);
