/** From the offer to day one and back, and what can cross on the way (DESIGN.md §3). */
import { deriveId, given } from '@rolecall/kernel';
import * as the from './application.examples.js';
import { application } from './application.js';
import { type ApplicationEvent, event } from './state.js';

const of = (episode = 1) => ({ applicationId: the.applicationId, candidateId: the.candidateId, requisitionId: the.requisitionId, episode });
const accept = the.commands['begin-pre-hire'];
const clear = the.commands['clear-contingency'];
const returned = (cause: 'declined' | 'rescinded', episode: number): ApplicationEvent =>
  event('application.returned-to-decision.v1', { ...of(episode), offerId: the.offerId, cause, endedEpisode: 1 });
const task = (kind: 'offer_ended', episode: number): ApplicationEvent =>
  event('application.task-opened.v1', {
    ...of(episode),
    ...{
      taskId: deriveId(the.applicationId, `task:${kind}:1`),
      kind,
      owner: 'mara',
      dueAt: '2026-03-04T09:00:00.000Z',
      about: the.offerId,
    },
  });
const other = deriveId(the.applicationId, 'offer:9');

describe('an extended offer', () => {
  const extend = the.commands['begin-offer'];
  it('moves the application, its next version too, an older one not', () => {
    given(application, ...the.histories.decision)
      .when(extend)
      .then(the.offered());
    given(application, ...the.histories.offered)
      .when({ ...extend, offerVersion: 2 })
      .thenState({ offer: { version: 2 } });
    given(application, ...the.histories.offered)
      .when({ ...extend, offerId: other })
      .thenNothing();
  });
  it('that crossed the end of the application changes nothing, also when that is taken back', () =>
    given(application, ...the.histories.decision, the.rejected(), the.reinstated('decision', 2))
      .when(extend)
      .thenNothing());
  it('that expired brings a task back to the decision; it may be reinstated in the same episode', () => {
    const end = { ...the.commands['end-offer'], cause: 'declined' } as const;
    given(application, ...the.histories.offered)
      .when(end)
      .then(returned('declined', 1), task('offer_ended', 1));
    given(application, ...the.histories.offered, returned('declined', 1))
      .when(extend)
      .then(the.offered());
  });
  it('that was rescinded ends its episode: the next offer has another id', () => {
    const end = { ...the.commands['end-offer'], cause: 'rescinded' } as const;
    given(application, ...the.histories.offered)
      .when(end)
      .then(returned('rescinded', 2), task('offer_ended', 2));
    const after = given(application, ...the.histories.offered, returned('rescinded', 2));
    after.when(extend).thenNothing();
    after.when(end).thenNothing();
    after.when({ ...extend, offerId: other, offerEpisode: 2 }).thenState({ status: 'offered', offer: { offerId: other } });
  });
  it('that was voided before it was out ends the episode too, at a decision only', () => {
    const voided = { ...the.commands['end-offer'], cause: 'voided' } as const;
    given(application, ...the.histories.decision)
      .when(voided)
      .thenState({ status: 'decision', episode: 2 });
    given(application, ...the.histories.interviewing)
      .when(voided)
      .thenNothing();
    given(application, ...the.histories.decision)
      .when({ ...voided, offerEpisode: 7 })
      .thenNothing();
  });
  it('keeps a conclusion of the interviews that comes after it ended', () =>
    given(application, ...the.histories.offered, returned('rescinded', 2))
      .when({ ...the.commands['conclude-interviews'], conclusion: 'no_hire' })
      .thenState({ status: 'decision', conclusion: { conclusion: 'no_hire' } }));
});

describe('an acceptance', () => {
  it('waits for contingencies', () =>
    given(application, ...the.histories.offered)
      .when(accept)
      .then(the.preHireBegun()));
  it('without contingencies is the hire', () =>
    given(application, ...the.histories.offered)
      .when({ ...accept, contingencies: [] })
      .then(the.preHireBegun([]), the.hired()));
  it('names a contingency once', () =>
    given(application, ...the.histories.offered)
      .when({ ...accept, contingencies: ['references', 'references'] })
      .then(the.preHireBegun(['references'])));
  it('wins over a rejection that crossed it: reinstated, the owner told', () =>
    given(application, ...the.histories.decision, the.rejected())
      .when({ ...accept, by: { kind: 'service', id: 'offer' } })
      .thenState({
        status: 'pre_hire',
        episode: 1,
        end: undefined,
        tasks: [{ kind: 'reinstated_by_acceptance', owner: 'mara', about: the.offerId }],
      }));
  it('wins over a closure that crossed it', () =>
    given(application, ...the.histories.closed)
      .when({ ...accept, contingencies: [] })
      .thenState({ status: 'hired', closing: undefined }));
  it('says when the letter of the end it takes back was out', () => {
    const released = event('application.letter-released.v1', {
      ...of(),
      letterId: the.loopId,
      template: 'rejection',
      reason: 'stronger_candidate',
    });
    const [reinstated] = given(application, ...the.histories.rejected, released)
      .when(accept)
      .events();
    expect(reinstated).toMatchObject({ type: 'application.reinstated.v1', data: { reason: 'offer_accepted', letterOut: true } });
  });
  it('loses to a withdrawal, also when that is taken back', () => {
    given(application, ...the.histories.offered, the.withdrawn())
      .when(accept)
      .thenNothing();
    given(application, ...the.histories.offered, the.withdrawn(), the.reinstated('decision', 2, 'withdrawn'))
      .when(accept)
      .thenNothing();
    given(application, ...the.histories.decision, the.withdrawn(), the.reinstated('decision', 2, 'withdrawn'))
      .when(accept)
      .thenNothing();
  });
  it('of a second offer is a task for a person, once', () => {
    const second = { ...accept, offerId: other };
    const opened = given(application, ...the.histories.hired)
      .when(second)
      .events();
    expect(opened.map(({ type }) => type)).toEqual(['application.task-opened.v1']);
    given(application, ...the.histories.hired, ...opened)
      .when(second)
      .thenNothing();
  });
  it('ends the tasks that asked what becomes of the application', () =>
    given(application, ...the.histories.offered, ...the.closingAnnounced())
      .when(accept)
      .thenState({ tasks: [{ kind: 'close_or_keep', outcome: 'offer_accepted' }] }));
});

describe('contingencies', () => {
  const both = [...the.histories.offered, the.preHireBegun(['background_check', 'references'])];
  it('hire when all are cleared or waived, not before', () => {
    given(application, ...both)
      .when(clear)
      .then(the.contingencyCleared());
    given(application, ...both, the.contingencyCleared())
      .when({ ...the.commands['waive-contingency'], kind: 'references' })
      .thenState({ status: 'hired', contingencies: [{ status: 'cleared' }, { status: 'waived' }] });
  });
  it('that failed are a task for a person and hire nobody; a person may put the outcome right', () => {
    const failed = given(application, ...the.histories.pre_hire)
      .when(the.commands['fail-contingency'])
      .events();
    const after = given(application, ...the.histories.pre_hire, ...failed);
    expect(after.state).toMatchObject({
      status: 'pre_hire',
      contingencies: [{ status: 'failed' }],
      tasks: [{ kind: 'contingency_failed' }],
    });
    after.when(the.commands['fail-contingency']).thenNothing();
    after.when(clear).thenState({ status: 'hired' });
  });
  it('in the pre-adverse step of the second build are still decided', () => {
    const preAdverse = event('application.contingency-pre-adverse.v1', {
      ...of(),
      ...{ offerId: the.offerId, kind: 'background_check', by: 'mara', respondBy: the.closeOn },
    });
    given(application, ...the.histories.pre_hire, preAdverse)
      .when(clear)
      .thenState({ status: 'hired' });
  });
  it('that the offer never had are refused', () =>
    given(application, ...the.histories.pre_hire)
      .when({ ...clear, kind: 'references' })
      .thenRejected('application/unknown-contingency', { kind: 'references' }));
});

it('a contingency that is waived already is not waived again', () => {
  const waive = the.commands['waive-contingency'];
  const waived = given(application, ...the.histories.pre_hire)
    .when(waive)
    .events();
  given(application, ...the.histories.pre_hire, ...waived)
    .when(waive)
    .thenNothing();
});

describe('day one', () => {
  it('is not before the start date, and not tomorrow', () => {
    given(application, ...the.histories.hired)
      .when({ do: 'start', on: '2026-04-30', at: '2026-05-03T00:00:00.000Z' })
      .thenRejected('application/too-early');
    given(application, ...the.histories.hired)
      .when({ do: 'start', on: '2026-05-02', at: '2026-05-01T09:00:00.000Z' })
      .thenRejected('application/date-in-the-future', { on: '2026-05-02' });
  });
  it('begins first where the sun rises first', () =>
    given(application, ...the.histories.hired)
      .when({ do: 'start', on: '2026-05-02', at: '2026-05-01T10:00:00.000Z' })
      .thenState({ status: 'started', startedOn: '2026-05-02' }));
  it('moves with the offer’s start date, also after the hire', () => {
    const move = the.commands['move-start-date'];
    given(application, ...the.histories.hired)
      .when(move)
      .thenState({ offer: { startDate: '2026-06-01' } });
    given(application, ...the.histories.hired)
      .when({ ...move, startDate: '2026-05-01' })
      .thenNothing();
    const moved = event('application.start-date-moved.v1', { ...of(), offerId: the.offerId, startDate: '2026-06-01' });
    expect(given(application, the.received(), moved).state.offer).toBeUndefined();
  });
});

describe('a hire is reversed', () => {
  const reverse = the.commands['reverse-hire'];
  const reversed = () =>
    given(application, ...the.histories.hired)
      .when(reverse)
      .events();
  it('with a reason: the application goes back to a decision in its next episode, with a task', () => {
    expect(reversed().map(({ type, data }) => [type, data.episode])).toEqual([
      ['application.hire-reversed.v1', 1],
      ['application.returned-to-decision.v1', 2],
      ['application.task-opened.v1', 2],
    ]);
    expect(given(application, ...the.histories.hired, ...reversed()).state).toMatchObject({
      status: 'decision',
      offer: undefined,
      contingencies: [],
    });
  });
  it('once, and the offer that is reneged for it changes nothing any more', () => {
    const after = given(application, ...the.histories.hired, ...reversed());
    after.when(reverse).thenNothing();
    after.when({ ...the.commands['end-offer'], cause: 'reneged' }).thenNothing();
    after.when(accept).thenNothing();
  });
  it('after a failed check ends its task', () => {
    const failed = given(application, ...the.histories.pre_hire)
      .when(the.commands['fail-contingency'])
      .events();
    given(application, ...the.histories.pre_hire, ...failed)
      .when({ ...reverse, reason: 'contingency_failed' })
      .thenState({ status: 'decision', tasks: [{ kind: 'contingency_failed', outcome: 'hire_reversed' }, { kind: 'hire_reversed' }] });
  });
});
