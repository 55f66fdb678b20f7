/** Shapes of an application's events and bodies: sources, findings, tasks. Spans point into a text that is in the vault. */
import { evaluationSchema } from '@rolecall/role-schema';
import { z } from 'zod';
import { id, instant, key, personId, questionKind } from './shapes.js';

export const sourceKind = z.enum(['direct', 'referral', 'agency', 'sourced', 'internal', 'event', 'board']);

/** Where the person came from. A source with `by` and `claimUntil` is a claim; the first one that is valid owns. */
export const sourceShape = z.object({
  kind: sourceKind,
  by: personId.optional(),
  at: instant,
  claimUntil: instant.optional(),
});

/** That a question was answered and whether the answer marks; the answer itself is in the vault. */
export const answerMark = z.object({ questionId: key, kind: questionKind, knockout: z.boolean() });

/** not_found means "not found in the résumé", never "lacks". */
export const findingKind = z.enum(['shown', 'mentioned', 'not_found']);

/** What the evaluator found, with the versions of everything; its spans point into the text of that résumé version in the vault. */
export const evaluationShape = evaluationSchema
  .omit({ evaluatorVersion: true })
  .extend({ evaluationId: id, versions: z.object({ evaluator: z.string().max(40), role: z.int().positive(), resume: z.int().positive() }) })
  .meta({ id: 'ApplicationEvaluation' });

export const taskKind = z.enum([
  'close_or_keep',
  'hired_elsewhere',
  'reinstated_by_acceptance',
  'offer_ended',
  'hire_reversed',
  'contingency_failed',
  'second_offer',
  'second_acceptance',
  'source_conflict',
  'duplicate_attempt',
  'no_word',
]);

/** What a decider of people had before them. Null: there was none. */
export const shownShape = z.object({ roleVersion: z.int().nullable(), evaluation: z.string().nullable() });

export type Source = z.output<typeof sourceShape>;
export type AnswerMark = z.output<typeof answerMark>;
export type FindingKind = z.output<typeof findingKind>;
export type Evaluation = z.output<typeof evaluationShape>;
export type TaskKind = z.output<typeof taskKind>;
export type Shown = z.output<typeof shownShape>;
