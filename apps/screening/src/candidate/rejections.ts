/** What the rules of a candidate refuse, each by its own name. */
import { defineRejection } from '@rolecall/kernel';

export const notFound = defineRejection('candidate/not-found', 'not_found', 'There is no such candidate.', 'Check the id.');
export const notAddedYet = defineRejection(
  'candidate/not-added-yet',
  'unavailable',
  'The candidate that this is about has not arrived yet.',
  'Nothing: it is tried again.',
);
export const merged = defineRejection('candidate/merged', 'conflict', 'This record was merged into another.', 'Use the other record.');
export const erased = defineRejection('candidate/erased', 'conflict', 'This person was erased.', 'Nothing can be done with this record.');
export const otherAttemptLive = defineRejection(
  'candidate/other-attempt-live',
  'conflict',
  'The person has a newer live application for this requisition.',
  'Go on with the newer one, or end it first.',
);
export const addressInUse = defineRejection(
  'candidate/address-in-use',
  'conflict',
  'Another candidate has this e-mail address.',
  'Look at the other record; if they are one person, that is for people to say.',
);
export const emptyResume = defineRejection(
  'candidate/empty-resume',
  'invalid',
  'The résumé holds no text.',
  'Send the text of the résumé.',
);
