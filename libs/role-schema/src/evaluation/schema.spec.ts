/** What an evaluation is, to whoever stores or shows one. */
import type { z } from 'zod';
import { evaluationSchema, findingSchema } from './schema.js';

const span = { start: 0, end: 4 };
const finding = {
  requirementId: 'req-1',
  finding: 'shown',
  evidence: [span],
  skills: [{ skillId: 'java', finding: 'mentioned', evidence: [span] }],
  years: { required: 3, found: 2.5 },
  met: null,
  explanation: 'Java ✓ shown.',
};
const part = { requirementId: 'req-1', points: 5, of: 10, why: 'Java ✓ shown.' };
const evaluation = {
  evaluatorVersion: '1.0.0',
  findings: [finding],
  score: { parts: [part], total: 5, of: 10 },
  unknownRequirements: ['req-2'],
};

it('an evaluation is kept whole', () => {
  expect(evaluationSchema.parse(evaluation)).toEqual(evaluation);
});

it('a finding needs no years', () => {
  const { years: _, ...rest } = finding;
  expect(findingSchema.parse(rest)).toEqual(rest);
});

describe('an evaluation is refused', () => {
  it.each<[string, unknown]>([
    ['with a finding of another kind', { ...evaluation, findings: [{ ...finding, finding: 'lacking' }] }],
    ['with a place that ends at the start', { ...evaluation, findings: [{ ...finding, evidence: [{ start: 0, end: 0 }] }] }],
    ['with a place before the text', { ...evaluation, findings: [{ ...finding, evidence: [{ start: -1, end: 4 }] }] }],
    ['with years of which nothing was asked', { ...evaluation, findings: [{ ...finding, years: { found: 2 } }] }],
    ['with years of which nothing is said', { ...evaluation, findings: [{ ...finding, years: {} }] }],
    ['without a word on whether it is met', { ...evaluation, findings: [{ ...finding, met: undefined }] }],
    ['with points below zero', { ...evaluation, score: { parts: [{ ...part, points: -1 }], total: 0, of: 10 } }],
    ['with a part that is worth nothing', { ...evaluation, score: { parts: [{ ...part, of: 0 }], total: 0, of: 10 } }],
    ['without a score', { ...evaluation, score: undefined }],
  ])('%s', (_, invalid) => expect(evaluationSchema.safeParse(invalid).success).toBe(false));
});

it('what a reader may mistake is explained in the documents of the API, below the names that they use', () => {
  expect([evaluationSchema.meta()?.id, findingSchema.meta()?.id]).toEqual(['Evaluation', 'EvaluationFinding']);
  const said = ({ shape }: { shape: Record<string, z.ZodType> }) =>
    Object.entries(shape).flatMap(([field, { description }]) => (description ? [`${field}: ${description}`] : []));
  expect([...said(findingSchema), ...said(findingSchema.shape.skills.element), ...said(evaluationSchema)]).toEqual([
    'finding: The best that was found of what it names.',
    'evidence: Unicode code points in the normalized text of the résumé; end is the first one behind.',
    'years: Found: in dated jobs, overlaps counted once, rounded down to a tenth.',
    'met: Null: partly, or only a person can judge.',
    'finding: shown: in a dated job (education and licences: in their section). mentioned: elsewhere. not_found: not in this résumé, which does not mean lacking.',
    'unknownRequirements: Confirmed ids that this role does not have; they score nothing.',
  ]);
});
