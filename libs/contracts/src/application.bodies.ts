/** Request bodies about one application before and at its end. Unknown fields are refused; notes go to the vault, never into an event. */
import { personal } from '@rolecall/kernel';
import { z } from 'zod';
import { findingKind, shownShape, sourceShape } from './application.shapes.js';
import { worklistOrder } from './application.worklist.events.js';
import { closureReason, rejectionReason, withdrawalReason } from './reasons.js';
import { id, instant, key, timeZone } from './shapes.js';

const note = personal({ note: z.string().trim().min(1).max(4000).optional() });
/** When the letter is due: an instant, or the next working day at 09:00 in this zone. */
const letter = { letterDueAt: instant.optional(), zone: timeZone.optional() };
const answer = z.strictObject({ questionId: key, ...personal({ value: z.string().trim().min(1).max(4000) }) });

export const applyBody = z
  .strictObject({
    candidateId: id,
    requisitionId: id,
    /** Default: the newest version of the candidate's résumé, if there is one. */
    resumeVersion: z.int().positive().optional(),
    answers: z
      .array(answer)
      .max(60)
      .refine((all) => new Set(all.map(({ questionId }) => questionId)).size === all.length, 'answers a question twice')
      .default([]),
    source: sourceShape.omit({ at: true }).default({ kind: 'direct' }),
    /** False: the candidate wishes no evaluation by a machine. */
    evaluation: z.boolean().default(true),
  })
  .meta({ id: 'ApplyBody' });
export const addSourceBody = z.strictObject({ source: sourceShape.omit({ at: true }) }).meta({ id: 'AddSourceBody' });
export const advanceBody = z
  .strictObject({ shown: shownShape.optional().describe('What you had before you; default: what is there now.') })
  .meta({ id: 'AdvanceApplicationBody' });
export const moveBackBody = z
  .strictObject({
    to: z.enum(['received', 'in_review', 'interviewing']),
    reason: z.enum(['more_interviews', 'new_information', 'wrong_stage', 'other']),
  })
  .meta({ id: 'MoveApplicationBackBody' });
export const rejectBody = z
  .strictObject({ reason: rejectionReason, ...letter, ...note, shown: shownShape.optional() })
  .meta({ id: 'RejectApplicationBody' });
export const withdrawBody = z.strictObject({ reason: withdrawalReason, ...note }).meta({ id: 'WithdrawApplicationBody' });
export const closeBody = z.strictObject({ reason: closureReason, ...letter }).meta({ id: 'CloseApplicationBody' });
export const reinstateBody = z
  .strictObject({ reason: z.enum(['mistake', 'new_information', 'candidate_returned', 'search_reopened', 'other']), ...note })
  .meta({ id: 'ReinstateApplicationBody' });
export const overruleKnockoutBody = z
  .strictObject({ questionId: key, reason: z.enum(['clarified', 'wrong_answer', 'exception', 'other']), ...note })
  .meta({ id: 'OverruleKnockoutBody' });
export const correctFindingBody = z
  .strictObject({
    requirementId: z.string().min(1).max(120),
    finding: findingKind,
    reason: z.enum(['evidence_overlooked', 'evidence_misread', 'told_in_person', 'verified_elsewhere', 'other']),
    ...note,
  })
  .meta({ id: 'CorrectFindingBody' });
export const keepBody = z
  .strictObject({ reason: z.enum(['other_seat_expected', 'talent_pool', 'still_deciding', 'other']), ...note })
  .meta({ id: 'KeepApplicationBody' });
export const completeTaskBody = z.strictObject({ taskId: id, outcome: z.enum(['done', 'not_needed']) }).meta({ id: 'CompleteTaskBody' });
export const chooseOrderBody = z
  .strictObject({ order: worklistOrder, reason: z.enum(['many_applications', 'trying_out', 'back_to_default', 'other']) })
  .meta({ id: 'ChooseWorklistOrderBody' });
/** Explicit ids with a typed reason each; never a filter or a threshold. */
export const bulkRejectBody = z
  .strictObject({
    decisions: z
      .array(z.strictObject({ applicationId: id, reason: rejectionReason, shown: shownShape.optional() }))
      .min(1)
      .max(500)
      .refine((all) => new Set(all.map(({ applicationId }) => applicationId)).size === all.length, 'names an application twice'),
    ...letter,
  })
  .meta({ id: 'BulkRejectBody' });
export const bulkAdvanceBody = z
  .strictObject({
    applicationIds: z
      .array(id)
      .min(1)
      .max(500)
      .refine((all) => new Set(all).size === all.length, 'names an application twice'),
  })
  .meta({ id: 'BulkAdvanceBody' });

export type ApplyBody = z.output<typeof applyBody>;
export type AddSourceBody = z.output<typeof addSourceBody>;
export type AdvanceBody = z.output<typeof advanceBody>;
export type MoveBackBody = z.output<typeof moveBackBody>;
export type RejectBody = z.output<typeof rejectBody>;
export type WithdrawBody = z.output<typeof withdrawBody>;
export type CloseBody = z.output<typeof closeBody>;
export type ReinstateBody = z.output<typeof reinstateBody>;
export type OverruleKnockoutBody = z.output<typeof overruleKnockoutBody>;
export type CorrectFindingBody = z.output<typeof correctFindingBody>;
export type KeepBody = z.output<typeof keepBody>;
export type CompleteTaskBody = z.output<typeof completeTaskBody>;
export type ChooseOrderBody = z.output<typeof chooseOrderBody>;
export type BulkRejectBody = z.output<typeof bulkRejectBody>;
export type BulkAdvanceBody = z.output<typeof bulkAdvanceBody>;
