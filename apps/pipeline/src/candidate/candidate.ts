/** What the pipeline keeps of a candidate: which applications are theirs, and what became of the record. Nothing of the person. Pure. */
import { notBegun } from '../rejections.js';
import type { CandidateEvent } from '../streams.js';

export interface AttemptCopy {
  readonly applicationId: string;
  readonly requisitionId: string;
  readonly attempt: number;
  readonly live: boolean;
}

export interface CandidateCopy {
  readonly addedAt: string;
  readonly attempts: readonly AttemptCopy[];
  /** Whose acceptance stands. */
  readonly accepted?: string;
  readonly mergedInto?: string;
  readonly erased?: true;
}

/** Throws `pipeline/not-begun` (unavailable) for a change of what has not arrived. */
export function foldCandidate(before: CandidateCopy | undefined, { type, data, at }: CandidateEvent): CandidateCopy {
  const copy = type === 'candidate.added.v1' ? { addedAt: at, attempts: [] } : before;
  if (!copy) throw notBegun();
  switch (type) {
    case 'candidate.attempt-claimed.v1':
    case 'candidate.attempt-resumed.v1':
      return { ...copy, attempts: attemptsAfter(copy, data, true) };
    case 'candidate.attempt-ended.v1':
      return { ...copy, attempts: attemptsAfter(copy, data, false) };
    case 'candidate.acceptance-claimed.v1':
      return data.behind ? copy : { ...copy, accepted: data.applicationId };
    case 'candidate.acceptance-released.v1':
      return copy.accepted === data.applicationId ? { ...copy, accepted: undefined } : copy;
    case 'candidate.merged.v1':
      return { ...copy, mergedInto: data.into };
    case 'candidate.unmerged.v1':
      return { ...copy, mergedInto: undefined };
    case 'candidate.erased.v1':
      return { ...copy, erased: true };
    default:
      return copy;
  }
}

type Attempt = Omit<AttemptCopy, 'live'>;

function attemptsAfter({ attempts }: CandidateCopy, { applicationId, requisitionId, attempt }: Attempt, live: boolean): AttemptCopy[] {
  return [...attempts.filter((each) => each.applicationId !== applicationId), { applicationId, requisitionId, attempt, live }];
}
