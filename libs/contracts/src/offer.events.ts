/** Events of an offer that other services consume. No amounts: those are in the vault. */
import { z } from 'zod';
import { defineOfferEvent as defineEvent, ofOffer as of } from './offer.scope.js';
import { declineReason } from './reasons.js';
import { date, id, instant, key, personId, timeZone } from './shapes.js';

export const contingencyKind = z.enum(['background_check', 'references', 'right_to_work', 'other']);

/** What an end says of itself. A reaction has no `by`. */
const why = { by: personId.optional(), noteId: id.optional() };

export const offerApproved = defineEvent(
  'offer.approved.v1',
  'The terms are approved; a seat must be reserved before they go out. Said again, it asks again: the requisition always answers.',
  of({
    bandId: key,
    /** The offer has a seat already, from an earlier version, and is to go out by then. */
    extendBy: instant.optional(),
    /** It has none: since then it waits for the requisition's answer. */
    askedAt: instant.optional(),
  }),
);
export const offerExtended = defineEvent(
  'offer.extended.v1',
  'The terms went to the candidate, on a reserved seat, until the deadline.',
  of({
    seatId: key,
    expiresAt: instant,
    /** The candidate's, in which the deadline is shown. */
    zone: timeZone.optional(),
    startDate: date,
    contingencies: z.array(contingencyKind),
    by: personId,
    extendedAt: instant.optional(),
  }),
);
export const offerAccepted = defineEvent(
  'offer.accepted.v1',
  'The candidate said yes to this version.',
  of({ seatId: key, startDate: date, contingencies: z.array(contingencyKind), acceptedAt: instant }),
);
export const offerDeclined = defineEvent('offer.declined.v1', 'The candidate said no.', of({ reason: declineReason, ...why }));
export const offerExpired = defineEvent('offer.expired.v1', 'The deadline passed without an answer.', of({}));
export const offerRescinded = defineEvent(
  'offer.rescinded.v1',
  'A person took the extended offer back, with a reason; or, after the acceptance, the hire.',
  of({ by: personId, reason: z.string().max(60), noteId: id.optional() }),
);
export const offerVoided = defineEvent(
  'offer.voided.v1',
  'The offer ended before the candidate could answer it.',
  of({ reason: z.string().max(60), ...why }),
);
export const offerReneged = defineEvent(
  'offer.reneged.v1',
  'The candidate left after accepting.',
  of({ reason: z.string().max(60), ...why }),
);
const seatReturnedV1 = defineEvent(
  'offer.seat-returned.v1',
  'The seat, or the place in line, is given back: not extended by extendBy, or the next version is in another band.',
  of({ extendBy: instant, reason: z.enum(['not_extended', 'other_band']).optional() }),
);
/** The first version did not have to say why, and gave a deadline also where there was none. */
export const offerSeatReturned = defineEvent(
  'offer.seat-returned.v2',
  'The seat, or the place in line, is given back, and why: not extended by extendBy, or the next version is in another band.',
  of({
    reason: z.enum(['not_extended', 'other_band']),
    /** The deadline that passed, where one did. */
    extendBy: instant.optional(),
  }),
  {
    supersedes: {
      event: seatReturnedV1,
      upcast: ({ reason = 'not_extended', extendBy, ...offer }) => ({
        ...offer,
        reason,
        ...(reason === 'not_extended' ? { extendBy } : {}),
      }),
    },
  },
);
export const offerStartDateChanged = defineEvent(
  'offer.start-date-changed.v1',
  'The start date moved.',
  of({ startDate: date, by: personId }),
);
