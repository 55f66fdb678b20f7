import { at, days, hours, telling } from '@rolecall/testing';
import type { LoopEvent } from '../streams.js';
import { foldLoop, type LoopCopy } from './loop.js';

const told = telling<LoopCopy, LoopEvent>(foldLoop);
const stage = (id: string) => ({ id, name: id.toUpperCase() });
const planned = [
  'interview.planned.v1',
  { applicationId: 'a', requisitionId: 'r', episode: 1, stages: [stage('phone'), stage('onsite')] },
] as const;
const ofStage = (stageId: string, ...rounds: string[]) =>
  ['interview.stage-planned.v1', { stageId, rounds: rounds.map((id) => ({ id, name: id })) }] as const;
const panel = [
  { person: 'ida', role: 'lead' },
  { person: 'ivo', role: 'member' },
  { person: 'sam', role: 'shadow' },
];
const booking = { startsAt: at(days), endsAt: at(days + hours), panel };
const scheduled = ['interview.round-scheduled.v1', { roundId: 'talk', booking }] as const;
const of = <T extends string>(what: T, data = {}) => [`interview.${what}.v1`, { roundId: 'talk', ...data }] as const;
const held = of('round-held', { due: ['ida', 'ivo', 'sam'], scorecardsDueAt: at(2 * days) });
const begun = [planned, ofStage('phone', 'talk'), scheduled] as const;

const waiting = (...events: Parameters<typeof told>) => told(...events).waiting.map(({ kind, person }) => `${kind} ${person}`);
const round = (...events: Parameters<typeof told>) => told(...begun, ...events).rounds[0];

it('waits for what has not arrived, as long as it has not', () =>
  expect(() => told(held)).toThrow(expect.objectContaining({ code: 'pipeline/not-begun' })));

it('goes on with the stage that is planned, and knows those that are passed', () => {
  expect(told(planned)).toMatchObject({ status: 'planned', stages: [stage('phone'), stage('onsite')], passed: [] });
  const on = [...begun, of('stage-passed', { stageId: 'phone' }), ofStage('onsite', 'code')] as const;
  expect(told(...on)).toMatchObject({ stageId: 'onsite', passed: ['phone'] });
  expect(told(...on, of('moved-back', { toStageId: 'phone' })).passed).toEqual([]);
  expect(told(...on, of('moved-back', { toStageId: 'onsite' })).passed).toEqual(['phone']);
});

it('is in progress from the first booking on, and over when it is concluded or cancelled', () => {
  expect(told(...begun)).toMatchObject({ status: 'in_progress', since: at(2 * hours) });
  expect(told(...begun, scheduled).since).toBe(at(2 * hours));
  const concluded = of('concluded', { conclusion: 'hire' });
  expect(told(...begun, concluded)).toMatchObject({ status: 'concluded', conclusion: 'hire', since: at(3 * hours) });
  expect(told(...begun, concluded, of('reopened'))).toMatchObject({ status: 'in_progress', conclusion: undefined });
  expect(told(...begun, of('cancelled'))).toMatchObject({ status: 'cancelled', waiting: [] });
  expect(told(...begun, of('application-ended'))).toMatchObject({ status: 'in_progress' });
});

describe('a round', () => {
  it('is to be scheduled, takes place, and is complete when nothing is owed', () => {
    expect(told(planned, ofStage('phone', 'talk')).rounds).toEqual([
      { id: 'talk', stageId: 'phone', name: 'talk', status: 'needs_scheduling', since: at(hours), panel: [] },
    ]);
    expect(round()).toMatchObject({ status: 'scheduled', startsAt: at(days), endsAt: at(days + hours) });
    expect(round(held)).toMatchObject({ status: 'awaiting_feedback', heldAt: at(3 * hours), scorecardsDueAt: at(2 * days) });
    expect(round(held, of('scorecards-unlocked'))?.status).toBe('complete');
  });
  it('may be moved, called off, missed, or added', () => {
    expect(round(of('round-moved', { booking: { ...booking, startsAt: at(2 * days) } }))).toMatchObject({
      status: 'scheduled',
      startsAt: at(2 * days),
    });
    expect(round(of('round-cancelled'))?.status).toBe('cancelled');
    expect(round(held, of('no-show-recorded'))).toMatchObject({ status: 'no_show', scorecardsDueAt: undefined });
    expect(round(of('booking-abandoned'))).toEqual(round());
    const added = of('round-added', { stageId: 'phone', round: { id: 'more', name: 'More' } });
    expect(told(...begun, added).rounds.map(({ id }) => id)).toEqual(['talk', 'more']);
  });
  it('ends with its loop, unless it is complete', () => {
    expect(round(of('cancelled'))?.status).toBe('cancelled');
    expect(round(held, of('scorecards-unlocked'), of('cancelled'))?.status).toBe('complete');
  });
});

describe('waits', () => {
  it('for those who are invited, as long as they have not answered and the round is on', () => {
    expect(told(...begun).waiting[0]).toEqual({ kind: 'invitation', person: 'ida', since: at(2 * hours), dueAt: at(days), about: 'talk' });
    const answered = [of('invitation-accepted', { person: 'ida' }), of('invitation-declined', { person: 'ivo' })] as const;
    expect(waiting(...begun, ...answered)).toEqual(['invitation sam']);
    const replaced = of('interviewer-replaced', { person: 'ivo', replacement: 'uma', role: 'member' });
    expect(waiting(...begun, ...answered, replaced)).toEqual(['invitation sam', 'invitation uma']);
  });
  it('for the scorecards of who was there and has a vote, until each is in or waived', () => {
    expect(told(...begun, held).waiting[0]).toEqual({
      kind: 'scorecard',
      person: 'ida',
      since: at(3 * hours),
      dueAt: at(2 * days),
      about: 'talk',
    });
    expect(waiting(...begun, held)).toEqual(['scorecard ida', 'scorecard ivo']);
    expect(waiting(...begun, of('invitation-declined', { person: 'ivo' }), held)).toEqual(['scorecard ida']);
    const card = (what: 'submitted' | 'waived', person: string) => of(`scorecard-${what}`, { person });
    expect(waiting(...begun, held, card('submitted', 'ida'))).toEqual(['scorecard ivo']);
    expect(told(...begun, held, card('submitted', 'ida')).rounds[0]?.panel[0]).toMatchObject({ card: 'submitted', cardAt: at(4 * hours) });
    expect(waiting(...begun, held, card('submitted', 'ida'), card('waived', 'ivo'))).toEqual([]);
  });
});
