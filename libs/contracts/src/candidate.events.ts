/** Events of a candidate, on hiring.candidate, keyed by the candidate. Ids and facts only: the person is in the vault. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { id, personId } from './shapes.js';

const defineEvent = eventsOn({ topic: 'hiring.candidate', key: 'candidateId', service: 'screening' });
const of = <S extends z.ZodRawShape>(shape: S) => z.object({ candidateId: id, ...shape });
const forReports = { terminal: 'a fact for reports' };
const secondBuild = { terminal: 'reserved for a later build; readers tolerate it' };
const attempt = { requisitionId: id, applicationId: id, attempt: z.int().positive() };

export const candidateAdded = defineEvent(
  'candidate.added.v1',
  'A person is known to the organization; name, addresses and phones are in the vault.',
  // Without one they have no id of their own: so it was before.
  of({ contactId: id.optional() }),
  forReports,
);
export const candidateContactChanged = defineEvent(
  'candidate.contact-changed.v1',
  'Name, addresses or phones changed; they are in the vault.',
  of({ by: personId, contactId: id }),
  forReports,
);
export const candidateResumeAdded = defineEvent(
  'candidate.resume-added.v1',
  'One more version of the résumé; its text is in the vault.',
  of({ resumeVersion: z.int().positive(), resumeId: id }),
  forReports,
);
export const candidateAttemptClaimed = defineEvent(
  'candidate.attempt-claimed.v1',
  'The one live application of this person for this requisition.',
  of(attempt),
  forReports,
);
export const candidateAttemptEnded = defineEvent(
  'candidate.attempt-ended.v1',
  'The application ended; the person may apply again.',
  of({ ...attempt, applicationSequence: z.int().nonnegative() }),
  forReports,
);
export const candidateAttemptResumed = defineEvent(
  'candidate.attempt-resumed.v1',
  'An ended application goes on; one that had taken its place meanwhile is named.',
  of({ ...attempt, applicationSequence: z.int().nonnegative(), displaced: id.optional() }),
  forReports,
);
export const candidateAcceptanceClaimed = defineEvent(
  'candidate.acceptance-claimed.v1',
  'The person accepted an offer. One that accepted before and still stands is named: of two that cross the earlier stands, a person decides.',
  of({ requisitionId: id, applicationId: id, behind: id.optional() }),
);
export const candidateAcceptanceReleased = defineEvent(
  'candidate.acceptance-released.v1',
  'The acceptance stands no more: the hire was taken back, or its offer has ended.',
  of({ requisitionId: id, applicationId: id }),
  forReports,
);
export const candidateMerged = defineEvent(
  'candidate.merged.v1',
  'Two records are one person; both ids stay.',
  of({ into: id }),
  secondBuild,
);
export const candidateUnmerged = defineEvent('candidate.unmerged.v1', 'The merge was taken back.', of({ from: id }), secondBuild);
export const candidateErased = defineEvent('candidate.erased.v1', 'The person was erased; ids and facts remain.', of({}), secondBuild);
