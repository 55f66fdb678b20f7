/** Typed example events of a candidate, for specs, docs and the model test across services. */
import { eventMaker } from '@rolecall/kernel';
import { candidateId, requisitionId } from '../application/application.examples.js';
import { applicationIdOf, type CandidateEvent } from './candidate.js';

const event = eventMaker<CandidateEvent>();
export const resumeId = '01932c07-0000-7a5e-9c3e-00000000e001';
const of = (attempt: number) => ({
  candidateId,
  requisitionId,
  applicationId: applicationIdOf(candidateId, requisitionId, attempt),
  attempt,
});

export const added = () => event('candidate.added.v1', { candidateId, contactId: resumeId });
/** By a build that did not name the contact data yet. */
export const addedBefore = () => event('candidate.added.v1', { candidateId });
export const resumeAdded = (resumeVersion = 1, id = resumeId) =>
  event('candidate.resume-added.v1', { candidateId, resumeVersion, resumeId: id });
export const contactChanged = (contactId = resumeId) => event('candidate.contact-changed.v1', { candidateId, contactId, by: 'mara' });
export const attemptClaimed = (attempt = 1) => event('candidate.attempt-claimed.v1', of(attempt));
export const attemptEnded = (attempt = 1, applicationSequence = 3) =>
  event('candidate.attempt-ended.v1', { ...of(attempt), applicationSequence });
export const attemptResumed = (attempt = 1, applicationSequence = 4, displaced?: string) =>
  event('candidate.attempt-resumed.v1', { ...of(attempt), applicationSequence, ...(displaced ? { displaced } : {}) });
export const acceptanceClaimed = (attempt = 1, behind?: string) => {
  const { attempt: _, ...application } = of(attempt);
  return event('candidate.acceptance-claimed.v1', { ...application, ...(behind ? { behind } : {}) });
};
export const acceptanceReleased = (attempt = 1) => {
  const { attempt: _, ...application } = of(attempt);
  return event('candidate.acceptance-released.v1', application);
};
export const merged = () => event('candidate.merged.v1', { candidateId, into: resumeId });
export const unmerged = () => event('candidate.unmerged.v1', { candidateId, from: resumeId });
export const erased = () => event('candidate.erased.v1', { candidateId });
