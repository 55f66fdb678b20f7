/** The interview plan: drawn from the role's requirements when nobody gives one, checked against them when somebody does. */
import type { InterviewPlan } from '@rolecall/contracts';
import { dutiesOf, type Requirement, type Role, requirementsOf } from '@rolecall/role-schema';
import * as no from './rejections.js';
import type { Requisition } from './state.js';

type Stages = InterviewPlan['stages'];
type Round = Stages[number]['rounds'][number];

const mustsInARound = 3;
const softSkillsMax = 3;
const dutiesMax = 3;

/** Ids of stages and rounds differ; competencies rest on requirements of the role or its duties. */
export function checkPlan(stages: Stages, role: Role): void {
  const rounds = stages.flatMap((stage) => stage.rounds);
  const ids = [...stages, ...rounds].map(({ id }) => id);
  const twice = ids.find((id, position) => ids.indexOf(id) !== position);
  if (twice !== undefined) throw no.duplicateId({ kind: 'stage or round', id: twice });
  const there = new Set([...requirementsOf(role), ...dutiesOf(role)].map(({ id }) => id));
  const named = rounds.flatMap(({ competencies }) => competencies.flatMap(({ requirementIds }) => requirementIds));
  const unknown = named.filter((id) => !there.has(id));
  if (unknown.length > 0) throw no.unknownRequirement({ unknown });
}

/** A phone screen over the first musts and the duties, then an onsite: the musts in depth, three to a round, and working together. */
export function drawPlan({ role, musts, team }: Pick<Requisition, 'role' | 'musts' | 'team'>): Stages {
  const all = requirementsOf(role);
  const confirmed = musts.flatMap((must) => all.find(({ id }) => id === must) ?? []);
  const focus = confirmed.length > 0 ? confirmed : [...all, ...dutiesOf(role)].slice(0, mustsInARound);
  const soft = role.requirements.soft.filter((skill) => !focus.includes(skill)).slice(0, softSkillsMax);
  const duties = dutiesOf(role).slice(0, dutiesMax);
  const panelSize = Math.min(2, Math.max(1, team.interviewers.length));
  const inDepth = chunks(focus, mustsInARound).map((group, n): Round => {
    const name = `Skills ${n + 1}`;
    return { id: `skills-${n + 1}`, name, durationMinutes: 60, panelSize, ...about(group), questionGuide: group.map(exampleOf) };
  });
  const together = { id: 'collaboration', name: 'Collaboration', durationMinutes: 45, panelSize, questionGuide: soft.map(exampleOf) };
  const screen = { id: 'phone-conversation', name: 'Phone screen', durationMinutes: 30, panelSize: 1, questionGuide: duties.map(dutyOf) };
  return [
    { id: 'phone-screen', name: 'Phone screen', rounds: [{ ...screen, ...about(focus.slice(0, mustsInARound)) }] },
    { id: 'onsite', name: 'Onsite', rounds: [...inDepth, ...(soft.length > 0 ? [{ ...together, ...about(soft) }] : [])] },
  ];
}

const about = (requirements: readonly Requirement[]): Pick<Round, 'competencies'> => ({
  competencies: requirements.map(({ id, text }) => ({ id, name: cut(text, 300), requirementIds: [id] })),
});
const exampleOf = ({ text }: Requirement): string => cut(`Ask for an example of: ${text}`, 500);
const dutyOf = ({ text }: Requirement): string => cut(`How would they go about it: ${text}`, 500);

/** By code points, so that no character is torn apart. */
function cut(text: string, max: number): string {
  const points = [...text];
  return text.length <= max ? text : `${points.slice(0, Math.floor(max / 2)).join('')}…`;
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
