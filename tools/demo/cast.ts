/** Who plays: the people of one organization and the candidates with their résumés. Every run has an organization of its own. */
import { readFileSync } from 'node:fs';
import type { ProvidedPerson, System } from '../../deploy/local/index.ts';
import type { Entrance } from './entrance.ts';
import { Person, roleOf } from './person.ts';
import type { Stage } from './stage.ts';
import type { Watch } from './watch.ts';

const staff = {
  mara: ['Mara', 'recruiter'],
  henrik: ['Henrik', 'hiring manager'],
  finn: ['Finn', 'finance approver'],
  greta: ['Greta', 'his delegate'],
  carla: ['Carla', 'compensation'],
  ines: ['Ines', 'interviewer in Lisbon'],
  tariq: ['Tariq', 'interviewer in New York'],
  sven: ['Sven', 'interviewer'],
  ulla: ['Ulla', 'interviewer'],
  cleo: ['Cleo', 'coordinator'],
} as const;

export type Cast = { readonly [Id in keyof typeof staff]: Person };

const names = { jon: 'Jon Bell', aiko: 'Aiko Tanaka', lena: 'Lena Kraus', omar: 'Omar Haddad', zoe: 'Zoë Laurent' } as const;
export type CandidateKey = keyof typeof names;

export interface Candidate {
  readonly key: CandidateKey;
  /** As the résumé says it. */
  readonly name: string;
  readonly first: string;
  readonly email: string;
  readonly resume: string;
  candidateId: string;
  applicationId: string;
  offerId: string;
  loopId: string;
}

/** What the scenes share: who is there, and what has come about so far. */
export interface Play {
  readonly system: System;
  readonly entrance: Entrance;
  readonly stage: Stage;
  readonly watch: Watch;
  readonly org: string;
  readonly cast: Cast;
  readonly candidates: { readonly [Key in CandidateKey]: Candidate };
  readonly document: string;
  requisitionId: string;
}

/** Who signs in, as their provider knows them: the staff, and the one candidate who acts herself. */
export const peopleOf = (org: string): ProvidedPerson[] =>
  [...Object.values(staff), ['Lena', 'candidate'] as const].map(([name, role]) => ({
    ...{ id: name.toLowerCase(), name, org },
    roles: [roleOf(role)],
  }));

export async function castOf(entrance: Entrance, stage: Stage, org: string): Promise<Cast> {
  const people = Object.entries(staff).map(async ([id, [name, role]]) => [id, await Person.of(entrance, stage, org, name, role)] as const);
  return Object.fromEntries(await Promise.all(people)) as Cast;
}

export function candidatesOf(): Play['candidates'] {
  const all = Object.entries(names).map(([key, name]) => {
    const resume = readFileSync(new URL(`./resumes/${key}.txt`, import.meta.url), 'utf8');
    const [first = ''] = name.split(' ');
    const fresh = { candidateId: '', applicationId: '', offerId: '', loopId: '' };
    return [key, { key, name, first, email: `${key}@example.org`, resume, ...fresh }] as const;
  });
  return Object.fromEntries(all) as unknown as Play['candidates'];
}
