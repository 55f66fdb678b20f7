/** The ordering scope of an offer's events: hiring.application, keyed by the application, so that its end and its offer stand in one order. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { id } from './shapes.js';

export const defineOfferEvent = eventsOn({ topic: 'hiring.application', key: 'applicationId', service: 'offer' });

/** One offer for each application and episode; its terms have versions 1, 2, 3. */
export const ofOffer = <S extends z.ZodRawShape>(shape: S) =>
  z.object({
    applicationId: id,
    candidateId: id,
    requisitionId: id,
    offerId: id,
    episode: z.int().positive(),
    offerVersion: z.int().positive(),
    ...shape,
  });
