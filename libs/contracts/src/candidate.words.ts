/** The events of a candidate in words. */
import type { WordsOf } from './words.js';

export const candidateWords: WordsOf<'candidate'> = {
  'candidate.added.v1': () => 'added the candidate',
  'candidate.contact-changed.v1': () => 'changed how the candidate is reached',
  'candidate.resume-added.v1': ({ resumeVersion }) => `added version ${resumeVersion} of the résumé`,
  'candidate.attempt-claimed.v1': ({ attempt }) => `began attempt ${attempt} at a requisition`,
  'candidate.attempt-ended.v1': ({ attempt }) => `noted that attempt ${attempt} has ended`,
  'candidate.attempt-resumed.v1': ({ attempt }) => `noted that attempt ${attempt} goes on`,
  'candidate.acceptance-claimed.v1': ({ behind }) => `noted an acceptance${behind ? ', behind an earlier one that stands' : ''}`,
  'candidate.acceptance-released.v1': () => 'noted that the acceptance stands no more',
  'candidate.merged.v1': ({ into }) => `merged the record into ${into}`,
  'candidate.unmerged.v1': () => 'took the merge back',
  'candidate.erased.v1': () => 'erased the person',
};
