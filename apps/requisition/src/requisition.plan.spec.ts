import { interviewPlan } from '@rolecall/contracts';
import { given } from '@rolecall/kernel';
import { event } from './requisition/events.js';
import { checkPlan, drawPlan } from './requisition/plan.js';
import * as x from './requisition.examples.js';
import { requisition } from './requisition.js';

const complete = given(requisition, ...x.completeDraft());
const stages = drawPlan(complete.state);
const [screen, onsite] = stages;

describe('a drawn plan', () => {
  it('fits its contract', () => expect(interviewPlan.safeParse({ version: 1, stages }).error).toBeUndefined());
  it('has a phone screen over the first musts and the duties', () => {
    expect(screen).toMatchObject({ id: 'phone-screen', rounds: [{ id: 'phone-conversation', durationMinutes: 30, panelSize: 1 }] });
    expect(screen?.rounds[0]?.competencies.map(({ requirementIds }) => requirementIds)).toEqual(x.musts.map((id) => [id]));
    expect(screen?.rounds[0]?.questionGuide).toEqual(
      x.role.responsibilities.primary.map(({ text }) => `How would they go about it: ${text}`),
    );
  });
  it('has an onsite with the musts in depth and the soft skills together', () => {
    expect(onsite).toMatchObject({
      id: 'onsite',
      rounds: [
        { id: 'skills-1', name: 'Skills 1', durationMinutes: 60, panelSize: 2, competencies: [{ id: x.musts[0] }, {}, {}] },
        { id: 'collaboration', durationMinutes: 45, panelSize: 2, competencies: [{ name: 'Clear written communication.' }, {}] },
      ],
    });
    expect(onsite?.rounds[1]?.questionGuide[0]).toBe('Ask for an example of: Clear written communication.');
  });
  it('splits many musts over rounds of three, and keeps a soft must in one place', () => {
    const soft = x.role.requirements.soft[0]?.id as string;
    const drawn = drawPlan({ ...complete.state, musts: [...x.requirementIds.slice(0, 3), soft], team: { ...x.team, interviewers: [] } });
    expect(drawn[1]?.rounds.map(({ id, panelSize, competencies }) => [id, panelSize, competencies.length])).toEqual([
      ['skills-1', 1, 3],
      ['skills-2', 1, 1],
      ['collaboration', 1, 1],
    ]);
  });
  it('stands on the first requirements or duties when no must is left', () => {
    const none = { ...x.role, requirements: { hard: [], soft: [], education: [], experience: [] } };
    expect(drawPlan({ ...complete.state, musts: [] })[0]?.rounds[0]?.competencies.map(({ id }) => id)).toEqual(
      x.requirementIds.slice(0, 3),
    );
    const drawn = drawPlan({ ...complete.state, role: none, musts: ['gone'] });
    expect(drawn[1]?.rounds.map(({ id, competencies }) => [id, competencies.length])).toEqual([['skills-1', 2]]);
    expect(interviewPlan.safeParse({ version: 1, stages: drawn }).success).toBe(true);
  });
  it('shortens long requirements without tearing a character', () => {
    const [hard, ...rest] = x.role.requirements.hard as [(typeof x.role.requirements.hard)[number]];
    const long = { ...hard, text: '🎯'.repeat(400) };
    const drawn = drawPlan({
      ...complete.state,
      musts: [hard.id],
      role: { ...x.role, requirements: { ...x.role.requirements, hard: [long, ...rest] } },
    });
    expect(interviewPlan.safeParse({ version: 1, stages: drawn }).success).toBe(true);
    expect(drawn[0]?.rounds[0]?.competencies[0]?.name).toBe(`${'🎯'.repeat(150)}…`);
  });
});

describe('set-plan', () => {
  const one = [screen as (typeof stages)[number]];
  it('draws a plan when none is given', () => complete.when({ do: 'set-plan' }).then(x.planSet));
  it('takes the plan given and counts its versions', () => {
    const plan = { version: 2, stages: one };
    given(requisition, ...x.completeDraft(), x.planSet)
      .when({ do: 'set-plan', stages: one })
      .then(event('requisition.plan-set.v1', { requisitionId: x.requisitionId, plan, drawn: false, by: 'mara' }));
    given(requisition, ...x.completeDraft(), x.planSet)
      .when({ do: 'set-plan', stages })
      .thenNothing();
  });
  it('refuses ids that occur twice and requirements that the role does not have', () => {
    complete
      .when({ do: 'set-plan', stages: [...one, ...one] })
      .thenRejected('requisition/duplicate-id', { kind: 'stage or round', id: 'phone-screen' });
    const renamed = one.map((stage) => ({ ...stage, id: 'phone-conversation' }));
    complete.when({ do: 'set-plan', stages: renamed }).thenRejected('requisition/duplicate-id', { id: 'phone-conversation' });
    const other = [
      {
        ...(screen as (typeof stages)[number]),
        rounds: stages[0]?.rounds.map((round) => ({ ...round, competencies: [{ id: 'c', name: 'C', requirementIds: ['x'] }] })) ?? [],
      },
    ];
    complete.when({ do: 'set-plan', stages: other }).thenRejected('requisition/unknown-requirement', { unknown: ['x'] });
  });
  it('lets a competency rest on a duty', () => {
    const duty = x.role.responsibilities.primary[0]?.id as string;
    const round = { ...(screen as (typeof stages)[number]).rounds[0]!, competencies: [{ id: 'c', name: 'C', requirementIds: [duty] }] };
    expect(() => checkPlan([{ id: 's', name: 'S', rounds: [round] }], x.role)).not.toThrow();
  });
});
