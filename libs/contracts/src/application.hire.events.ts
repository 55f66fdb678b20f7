/** Events of an application from the extended offer to day one, and back. Outcomes only, never a report's content. */
import { z } from 'zod';
import { defineApplicationEvent as defineEvent, ofApplication as of } from './application.scope.js';
import { contingencyKind } from './offer.events.js';
import { date, id, instant, key, personId } from './shapes.js';

const forReports = { terminal: 'a fact for reports and the application’s story' };
const contingency = { offerId: id, kind: contingencyKind, by: personId };

export const applicationOffered = defineEvent(
  'application.offered.v1',
  'An offer is out; the application cannot be rejected or closed until it ends.',
  of({ offerId: id, offerVersion: z.int().positive(), startDate: date, at: instant.optional() }),
  forReports,
);
export const applicationPreHireBegun = defineEvent(
  'application.pre-hire-begun.v1',
  'The offer is accepted; its contingencies wait for a person.',
  of({
    offerId: id,
    offerVersion: z.int().positive(),
    startDate: date,
    contingencies: z.array(contingencyKind),
    /** The episode of the offer, which may be an earlier one. */
    offerEpisode: z.int().positive(),
    at: instant,
  }),
);
export const applicationReturnedToDecision = defineEvent(
  'application.returned-to-decision.v1',
  'The offer came to its end: back to a decision. `episode` is the one that goes on from here; an offer that cannot be reinstated ends its own.',
  of({
    offerId: id,
    cause: z.enum(['declined', 'expired', 'rescinded', 'voided', 'reneged', 'hire_reversed']),
    endedEpisode: z.int().positive(),
  }),
);
export const applicationContingencyCleared = defineEvent(
  'application.contingency-cleared.v1',
  'A person recorded that the check is passed.',
  of(contingency),
  forReports,
);
export const applicationContingencyWaived = defineEvent(
  'application.contingency-waived.v1',
  'A person goes on without the check, with a reason.',
  of({ ...contingency, reason: key, noteId: id.optional() }),
  forReports,
);
export const applicationContingencyFailed = defineEvent(
  'application.contingency-failed.v1',
  'A person recorded that the check was not passed. What follows is a person’s decision.',
  of({ ...contingency, noteId: id.optional() }),
  forReports,
);
export const applicationContingencyPreAdverse = defineEvent(
  'application.contingency-pre-adverse.v1',
  'The candidate was told of an adverse result and may answer until respondBy.',
  of({ ...contingency, respondBy: instant }),
  { terminal: 'reserved for the second build; readers tolerate it' },
);
export const applicationStartDateMoved = defineEvent(
  'application.start-date-moved.v1',
  'Day one moved.',
  of({ offerId: id, startDate: date }),
  forReports,
);
export const applicationStarted = defineEvent(
  'application.started.v1',
  'The person came on day one.',
  of({ offerId: id, on: date, by: personId }),
  forReports,
);
