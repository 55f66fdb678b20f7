/** evaluateResume: a résumé's text against a role, with the evidence for each finding and a score in the open. */
import { evidenceIn } from '../resume/evidence.js';
import { normalizeResume } from '../resume/normalize.js';
import { type Role, requirementsOf } from '../schema.js';
import { type Judged, judgeOf } from './finding.js';
import type { Evaluation } from './schema.js';

/** Changes whenever the same résumé and role may come out differently. */
export const evaluatorVersion = '1.1.0';

/** What a must and a nice-to-have are worth in points. */
export const pointsOf = { must: 10, nice: 5 } as const;

/** Ids of requirements, as the hiring manager confirmed them. An id in both is a must. */
export interface ConfirmedRequirements {
  musts: readonly string[];
  niceToHaves: readonly string[];
}

/**
 * Findings for every requirement of the role, duties aside; points for the confirmed ones alone.
 * `today` (ISO date) is what "present" means. Spans count code points of `normalizeResume(resume)`. Linear in the résumé; never throws.
 */
export function evaluateResume(resume: string, role: Role, confirmed: ConfirmedRequirements, options: { today: string }): Evaluation {
  const judge = judgeOf(role, evidenceIn(normalizeResume(resume), role, options.today));
  const judged = new Map(requirementsOf(role).map((requirement) => [requirement.id, judge(requirement)]));
  const worth = new Map<string, number>();
  for (const id of confirmed.musts) worth.set(id, pointsOf.must);
  for (const id of confirmed.niceToHaves) if (!worth.has(id)) worth.set(id, pointsOf.nice);
  const parts = [...worth].flatMap(([id, of]) => (judged.has(id) ? partOf(judged.get(id)!, of) : []));
  return {
    evaluatorVersion,
    findings: [...judged.values()].map(({ finding }) => finding),
    score: { parts, total: sum(parts.map(({ points }) => points)), of: sum(parts.map(({ of }) => of)) },
    unknownRequirements: [...worth.keys()].filter((id) => !judged.has(id)),
  };
}

function partOf({ finding, fraction }: Judged, of: number): Evaluation['score']['parts'][number] {
  return { requirementId: finding.requirementId, points: Math.round(of * fraction), of, why: finding.explanation };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
