/** The standard catalogue of reasons (DOMAIN.md): who decided, and whether a letter follows. */
import { z } from 'zod';

export const catalogueVersion = 1;

export interface Reason {
  readonly by: 'organization' | 'candidate' | 'neither';
  readonly letter: 'none' | string;
}

const organization = (letter: string): Reason => ({ by: 'organization', letter });
const candidate: Reason = { by: 'candidate', letter: 'none' };

export const rejectionReasons = {
  missing_requirement: organization('rejection'),
  less_experience: organization('rejection'),
  skills_not_shown: organization('rejection'),
  stronger_candidate: organization('rejection'),
  level_mismatch: organization('rejection'),
  location: organization('rejection'),
  work_authorisation: organization('rejection'),
  failed_contingency: organization('rejection'),
  duplicate: organization('none'),
  spam: organization('none'),
} as const satisfies Record<string, Reason>;

export const withdrawalReasons = {
  other_offer: candidate,
  pay: candidate,
  location: candidate,
  process_time: candidate,
  role: candidate,
  personal: candidate,
  unresponsive: { by: 'organization', letter: 'none' },
} as const satisfies Record<string, Reason>;

export const closureReasons = {
  position_filled: { by: 'neither', letter: 'position_filled' },
  cancelled: { by: 'neither', letter: 'position_cancelled' },
  hired_elsewhere: { by: 'neither', letter: 'none' },
} as const satisfies Record<string, Reason>;

const keysOf = <T extends object>(of: T) => z.enum(Object.keys(of) as [keyof T & string, ...(keyof T & string)[]]);

export const rejectionReason = keysOf(rejectionReasons);
export const withdrawalReason = keysOf(withdrawalReasons);
export const closureReason = keysOf(closureReasons);
export const declineReason = z.enum(['pay', 'counter_offer', 'other_offer', 'location', 'start_date', 'personal', 'application_withdrawn']);
export const seatCloseReason = z.enum(['budget', 'reorganisation', 'filled_internally', 'duplicate']);
export const holdReason = z.enum(['hiring_freeze', 'budget', 'reorganisation', 'other']);
export const hireReversalReason = z.enum(['reneged', 'no_show', 'contingency_failed', 'recorded_in_error']);
