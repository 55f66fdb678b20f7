/** Intake, review, evaluation: what marks, what moves, and that machines judge nobody. */
import { deriveId, given } from '@rolecall/kernel';
import * as the from './application.examples.js';
import { application } from './application.js';
import { findingsOf, scoreOf } from './evaluation.js';
import { ownerOfClaim } from './intake.js';
import { absent, event } from './state.js';

const of = (episode = 1) => ({ applicationId: the.applicationId, candidateId: the.candidateId, requisitionId: the.requisitionId, episode });
const timer = { kind: 'timer', id: 'x' } as const;
const agency = (by: string) => ({ kind: 'agency' as const, by, claimUntil: '2026-09-01T00:00:00.000Z' });

describe('an application comes in', () => {
  it('with its pins, marks and evaluation to come', () => given(application).when(the.receive()).then(the.received()));
  it('marks a knockout answer whatever its case, and rejects nobody', () =>
    given(application)
      .when(the.receive({ answers: [{ questionId: 'q-permit', value: ' No ' }] }))
      .then(the.received({ knockout: true })));
  it('never marks free text', () =>
    given(application)
      .when(
        the.receive({
          answers: [
            { questionId: 'q-permit', value: 'yes' },
            { questionId: 'q-why', value: 'no' },
          ],
        }),
      )
      .thenState({ answers: [{ knockout: false }, { questionId: 'q-why', kind: 'free_text', knockout: false }] }));
  it('without a required answer not', () =>
    given(application)
      .when(the.receive({ answers: [] }))
      .thenRejected('application/answer-missing', { questionIds: ['q-permit'] }));
  it('with an answer to no question not', () =>
    given(application)
      .when(
        the.receive({
          answers: [
            { questionId: 'q-permit', value: 'yes' },
            { questionId: 'q-age', value: '30' },
          ],
        }),
      )
      .thenRejected('application/unknown-question', { questionId: 'q-age' }));
  it('while the requisition is on hold not', () =>
    given(application)
      .when(the.receive({ requisition: 'on_hold' }))
      .thenRejected('application/requisition-on-hold'));
  it.each(['filled', 'cancelled'] as const)('after the requisition was %s not', (requisition) =>
    given(application).when(the.receive({ requisition })).thenRejected('application/requisition-closed', { requisition }),
  );
  it('without a résumé, which is no mark', () =>
    given(application)
      .when(the.receive({ resumeVersion: undefined }))
      .thenState({ evaluation: { status: 'not_applicable', why: 'no_resume' } }));
  it.each(['switched_off', 'candidate_wish'] as const)('unevaluated when %s, which is no mark', (evaluation) =>
    given(application)
      .when(the.receive({ evaluation }))
      .thenState({ evaluation: { status: 'not_applicable', why: evaluation } }),
  );
  it('reads an early event that lacks what was added later', () => {
    const { answers: _answers, evaluation: _evaluation, owner: _owner, at: _at, ...early } = the.received().data;
    const { state } = given(application, event('application.received.v1', early));
    expect(state).toMatchObject({ receivedAt: the.time, owner: '', answers: [], evaluation: { status: 'not_applicable' } });
    expect(given(application, event('application.received.v1', { ...early, evaluation: 'pending' })).state.evaluation).toEqual({
      status: 'pending',
      since: the.time,
    });
  });
});

describe('sources', () => {
  it('are a list that a repeated post adds to', () =>
    given(application, the.received())
      .when(the.receive({ source: { kind: 'referral', by: 'joe' } }))
      .then(event('application.source-added.v1', { ...of(), source: { kind: 'referral', by: 'joe', at: the.time }, conflict: false })));
  it('have an owner: the first valid claim; another claim is a conflict for a person', () => {
    const claimed = given(application, the.received({ source: agency('a') }));
    claimed.when({ do: 'add-source', source: agency('b') }).thenState({
      sources: [{ by: 'a' }, { by: 'b', conflict: true }],
      tasks: [{ kind: 'source_conflict', owner: 'mara' }],
    });
    expect(ownerOfClaim(claimed.state.sources, the.time)).toBe('a');
    expect(ownerOfClaim(claimed.state.sources, '2027-01-01T00:00:00.000Z')).toBeUndefined();
  });
  it('do not conflict after the first claim ran out', () =>
    given(application, the.received({ source: agency('a') }))
      .when({ do: 'add-source', source: { ...agency('b'), claimUntil: '2028-01-01T00:00:00.000Z' }, at: '2027-01-01T00:00:00.000Z' })
      .thenState({ tasks: [] }));
});

describe('a knockout', () => {
  const overrule = the.commands['overrule-knockout'];
  const overruled = event('application.knockout-overruled.v1', { ...of(), questionId: 'q-permit', by: 'mara', reason: 'clarified' });
  it('is overruled by a person with a reason', () =>
    given(application, the.received({ knockout: true }))
      .when(overrule)
      .then(overruled));
  it('is overruled once', () =>
    given(application, the.received({ knockout: true }), overruled)
      .when(overrule)
      .thenNothing());
  it('shows who overruled it', () =>
    given(application, the.received({ knockout: true }))
      .when(overrule)
      .thenState({ answers: [{ overruled: { by: 'mara', reason: 'clarified' } }] }));
});

describe('review', () => {
  it('records what the decider was shown', () =>
    given(application, the.received(), the.evaluated())
      .when(the.commands.advance)
      .then({ ...the.advanced(), data: { ...the.advanced().data, shown: { roleVersion: 1, evaluation: the.evaluationId } } }));
  it('believes the decider who names what they saw, but no evaluation that never was', () => {
    const reviewed = given(application, the.received(), the.evaluated());
    const shown = { roleVersion: 1, evaluation: null };
    reviewed.when({ ...the.commands.advance, shown }).then({ ...the.advanced(), data: { ...the.advanced().data, shown } });
    reviewed
      .when({ ...the.commands.advance, shown: { roleVersion: 1, evaluation: 'other' } })
      .thenRejected('application/unknown-evaluation', { evaluation: 'other' });
  });
  it('does not advance while the requisition is on hold', () =>
    given(application, the.received())
      .when({ ...the.commands.advance, requisition: 'on_hold' })
      .thenRejected('application/requisition-on-hold'));
  it.each(['start-review', 'advance', 'move-back', 'reject', 'withdraw', 'close', 'keep', 'correct-finding', 'overrule-knockout'] as const)(
    '%s is for people',
    (name) =>
      given(application, the.received())
        .when({ ...the.commands[name], by: timer })
        .thenRejected('application/person-only', { kind: 'timer' }),
  );
  it('moves back with a reason, and begins interviews of an episode that had none', () => {
    const moveBack = { do: 'move-back', to: 'interviewing', reason: 'more_interviews' } as const;
    given(application, ...the.histories.decision)
      .when(moveBack)
      .thenState({ status: 'interviewing', advanced: true });
    const moved = event('application.moved-back.v1', {
      ...of(),
      by: 'mara',
      from: 'decision',
      to: 'interviewing',
      reason: 'more_interviews',
      at: the.time,
    });
    given(application, the.received(), the.decisionDue()).when(moveBack).then(moved, the.advanced());
    given(application, ...the.histories.decision)
      .when(moveBack)
      .then(moved);
    given(application, the.received()).when(moveBack).thenRejected('application/wrong-state', { status: 'received' });
  });
});

describe('the stage of the interviews', () => {
  const enter = the.commands['enter-stage'];
  const interviewing = given(application, ...the.histories.interviewing);
  const past = [...the.histories.interviewing, the.rejected(), the.reinstated('interviewing', 2)];
  it('is where they go on, once', () => {
    interviewing.when(enter).then(the.stageEntered('onsite'));
    given(application, ...the.histories.interviewing, the.stageEntered('onsite'))
      .when(enter)
      .thenNothing();
  });
  it('is null when all are passed, and a stage again when a person moves them back', () => {
    const passed = [...the.histories.interviewing, the.stageEntered(null)];
    interviewing.when({ ...enter, stageId: null }).then(the.stageEntered(null));
    given(application, ...passed)
      .when(enter)
      .thenState({ status: 'interviewing', stage: { loopId: the.loopId, stageId: 'onsite' } });
  });
  it('of another loop is told apart from this one of the same name', () => {
    const loopId = '01932c07-0000-7a5e-9c3e-00000000b002';
    given(application, ...the.histories.interviewing, the.stageEntered('onsite'))
      .when({ ...enter, loopId })
      .thenState({ stage: { loopId, stageId: 'onsite' } });
  });
  it('of an episode that ended is history, unless only its offer ended', () => {
    given(application, ...past)
      .when(enter)
      .thenNothing();
    given(application, ...past)
      .when({ ...enter, loopEpisode: 2 })
      .then(the.stageEntered('onsite', 2));
  });
  it('begins anew when the application is advanced again', () =>
    expect(given(application, ...the.histories.interviewing, the.stageEntered('onsite'), the.advanced()).state.stage).toBeUndefined());
});

describe('a conclusion of interviews', () => {
  const conclude = the.commands['conclude-interviews'];
  it('asks for a decision and rejects nobody', () =>
    given(application, ...the.histories.interviewing)
      .when({ ...conclude, conclusion: 'no_hire' })
      .then(the.decisionDue('no_hire')));
  it('of a loop that was reopened replaces the earlier one', () =>
    given(application, ...the.histories.decision)
      .when({ ...conclude, conclusion: 'no_hire' })
      .thenState({ status: 'decision', conclusion: { conclusion: 'no_hire' } }));
  it('is kept for an application that ended meanwhile, which comes back to the decision', () => {
    given(application, ...the.histories.interviewing, the.rejected())
      .when(conclude)
      .thenState({ status: 'rejected', end: { from: 'decision' } });
    given(application, ...the.histories.interviewing, the.rejected(), the.decisionDue())
      .when(conclude)
      .thenNothing();
  });
  it('of an episode that ended is history', () =>
    given(application, ...the.histories.interviewing, the.rejected(), the.reinstated('interviewing', 2))
      .when(conclude)
      .thenNothing());
});

describe('the evaluation', () => {
  const record = the.commands['record-evaluation'];
  it('is due again half a minute after a crash lost it', () => {
    expect(given(application, the.received()).due()).toMatchObject({
      at: '2026-03-02T09:00:30.000Z',
      command: { do: 'record-evaluation-unavailable' },
    });
    expect(given(application, the.received(), the.evaluated()).due()).toBeUndefined();
    expect(given(application, ...the.histories.withdrawn).due()).toBeUndefined();
  });
  it('is recorded once, of the résumé that was pinned', () => {
    given(application, the.received()).when(record).then(the.evaluated());
    given(application, the.received(), the.evaluated()).when(record).thenNothing();
    const other = { ...the.evaluation, versions: { ...the.evaluation.versions, resume: 2 } };
    given(application, the.received())
      .when({ ...record, evaluation: other })
      .thenNothing();
  });
  it('may be unavailable, and asked for again by a person', () => {
    const unavailable = event('application.evaluation-unavailable.v1', { ...of(), why: 'role_missing' });
    given(application, the.received(), unavailable).when({ do: 'record-evaluation-unavailable', why: 'not_in_time' }).thenNothing();
    given(application, the.received(), unavailable)
      .when({ do: 'request-evaluation' })
      .thenState({ evaluation: { status: 'pending', since: the.time } });
    given(application, the.received({ evaluation: 'switched_off' }))
      .when({ do: 'request-evaluation' })
      .thenRejected('application/evaluation-not-applicable', { why: 'switched_off' });
  });
  it('is not wished, and then not shown any more', () => {
    given(application, the.received(), the.evaluated())
      .when({ do: 'decline-evaluation' })
      .thenState({ evaluation: { status: 'not_applicable' } });
    given(application, the.received({ evaluation: 'switched_off' }))
      .when({ do: 'decline-evaluation' })
      .thenNothing();
  });
  it.each([
    ['shown', 15],
    ['mentioned', 13],
  ] as const)('is corrected by a person to %s: the score adds up to %d', (finding, total) => {
    const { state, when } = given(application, the.received(), the.evaluated());
    const after = application.evolve(state, when({ ...the.commands['correct-finding'], finding }).events()[0]!);
    expect(scoreOf(after.evaluation)).toEqual({ total, of: 15 });
    expect(findingsOf(after.evaluation)[1]).toMatchObject({
      finding,
      corrected: { from: 'not_found', by: 'mara', reason: 'evidence_overlooked' },
    });
  });
  it('is corrected back to the machine’s own finding with its points', () => {
    const corrected = given(application, the.received(), the.evaluated()).when(the.commands['correct-finding']).events();
    const again = { ...the.commands['correct-finding'], finding: 'not_found' } as const;
    given(application, the.received(), the.evaluated(), ...corrected)
      .when(the.commands['correct-finding'])
      .thenNothing();
    const { state, when } = given(application, the.received(), the.evaluated(), ...corrected);
    expect(scoreOf(application.evolve(state, when(again).events()[0]!).evaluation)).toEqual({ total: 10, of: 15 });
  });
  it('gives no points for what nobody confirmed', () => {
    const { state, when } = given(application, the.received(), the.evaluated());
    const correct = { ...the.commands['correct-finding'], requirementId: 'req-c', finding: 'shown' } as const;
    const after = application.evolve(state, when(correct).events()[0]!);
    expect(scoreOf(after.evaluation)).toEqual({ total: 10, of: 15 });
    expect(findingsOf(after.evaluation)[2]).toMatchObject({ finding: 'shown', corrected: { from: 'mentioned' } });
  });
  it('has no finding for a requirement that is not in it', () =>
    given(application, the.received(), the.evaluated())
      .when({ ...the.commands['correct-finding'], requirementId: 'req-x' })
      .thenRejected('application/unknown-requirement', { requirementId: 'req-x' }));
  it('without one there is neither score nor finding, and a late correction changes nothing', () => {
    expect([scoreOf(absent.evaluation), findingsOf(absent.evaluation)]).toEqual([null, []]);
    const corrected = given(application, the.received(), the.evaluated()).when(the.commands['correct-finding']).events();
    expect(given(application, the.received(), ...corrected).state.evaluation).toEqual({ status: 'pending', since: the.time });
  });
});

it('leaves the state as it is when it meets an event of a later build', () => {
  const unknown = { type: 'application.teleported.v1', data: {} } as never;
  expect(application.evolve(absent, unknown)).toBe(absent);
  expect(deriveId(the.applicationId, 'loop:1')).toBe(the.loopId);
});
