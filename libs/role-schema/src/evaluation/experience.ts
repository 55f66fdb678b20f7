/** Which dated jobs count towards the years that a requirement asks for. */

import type { ResumeEvidence } from '../resume/evidence.js';
import { monthsIn } from '../resume/jobs.js';
import { type Requirement, type Role, requirementsOf } from '../schema.js';
import { catalogById } from '../skills/catalog.js';
import { wordsOf } from '../words.js';

/** Words of titles that say nothing about the field. */
const rank = new Set(
  `senior junior lead leader principal staff chief head deputy assistant associate experienced specialist manager member engineer engineering officer consultant coordinator supervisor professional technical trainee
  intern entry level general expert advisor and or of the in for with a an i ii iii iv lower band proven role roles team`.split(/\s+/),
);
const skillsThatShowField = 2;
const wholeField = /years?['’]? (?:of )?(?:[\p{L}/-]+ ){1,6}experience\b(?! (?:with|in|using))|\bexperience as\b/iu;

/** Indexes of the jobs in the role's field: by a word of their title, or by two of the hard skills. */
export function jobsInField(role: Role, evidence: ResumeEvidence): Set<number> {
  const field = new Set(stemsOf([role.title, ...role.tags, ...role.careerPath.entryFrom].join(' ')));
  const jobs = new Set<number>();
  evidence.jobs.forEach(({ title }, index) => {
    if (stemsOf(title).some((stem) => field.has(stem))) jobs.add(index);
  });
  const shown = new Map<number, number>();
  const ids = new Set(role.requirements.hard.flatMap(({ skills }) => skills.map(({ id }) => id)));
  for (const id of ids) for (const job of evidence.of(id).jobs) shown.set(job, (shown.get(job) ?? 0) + 1);
  for (const [job, skills] of shown) if (skills >= skillsThatShowField) jobs.add(job);
  return jobs;
}

function stemsOf(title: string): string[] {
  return wordsOf(title)
    .filter(({ lower }) => !rank.has(lower) && lower.length > 1)
    .map(({ stem }) => stem);
}

/** Months in jobs that count: those that show a skill it names, and when it asks for the field as a whole, those in the field. */
export function monthsFor(requirement: Requirement, evidence: ResumeEvidence, field: ReadonlySet<number>): number {
  const counted = new Set(requirement.skills.flatMap(({ id }) => [...evidence.of(id).jobs]));
  const asksField = wholeField.test(requirement.text.slice(0, 300)) || requirement.skills.every(({ id }) => !catalogById.has(id));
  if (requirement.kind === 'experience' && asksField) for (const job of field) counted.add(job);
  return monthsIn([...counted].map((index) => evidence.jobs[index]!));
}

/** The years that the role asks for at least: what "equivalent experience" is measured by. Zero when it names none. */
export function yearsAsked(role: Role): number {
  return (
    requirementsOf(role).find(({ kind, years, importance }) => kind === 'experience' && years && importance === 'must')?.years?.min ?? 0
  );
}
