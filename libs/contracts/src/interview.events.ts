/** Events of an interview loop, on hiring.application, keyed by the application. Calendars are internal and published nowhere. */
import { z } from 'zod';
import { defineInterviewEvent as defineEvent, ofLoop as of } from './interview.scope.js';
import { conclusion, plannedRound } from './interview.shapes.js';
import { id, key, personId, stage } from './shapes.js';

const forReports = { terminal: 'a fact for reports and the application’s story' };
const by = z.string().min(1).max(64);

export const interviewPlanned = defineEvent(
  'interview.planned.v1',
  'The application goes to interviews, by the plan of its requisition that is pinned here.',
  of({
    candidateId: id,
    planVersion: z.int().positive(),
    stages: z.array(stage).min(1).max(10),
    /** Where in the application's own stream it was advanced: an end from before that counts no more. */
    applicationSequence: z.int().positive().optional(),
  }),
  forReports,
);
export const interviewStagePlanned = defineEvent(
  'interview.stage-planned.v1',
  'The rounds of this stage are to be scheduled.',
  of({ stageId: key, rounds: z.array(plannedRound).min(1).max(12) }),
  forReports,
);
export const interviewStagePassed = defineEvent(
  'interview.stage-passed.v1',
  'A person passed the stage; the next one, if any, is planned.',
  of({ stageId: key, nextStageId: key.nullable(), by: personId }),
);
export const interviewMovedBack = defineEvent(
  'interview.moved-back.v1',
  'A person moved the loop back to an earlier stage, whose rounds are planned again.',
  of({ fromStageId: key, toStageId: key, reason: key, by: personId, noteId: id.optional() }),
);
export const interviewRoundAdded = defineEvent(
  'interview.round-added.v1',
  'One more round than the plan has.',
  of({ stageId: key, round: plannedRound, reason: key, by: personId, noteId: id.optional() }),
  forReports,
);
export const interviewReopened = defineEvent(
  'interview.reopened.v1',
  'A loop that was concluded, or cancelled by a person, goes on with one more round.',
  of({ from: z.enum(['concluded', 'cancelled']), reason: key, by: personId, noteId: id.optional() }),
  forReports,
);
export const interviewConcluded = defineEvent(
  'interview.concluded.v1',
  'A person allowed to drew the conclusion. hire makes the task to prepare an offer; no_hire rejects nobody.',
  of({
    candidateId: id,
    conclusion,
    /** Against the majority of verdicts; then it has a reason. */
    dissent: z.boolean(),
    verdicts: z.object({ yes: z.int(), no: z.int() }),
    by: personId,
    reason: key.optional(),
    noteId: id.optional(),
  }),
);
export const interviewCancelled = defineEvent(
  'interview.cancelled.v1',
  'The loop ends without a conclusion: a person cancelled it, or its application ended. Its calendars are free again.',
  of({ reason: key, by, noteId: id.optional() }),
);
export const interviewApplicationEnded = defineEvent(
  'interview.application-ended.v1',
  'The application of a loop that was over already has ended, so the loop cannot be reopened.',
  of({ how: key }),
  forReports,
);
