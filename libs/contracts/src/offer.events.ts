/** Events of an offer, on hiring.application, keyed by the application. No amounts: those are in the vault. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { declineReason } from './reasons.js';
import { date, id, instant, key, personId } from './shapes.js';

const defineEvent = eventsOn({ topic: 'hiring.application', key: 'applicationId', service: 'offer' });
const of = <S extends z.ZodRawShape>(shape: S) =>
  z.object({
    applicationId: id,
    candidateId: id,
    requisitionId: id,
    offerId: id,
    episode: z.int().positive(),
    offerVersion: z.int().positive(),
    ...shape,
  });

export const contingencyKind = z.enum(['background_check', 'references', 'right_to_work', 'other']);

export const offerApproved = defineEvent(
  'offer.approved.v1',
  'The terms are approved; a seat must be reserved before they go out.',
  of({ bandId: key }),
);
export const offerExtended = defineEvent(
  'offer.extended.v1',
  'The terms went to the candidate, on a reserved seat, until the deadline.',
  of({ seatId: key, expiresAt: instant, startDate: date, contingencies: z.array(contingencyKind), by: personId }),
);
export const offerAccepted = defineEvent(
  'offer.accepted.v1',
  'The candidate said yes to this version.',
  of({ seatId: key, startDate: date, contingencies: z.array(contingencyKind), acceptedAt: instant }),
);
export const offerDeclined = defineEvent('offer.declined.v1', 'The candidate said no.', of({ reason: declineReason }));
export const offerExpired = defineEvent('offer.expired.v1', 'The deadline passed without an answer.', of({}));
export const offerRescinded = defineEvent(
  'offer.rescinded.v1',
  'A person took the extended offer back, with a reason.',
  of({ by: personId, reason: z.string().max(60) }),
);
export const offerVoided = defineEvent(
  'offer.voided.v1',
  'The offer ended before the candidate could answer it.',
  of({ reason: z.string().max(60) }),
);
export const offerReneged = defineEvent('offer.reneged.v1', 'The candidate left after accepting.', of({ reason: z.string().max(60) }));
export const offerSeatReturned = defineEvent(
  'offer.seat-returned.v1',
  'Approved, with a seat, but not extended by extendBy: the seat is given back.',
  of({ extendBy: instant }),
);
export const offerStartDateChanged = defineEvent(
  'offer.start-date-changed.v1',
  'The start date moved.',
  of({ startDate: date, by: personId }),
);
