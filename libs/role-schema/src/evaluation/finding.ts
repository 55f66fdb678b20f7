/** One requirement against the evidence. */
import { type FindingKind, type ResumeEvidence, type Span } from '../resume/evidence.js';
import { monthsIn } from '../resume/jobs.js';
import type { Requirement, Role } from '../schema.js';
import { jobsInField, monthsFor, yearsAsked } from './experience.js';
import { type GroupResult, resultOf } from './groups.js';
import type { Finding } from './schema.js';

export interface Judged {
  finding: Finding;
  /** 0 to 1. */
  fraction: number;
}

const credential = /\b(?:licen[cs]e|licen[cs]ure|certif\w*|registration|registered|credential|accredit\w*|permit|endorsement)\b/i;
const monthsPerYear = 12;

/** Judges the requirements of one role by the evidence of one résumé. */
export function judgeOf(role: Role, evidence: ResumeEvidence): (requirement: Requirement) => Judged {
  const field = jobsInField(role, evidence);
  const equivalent = { months: monthsIn([...field].map((index) => evidence.jobs[index]!)), asked: Math.max(1, yearsAsked(role)) };
  return (requirement) => {
    const skills = requirement.skills.map(({ id }) => ({ skillId: id, ...sightingFor(requirement, id, evidence) }));
    const named = resultOf(requirement, (skillId) => skills.find((skill) => skill.skillId === skillId)!);
    const own: Judged = {
      finding: {
        requirementId: requirement.id,
        finding: best(skills.map(({ finding }) => finding)),
        evidence: distinct(skills.flatMap((skill) => skill.evidence)),
        skills,
        met: named.met === false && requirement.kind === 'soft' ? null : named.met,
        explanation: named.explanation,
      },
      fraction: named.fraction,
    };
    if (requirement.years) return withYears(own, named, requirement, requirement.years.min, evidence, field);
    if (own.finding.met !== true && requirement.orEquivalent && equivalent.months >= equivalent.asked * monthsPerYear) {
      return byExperience(own, equivalent, field, evidence);
    }
    if (own.finding.met !== true && requirement.alternative !== null) {
      const explanation = `${own.finding.explanation} The document also accepts: ${requirement.alternative}; a person judges.`;
      return { ...own, finding: { ...own.finding, met: null, explanation } };
    }
    return own;
  };
}

/** Years decide. What is named counts only by the jobs that show it. */
function withYears(
  { finding }: Judged,
  named: GroupResult,
  requirement: Requirement,
  required: number,
  evidence: ResumeEvidence,
  field: ReadonlySet<number>,
): Judged {
  const months = monthsFor(requirement, evidence, field);
  const found = Math.floor((months * 10) / monthsPerYear) / 10;
  const enough = months >= required * monthsPerYear;
  const undated = months === 0 && (evidence.jobs.length === 0 || finding.finding !== 'not_found');
  const years = `${found} years in dated jobs that count, ${required} asked.`;
  const explanation = requirement.groups.length > 0 ? `${years} ${named.explanation}` : years;
  const counted: Pick<Finding, 'finding' | 'evidence'> =
    months > 0 && finding.finding === 'not_found' ? { finding: 'shown', evidence: jobSpans(field, evidence) } : finding;
  return {
    finding: { ...finding, ...pick(counted), years: { required, found }, met: enough ? true : undated ? null : false, explanation },
    fraction: required === 0 ? 1 : Math.min(1, months / (required * monthsPerYear)),
  };
}

function pick({ finding, evidence }: Pick<Finding, 'finding' | 'evidence'>): Pick<Finding, 'finding' | 'evidence'> {
  return { finding, evidence };
}

/** "… or equivalent experience": as many years in the field as the role asks for. */
function byExperience(
  { finding }: Judged,
  { months, asked }: { months: number; asked: number },
  field: ReadonlySet<number>,
  evidence: ResumeEvidence,
): Judged {
  const found = Math.floor((months * 10) / monthsPerYear) / 10;
  const explanation = `${finding.explanation} Equivalent experience is accepted: ${found} years in dated jobs of the field, at least ${asked} counted as equivalent.`;
  return {
    finding: {
      ...finding,
      finding: 'shown',
      evidence: distinct([...finding.evidence, ...jobSpans(field, evidence)]),
      met: true,
      explanation,
    },
    fraction: 1,
  };
}

function jobSpans(jobs: ReadonlySet<number>, { jobs: all, span }: ResumeEvidence): Span[] {
  return [...jobs].sort((left, right) => left - right).map((index) => span(all[index]!.start, all[index]!.headEnd));
}

function sightingFor(requirement: Requirement, skillId: string, evidence: ResumeEvidence): { finding: FindingKind; evidence: Span[] } {
  const { inJobs, attested, elsewhere } = evidence.of(skillId);
  if (requirement.kind === 'education') return sighted(attested, elsewhere);
  return credential.test(requirement.text) ? sighted([...inJobs, ...attested], elsewhere) : sighted(inJobs, [...attested, ...elsewhere]);
}

function sighted(shown: Span[], mentioned: Span[]): { finding: FindingKind; evidence: Span[] } {
  const finding = shown.length > 0 ? 'shown' : mentioned.length > 0 ? 'mentioned' : 'not_found';
  return { finding, evidence: [...shown, ...mentioned] };
}

function best(findings: readonly FindingKind[]): FindingKind {
  return findings.includes('shown') ? 'shown' : findings.includes('mentioned') ? 'mentioned' : 'not_found';
}

/** In the order of the text. */
function distinct(spans: readonly Span[]): Span[] {
  return [...new Map(spans.map((span) => [`${span.start}-${span.end}`, span])).values()].sort(
    (left, right) => left.start - right.start || left.end - right.end,
  );
}
