/** Events of seats and of the offers that wait for one, besides those that other services consume (requisition.events.ts). */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { seatCloseReason } from './reasons.js';
import { id, key, personId } from './shapes.js';

const defineEvent = eventsOn({ topic: 'hiring.requisition', key: 'requisitionId', service: 'requisition' });
const of = <S extends z.ZodRawShape>(shape: S) => z.object({ requisitionId: id, ...shape });
const offer = { offerId: id, applicationId: id, offerSequence: z.int().nonnegative().optional() };

/** Why the order of waiting offers was changed by hand, or a reservation taken back. */
export const lineReason = z.enum(['business_priority', 'start_date', 'competing_offer', 'stalled', 'correction', 'other']);

export const seatOffered = defineEvent(
  'requisition.seat-offered.v1',
  'The offer on the seat is with the candidate: the seat cannot be closed, nor the reservation released by hand.',
  of({ ...offer, seatId: key }),
  { terminal: 'the offer itself told everyone' },
);
export const seatClosed = defineEvent(
  'requisition.seat-closed.v1',
  'The seat is given up and cannot be filled any more.',
  of({ seatId: key, reason: seatCloseReason, by: personId.optional() }),
  { terminal: 'the remaining seats are told by requisition.terms-changed' },
);
export const seatClosing = defineEvent(
  'requisition.seat-closing.v1',
  'The seat is to be given up, but an approved offer holds it: it closes when that offer ends, and until then the offer may fill it.',
  of({ seatId: key, reason: seatCloseReason, by: personId }),
  { terminal: 'the offer keeps its seat' },
);
export const cancellationCompleted = defineEvent(
  'requisition.cancellation-completed.v1',
  'The last offer that was outstanding when the requisition was cancelled has ended or was filled.',
  of({}),
  { terminal: 'everyone stopped at requisition.cancelled' },
);
export const seatMissing = defineEvent(
  'requisition.seat-missing.v1',
  'An offer was extended, accepted or hired while its reservation was being released, and no seat is left: first in line for the next; its owner adds a seat or ends another offer.',
  of({
    ...offer,
    applicationSequence: z.int().nonnegative().optional(),
    stage: z.enum(['extended', 'accepted', 'hired']),
    bandId: key.optional(),
    owner: personId,
  }),
  { terminal: 'a task for its owner' },
);
export const offerEnded = defineEvent(
  'requisition.offer-ended.v1',
  'An offer without a seat ended: it leaves the line, and what it asked before counts no more.',
  of({ ...offer, applicationSequence: z.int().nonnegative().optional(), reason: z.string().max(60) }),
  { terminal: 'the offer itself told everyone' },
);
export const waitingOffersRanked = defineEvent(
  'requisition.waiting-offers-ranked.v1',
  'A person put the waiting offers into another order than first come.',
  of({ offerIds: z.array(id).min(1), reason: lineReason, by: personId, noteId: id.optional() }),
  { terminal: 'a seat that comes free is told by requisition.seat-reserved' },
);
