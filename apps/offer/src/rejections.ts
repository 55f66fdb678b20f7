/** What the service says no to beside the decider: because a copy has not arrived, or for what the vault holds. */
import { defineRejection } from '@rolecall/kernel';

export const termsMissing = defineRejection(
  'offer/terms-missing',
  'conflict',
  'The terms are no longer in the vault.',
  'A database was restored, or the person was erased. Give the terms again with revise, as long as the offer is alive.',
);
export const applicationUnknown = defineRejection(
  'offer/application-unknown',
  'unavailable',
  'The application has not arrived here yet.',
  'Try again in a moment; check the id if it lasts.',
);
export const requisitionUnknown = defineRejection(
  'offer/requisition-unknown',
  'unavailable',
  'The requisition has not arrived here yet.',
  'Try again in a moment; look at the alarms if it lasts.',
);
export const notConcluded = defineRejection(
  'offer/not-concluded',
  'unavailable',
  'No conclusion of the interviews has arrived here.',
  'Conclude the interviews; if that was done a moment ago, try again.',
);
export const notOnTheTeam = defineRejection(
  'offer/not-on-the-team',
  'forbidden',
  'The notes of an offer are for its team and its approvers.',
  'Ask the recruiter of the requisition.',
);
