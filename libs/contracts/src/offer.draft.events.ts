/** Events of an offer's terms: asked for, drafted, revised. They name the terms in the vault and tell whether, never how much. */
import { z } from 'zod';
import { contingencyKind } from './offer.events.js';
import { defineOfferEvent as defineEvent, ofOffer as of } from './offer.scope.js';
import { date, id, instant, key, personId } from './shapes.js';

const forReports = { terminal: 'a fact for reports and the application’s story' };

/** What may be known of terms outside the vault. */
const terms = {
  /** Names the terms in the vault. */
  termsId: id,
  /** Keyed: equal for equal material terms, and says nothing else. */
  termsHash: z.string().min(1).max(120),
  bandId: key,
  bandVersion: z.int().positive(),
  currency: z.string().length(3),
  insideBand: z.boolean(),
  startDate: date,
  contingencies: z.array(contingencyKind),
};

export const reviseReason = z.enum(['negotiation', 'correction', 'sent_back', 'internal_change', 'other']);

export const offerPreparationAsked = defineEvent(
  'offer.preparation-asked.v1',
  'The interviews were concluded with hire: the owner is to prepare an offer. Never an amount.',
  of({ owner: personId, concludedBy: personId, dissent: z.boolean() }),
  { terminal: 'a task for its owner' },
);
export const offerPreparationDropped = defineEvent(
  'offer.preparation-dropped.v1',
  'The conclusion is hire no more before anything was drafted: nothing is to be prepared.',
  of({}),
  forReports,
);
export const offerDrafted = defineEvent('offer.drafted.v1', 'A person drafted the terms.', of({ ...terms, owner: personId, by: personId }));
export const offerRevised = defineEvent(
  'offer.revised.v1',
  'The next version of the terms. A material change is approved again; another applies at once.',
  of({
    ...terms,
    material: z.boolean(),
    /** Names of the fields that changed. */
    changed: z.array(key).min(1),
    reason: reviseReason,
    by: personId,
    noteId: id.optional(),
    /** The seat stays with the offer until then. */
    extendBy: instant.optional(),
  }),
  forReports,
);
export const offerSuperseded = defineEvent(
  'offer.superseded.v1',
  'This version is past: the named one stands in its place.',
  of({ supersededBy: z.int().positive() }),
  forReports,
);
