/** Events of an application before a decision: review, answers, sources, and the evaluation beside the state. No text, only spans. */
import { z } from 'zod';
import { defineApplicationEvent as defineEvent, ofApplication as of } from './application.scope.js';
import { evaluationShape, findingKind, sourceShape } from './application.shapes.js';
import { id, instant, key, personId } from './shapes.js';

const forReports = { terminal: 'a fact for reports and the application’s story' };
const stage = z.enum(['received', 'in_review', 'interviewing', 'decision']);

export const applicationReviewStarted = defineEvent(
  'application.review-started.v1',
  'A person began to look at the application.',
  of({ by: personId }),
  forReports,
);
export const applicationMovedBack = defineEvent(
  'application.moved-back.v1',
  'A person moved the application back, with a reason.',
  of({ by: personId, from: stage, to: stage, reason: key, at: instant.optional() }),
  forReports,
);
export const applicationDecisionDue = defineEvent(
  'application.decision-due.v1',
  'The interviews are concluded; a decision by a person is due. Nobody is rejected by a conclusion.',
  of({
    loopId: id,
    loopEpisode: z.int().positive(),
    conclusion: z.enum(['hire', 'no_hire', 'hold', 'other_level', 'other_requisition']),
    dissent: z.boolean(),
    by: personId,
  }),
  forReports,
);
export const applicationStageEntered = defineEvent(
  'application.stage-entered.v1',
  'Where the interviews stand: the stage of the plan that follows; null when every stage is passed and a conclusion is due.',
  of({ loopId: id, stageId: key.nullable(), at: instant.optional() }),
  forReports,
);
export const applicationSourceAdded = defineEvent(
  'application.source-added.v1',
  'One more source; earlier ones stay. A valid claim of somebody else makes it a conflict for a person.',
  of({ source: sourceShape, conflict: z.boolean() }),
  forReports,
);
export const applicationKnockoutOverruled = defineEvent(
  'application.knockout-overruled.v1',
  'A person overruled the mark of a knockout answer, with a reason.',
  of({ questionId: key, by: personId, reason: key, noteId: id.optional() }),
  forReports,
);
export const applicationEvaluationRequested = defineEvent(
  'application.evaluation-requested.v1',
  'A person asked for the evaluation again.',
  of({ by: personId, at: instant }),
);
export const applicationEvaluated = defineEvent(
  'application.evaluated.v1',
  'The résumé was read against the confirmed requirements: what was found, where, and the versions of everything. It judges nobody.',
  of({ evaluation: evaluationShape, at: instant }),
  forReports,
);
export const applicationEvaluationUnavailable = defineEvent(
  'application.evaluation-unavailable.v1',
  'There is no evaluation, for a technical reason; review goes on without it.',
  of({ why: z.enum(['resume_missing', 'role_missing', 'not_in_time']) }),
  forReports,
);
export const applicationEvaluationDeclined = defineEvent(
  'application.evaluation-declined.v1',
  'The candidate wishes no evaluation by a machine; what there was is not shown any more. No mark against them.',
  of({ by: personId }),
  forReports,
);
export const applicationFindingCorrected = defineEvent(
  'application.finding-corrected.v1',
  'A person corrected a finding of the evaluation, with a reason; the machine’s own finding stays in the history.',
  of({
    evaluationId: id,
    requirementId: z.string().min(1).max(120),
    from: findingKind,
    to: findingKind,
    points: z.number().nonnegative(),
    reason: key,
    by: personId,
    noteId: id.optional(),
  }),
  forReports,
);
