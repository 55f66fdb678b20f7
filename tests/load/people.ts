/** Who takes part in a load's stories, and what is personal about its candidates: all of it carries a mark that must be seen nowhere else. */
import { type Patience, Person, type Target } from './client.ts';

export interface People {
  readonly recruiter: Person;
  readonly manager: Person;
  readonly finance: Person;
  readonly candidate: Person;
  readonly interviewers: readonly Person[];
}

const interviewersMax = 40;

export async function peopleOf(target: Target, org: string, patience: Patience): Promise<People> {
  const person = (id: string, role: string) => Person.of(target, org, id, role, patience);
  const interviewers = Array.from({ length: interviewersMax }, (_, index) => person(`interviewer-${index + 1}`, 'interviewer'));
  return {
    recruiter: await person('mara', 'recruiter'),
    manager: await person('henrik', 'hiring_manager'),
    finance: await person('finn', 'finance_approver'),
    candidate: await person('candidate', 'candidate'),
    interviewers: await Promise.all(interviewers),
  };
}

/** Stands in names, addresses, résumés and notes. */
export const personalMark = 'Zwetschgenmus';
/** What is paid; no other number of a load looks like it. */
export const personalAmount = 7_717_171;

export const contactOf = (index: number, org: string) => ({
  name: `Lena ${personalMark} ${index}`,
  emails: [`lena.${index}.${org}@${personalMark.toLowerCase()}.example`],
});

export const resumeOf = (index: number): string =>
  `Lena ${personalMark} ${index}\nBackend engineer\n\nExperience\nSeven years of Go and Apache Kafka at ${personalMark} Mobility.\n`;

/** A time at which interviewer `index % 40` is free: each has eight hours a day, from tomorrow on. */
export function appointmentOf(index: number, { interviewers }: People): { interviewer: Person; local: string } {
  const interviewer = interviewers[index % interviewers.length] as Person;
  const turn = Math.floor(index / interviewers.length);
  const day = new Date(Date.now() + (1 + Math.floor(turn / 8)) * 86_400_000).toISOString().slice(0, 10);
  return { interviewer, local: `${day}T${String(9 + (turn % 8)).padStart(2, '0')}:00` };
}
