/** An evaluation: what of a role a résumé shows, with the evidence, and a score whose parts add up. No text of the résumé is in it. */
import { z } from 'zod';

const spanSchema = z.object({ start: z.int().nonnegative(), end: z.int().positive() });
const findingKind = z
  .enum(['shown', 'mentioned', 'not_found'])
  .describe(
    'shown: in a dated job (education and licences: in their section). mentioned: elsewhere. not_found: not in this résumé, which does not mean lacking.',
  );

export const findingSchema = z
  .object({
    requirementId: z.string(),
    finding: findingKind.describe('The best that was found of what it names.'),
    evidence: z.array(spanSchema).describe('Unicode code points in the normalized text of the résumé; end is the first one behind.'),
    skills: z.array(z.object({ skillId: z.string(), finding: findingKind, evidence: z.array(spanSchema) })),
    years: z
      .object({ required: z.number(), found: z.number() })
      .optional()
      .describe('Found: in dated jobs, overlaps counted once, rounded down to a tenth.'),
    met: z.boolean().nullable().describe('Null: partly, or only a person can judge.'),
    explanation: z.string(),
  })
  .meta({ id: 'EvaluationFinding' });

export const evaluationSchema = z
  .object({
    evaluatorVersion: z.string(),
    findings: z.array(findingSchema),
    score: z.object({
      parts: z.array(z.object({ requirementId: z.string(), points: z.int().nonnegative(), of: z.int().positive(), why: z.string() })),
      total: z.int().nonnegative(),
      of: z.int().nonnegative(),
    }),
    unknownRequirements: z.array(z.string()).describe('Confirmed ids that this role does not have; they score nothing.'),
  })
  .meta({ id: 'Evaluation' });

export type Finding = z.infer<typeof findingSchema>;
export type Evaluation = z.infer<typeof evaluationSchema>;
