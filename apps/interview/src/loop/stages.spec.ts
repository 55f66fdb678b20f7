/** The plan, its stages and one more round. */
import { fold, given } from '@rolecall/kernel';
import * as the from './loop.examples.js';
import { loop } from './loop.js';
import { loopIdOf, loopIdsBefore } from './loop-ids.js';
import { event, type LoopEvent } from './state.js';

const { commands, of } = the;

describe('a loop is planned', () => {
  it('by the plan that is pinned, with the rounds of its first stage', () =>
    given(loop)
      .when({ ...commands.plan, by: the.givers.plan! })
      .then(...the.planned()));
  it('as the story of its application', () => {
    const { state } = given(loop, ...the.planned());
    expect(loop.story?.(state)).toBe(the.applicationId);
    expect(state).toMatchObject({ status: 'planned', stageId: 'screen', rounds: [{ roundId: 'phone', status: 'needs_scheduling' }] });
  });
});

it('is another loop in every episode of its application', () => {
  const [first, second] = loopIdsBefore(the.applicationId, 3);
  expect([first, second]).toEqual([the.loopId, loopIdOf(the.applicationId, 2)]);
  expect(loopIdsBefore(the.applicationId, 1)).toEqual([]);
});

describe('a stage', () => {
  it('is passed when its rounds are complete, and the next is planned', () =>
    given(loop, ...the.histories.complete)
      .when(commands['pass-stage'])
      .then(...the.passed()));
  it('is passed once', () =>
    given(loop, ...the.histories.complete, ...the.passed())
      .when(commands['pass-stage'])
      .thenNothing());
  it('that is the last has none after it', () => {
    const onsite = [
      ...the.histories.complete,
      ...the.passed(),
      the.roundCancelled('other', 'skills'),
      the.roundCancelled('other', 'together'),
    ];
    given(loop, ...onsite)
      .when({ ...commands['pass-stage'], stageId: 'onsite' })
      .then(event('interview.stage-passed.v1', { ...of, stageId: 'onsite', nextStageId: null, by: 'mara' }));
  });
  it('other than the present one is refused, and so is one that the plan does not have', () => {
    given(loop, ...the.planned())
      .when({ ...commands['pass-stage'], stageId: 'onsite' })
      .thenRejected('loop/wrong-stage', { stageId: 'onsite', current: 'screen' });
    given(loop, ...the.planned())
      .when({ ...commands['pass-stage'], stageId: 'lunch' })
      .thenRejected('loop/unknown-stage');
  });
  it('waits for rounds that are not held, and says which', () =>
    given(loop, ...the.histories.no_show)
      .when(commands['pass-stage'])
      .thenRejected('loop/rounds-open', { rounds: ['phone'] }));
  it('waits for scorecards, and says whose', () =>
    given(loop, ...the.histories.awaiting_feedback, ...the.submitted('lena'))
      .when(commands['pass-stage'])
      .thenRejected('loop/scorecards-due', { rounds: ['phone'], people: ['olaf'] }));
  it('is passed by the hiring manager too, and by nobody else', () => {
    given(loop, ...the.histories.complete)
      .when({ ...commands['pass-stage'], by: { kind: 'person', id: 'hiro' } })
      .thenState({ stageId: 'onsite', passed: ['screen'] });
    for (const id of ['cleo', 'lena'])
      given(loop, ...the.histories.complete)
        .when({ ...commands['pass-stage'], by: { kind: 'person', id } })
        .thenRejected('loop/not-yours');
    given(loop, ...the.histories.complete)
      .when({ ...commands['pass-stage'], by: { kind: 'service', id: 'screening' } })
      .thenRejected('loop/person-only', { kind: 'service' });
  });
});

describe('moved back', () => {
  const onsite = [...the.histories.complete, ...the.passed()];
  const movedBack = event('interview.moved-back.v1', {
    ...of,
    fromStageId: 'onsite',
    toStageId: 'screen',
    reason: 'more_evidence',
    by: 'mara',
  });
  it('the stage left loses its open rounds, and the earlier one has new rounds beside the old', () => {
    const back = given(loop, ...onsite).when(commands['move-back']);
    const types = back.events().map(({ type, data }) => [type, 'roundId' in data ? data.roundId : undefined]);
    expect(types).toEqual([
      ['interview.round-cancelled.v1', 'skills'],
      ['interview.round-cancelled.v1', 'together'],
      ['interview.moved-back.v1', undefined],
      ['interview.stage-planned.v1', undefined],
    ]);
    expect(back.events()[2]).toEqual(movedBack);
    back.thenState({
      stageId: 'screen',
      passed: [],
      rounds: [
        { roundId: 'phone', status: 'complete' },
        { roundId: 'skills', status: 'cancelled', reason: 'stage_left' },
        { roundId: 'together' },
        { roundId: 'phone.2', planRoundId: 'phone', status: 'needs_scheduling' },
      ],
    });
  });
  it('again, it has a third', () => {
    let state = fold(loop, loop.initial, onsite);
    for (let n = 0; n < 2; n += 1) {
      const context = { at: the.time, by: { kind: 'person', id: 'mara' } } as const;
      state = fold(loop, state, loop.decide({ ...commands['move-back'], ...context }, { ...state, stageId: 'onsite' }));
    }
    expect(state.rounds.map(({ roundId }) => roundId)).toEqual(['phone', 'skills', 'together', 'phone.2', 'phone.3']);
  });
  it('keeps the stages before it as passed', () => {
    const [screen, onsite] = the.plan.stages;
    const dinner = { ...onsite!, id: 'dinner', rounds: [{ ...onsite!.rounds[0]!, id: 'dinner-1' }] };
    const [planned, screenPlanned] = the.planned();
    const three = { ...planned!, data: { ...planned!.data, stages: [screen!, onsite!, dinner] } } as LoopEvent;
    const settled = ['skills', 'together'].map((id) => the.roundCancelled('other', id));
    const history = [three, screenPlanned!, the.roundCancelled(), ...the.passed(), ...settled];
    const there = given(loop, ...history).when({ ...commands['pass-stage'], stageId: 'onsite' });
    there.thenState({ stageId: 'dinner', passed: ['screen', 'onsite'] });
    given(loop, ...history, ...there.events())
      .when({ ...commands['move-back'], toStageId: 'onsite' })
      .thenState({ stageId: 'onsite', passed: ['screen'] });
  });
  it('is refused forward, and while a panel is invited', () => {
    given(loop, ...the.planned())
      .when({ ...commands['move-back'], toStageId: 'onsite' })
      .thenRejected('loop/wrong-stage');
    given(loop, ...onsite, the.scheduled(2, {}, 'skills'))
      .when(commands['move-back'])
      .thenRejected('loop/rounds-open', { rounds: ['skills'] });
  });
});

describe('one more round', () => {
  it('is added to the present stage, once', () => {
    const added = event('interview.round-added.v1', {
      ...of,
      ...{ stageId: 'screen', round: { ...the.extraRound, planRoundId: null }, reason: 'more_evidence', by: 'mara' },
    });
    given(loop, ...the.histories.complete)
      .when(commands['add-round'])
      .then(added);
    given(loop, ...the.histories.complete, added)
      .when(commands['add-round'])
      .thenNothing();
    given(loop, ...the.histories.complete, added)
      .when({ ...commands['add-round'], round: { ...the.extraRound, name: 'Another' } })
      .thenRejected('loop/round-exists', { roundId: 'extra' });
  });
  it('does not take the id of a planned one', () =>
    given(loop, ...the.planned())
      .when({ ...commands['add-round'], round: { ...the.extraRound, id: 'phone' } })
      .thenRejected('loop/round-exists'));
});
