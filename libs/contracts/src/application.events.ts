/** Events of an application, on hiring.application, keyed by it: one order for the application, its interviews and its offers. */
import { z } from 'zod';
import { defineApplicationEvent as defineEvent, ofApplication as of } from './application.scope.js';
import { answerMark, shownShape, sourceShape } from './application.shapes.js';
import { closureReason, hireReversalReason, rejectionReason, withdrawalReason } from './reasons.js';
import { date, id, instant, key, personId } from './shapes.js';

export const applicationReceived = defineEvent(
  'application.received.v1',
  'A person applied; the versions shown to them are pinned.',
  of({
    attempt: z.int().positive(),
    resumeVersion: z.int().positive().optional(),
    pins: z.object({ role: z.int(), questions: z.int(), plan: z.int(), band: z.int() }),
    source: sourceShape,
    /** Which questions were answered, and which answers mark. The answers themselves are in the vault. */
    answers: z.array(answerMark).max(60).optional(),
    /** Names the answers in the vault. */
    answersId: id.optional(),
    /** Whether the résumé will be evaluated, or why not; it is no mark against anyone. */
    evaluation: z.enum(['pending', 'switched_off', 'candidate_wish', 'no_resume']).optional(),
    /** Whose task it is when something waits. */
    owner: personId.optional(),
    at: instant.optional(),
  }),
);
export const applicationAdvanced = defineEvent(
  'application.advanced.v1',
  'A person decided that the application goes to interviews.',
  of({ by: personId, planVersion: z.int().positive(), shown: shownShape.optional(), at: instant.optional() }),
);
export const applicationRejected = defineEvent(
  'application.rejected.v1',
  'A person said no, with a reason; the letter is due later and is not sent if this is taken back before then.',
  of({ by: personId, reason: rejectionReason, letterDueAt: instant.nullable(), shown: shownShape, noteId: id.optional() }),
);
export const applicationWithdrawn = defineEvent(
  'application.withdrawn.v1',
  'The candidate left (or did not answer any more).',
  of({ by: personId, reason: withdrawalReason, noteId: id.optional() }),
);
export const applicationClosed = defineEvent(
  'application.closed.v1',
  'Closed because the search ended, after its owner was told.',
  of({ by: z.string(), reason: closureReason, letterDueAt: instant.nullable() }),
);
export const applicationReinstated = defineEvent(
  'application.reinstated.v1',
  'A rejection, withdrawal or closure was taken back; `episode` is the one that goes on from here.',
  of({
    by: z.string(),
    from: z.enum(['rejected', 'withdrawn', 'closed']),
    to: z.enum(['received', 'in_review', 'interviewing', 'decision', 'offered', 'pre_hire']),
    /** Why: a person's code, or `offer_accepted` when the acceptance crossed the end and wins. */
    reason: key.optional(),
    noteId: id.optional(),
    /** The letter of the end that is taken back was out already. */
    letterOut: z.boolean().optional(),
  }),
);
export const applicationHired = defineEvent(
  'application.hired.v1',
  'All contingencies are cleared or waived: the person is hired. Only this fills the seat.',
  of({ offerId: id, startDate: date }),
);
export const applicationHireReversed = defineEvent(
  'application.hire-reversed.v1',
  'The hire is taken back: the seat is open again.',
  of({ by: personId, offerId: id, reason: hireReversalReason, noteId: id.optional() }),
);
