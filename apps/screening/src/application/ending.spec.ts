/** Ends, letters, reinstatements and the search that ends. */
import { deriveId, given } from '@rolecall/kernel';
import * as the from './application.examples.js';
import { application } from './application.js';
import { type ApplicationEvent, event } from './state.js';

const of = (episode = 1) => ({ applicationId: the.applicationId, candidateId: the.candidateId, requisitionId: the.requisitionId, episode });
const sweep = { kind: 'timer', id: 'close-unkept' } as const;
const letter = (n: number) =>
  event('application.letter-released.v1', {
    ...of(),
    letterId: deriveId(the.applicationId, `letter:${n}`),
    template: 'rejection',
    reason: 'stronger_candidate',
  });
const release = { do: 'release-letter', at: the.letterDueAt } as const;

describe('a rejection', () => {
  it('is a person’s, with reason, letter and what they were shown', () =>
    given(application, ...the.histories.in_review)
      .when(the.commands.reject)
      .then(the.rejected()));
  it('for another reason is not a repeat', () =>
    given(application, ...the.histories.rejected)
      .when({ ...the.commands.reject, reason: 'location' })
      .thenRejected('application/ended', { status: 'rejected' }));
  it('for spam has no letter', () =>
    given(application, the.received())
      .when({ ...the.commands.reject, reason: 'spam' })
      .thenState({ end: { letterDueAt: null, letterOut: false } }));
  it('has no letter in the past', () =>
    given(application, the.received())
      .when({ ...the.commands.reject, letterDueAt: '2026-03-02T08:59:59.000Z' })
      .thenRejected('application/letter-in-the-past'));
  it.each(['offered', 'pre_hire', 'hired'] as const)('is refused while %s', (status) =>
    given(application, ...the.histories[status])
      .when(the.commands.reject)
      .thenRejected('application/offer-outstanding', { status }),
  );
  it('ends the tasks of the application', () =>
    given(application, the.received(), ...the.closingAnnounced())
      .when(the.commands.reject)
      .thenState({ tasks: [{ taskId: the.closeTaskId, outcome: 'application_ended' }] }));
});

describe('a letter', () => {
  it('is due at its time and released once', () => {
    expect(given(application, ...the.histories.rejected).due()).toEqual({ at: the.letterDueAt, command: { do: 'release-letter' } });
    given(application, ...the.histories.rejected)
      .when(release)
      .then(letter(1));
    given(application, ...the.histories.rejected, letter(1))
      .when(release)
      .thenNothing();
    expect(given(application, ...the.histories.rejected, letter(1)).due()).toBeUndefined();
  });
  it('is not released before its time, nor after the rejection was taken back', () => {
    given(application, ...the.histories.rejected)
      .when({ do: 'release-letter' })
      .thenNothing();
    given(application, ...the.histories.rejected, the.reinstated('in_review'))
      .when(release)
      .thenNothing();
  });
  it('of a later end is another one', () =>
    given(application, ...the.histories.rejected, letter(1), the.reinstated('in_review'), the.rejected())
      .when(release)
      .then(letter(2)));
  it('of a closure has the closure’s template', () =>
    given(application, ...the.histories.closed)
      .when(release)
      .thenState({ end: { letterOut: true } }));
});

describe('an end is taken back', () => {
  const reinstate = the.commands.reinstate;
  it('to where the application stood, in the same episode while nobody has reacted', () =>
    given(application, ...the.histories.rejected)
      .when(reinstate)
      .then(the.reinstated('in_review')));
  it('in the next episode when interviews had begun, which begin anew', () =>
    given(application, ...the.histories.interviewing, the.rejected())
      .when(reinstate)
      .then(the.reinstated('interviewing', 2), the.advanced(2)));
  it('at a decision in the next episode, for an offer may have been drafted that nobody here was told of', () =>
    given(application, the.received(), the.decisionDue(), the.rejected()).when(reinstate).thenState({ status: 'decision', episode: 2 }));
  it('at the decision when an offer was out', () =>
    given(application, ...the.histories.offered, the.withdrawn())
      .when(reinstate)
      .thenState({ status: 'decision', episode: 2, past: { 1: 'withdrawn' }, pastOffers: [the.offerId], offer: undefined }));
  it('also after the letter, which it says', () =>
    given(application, ...the.histories.rejected, letter(1))
      .when(reinstate)
      .then({ ...the.reinstated('in_review'), data: { ...the.reinstated('in_review').data, letterOut: true } }));
  it('while the requisition is on hold, but not after it is filled', () => {
    given(application, ...the.histories.closed)
      .when({ ...reinstate, requisition: 'on_hold' })
      .thenState({ status: 'in_review', closing: undefined });
    given(application, ...the.histories.closed)
      .when({ ...reinstate, requisition: 'filled' })
      .thenRejected('application/requisition-closed', { requisition: 'filled' });
    given(application, ...the.histories.closed)
      .when({ ...reinstate, requisition: 'cancelled' })
      .thenRejected('application/requisition-closed');
  });
});

describe('the search ends', () => {
  const closing = [the.received(), ...the.closingAnnounced()];
  const closeUnkept = { ...the.commands['close-unkept'], at: the.closeOn, letterDueAt: '2026-03-10T09:00:00.000Z', by: sweep } as const;
  const kept: ApplicationEvent[] = [
    event('application.kept.v1', { ...of(), by: 'mara', reason: 'talent_pool', taskId: the.closeTaskId }),
    the.closeTaskDone('kept'),
  ];
  it('with a task for the owner and a date, not a closure', () =>
    given(application, the.received())
      .when(the.commands['announce-closing'])
      .then(...the.closingAnnounced()));
  it('announced once; another date replaces the task', () => {
    given(application, ...closing)
      .when(the.commands['announce-closing'])
      .thenNothing();
    given(application, ...closing)
      .when({ ...the.commands['announce-closing'], closeOn: '2026-04-01T09:00:00.000Z' })
      .thenState({
        closing: { closeOn: '2026-04-01T09:00:00.000Z' },
        tasks: [{ outcome: 'superseded' }, { kind: 'close_or_keep', dueAt: '2026-04-01T09:00:00.000Z' }],
      });
  });
  it('a person keeps it, once', () => {
    given(application, ...closing)
      .when(the.commands.keep)
      .then(...kept);
    given(application, ...closing, ...kept)
      .when(the.commands.keep)
      .thenNothing();
  });
  it('at the date only what nobody kept is closed, with a letter later', () => {
    given(application, ...closing)
      .when({ ...closeUnkept, at: the.time })
      .thenNothing();
    given(application, ...closing, ...kept)
      .when(closeUnkept)
      .thenNothing();
    given(application, ...closing)
      .when(closeUnkept)
      .thenState({ status: 'closed', end: { by: 'close-unkept', reason: 'position_filled', letterDueAt: '2026-03-10T09:00:00.000Z' } });
  });
  it('a task to keep or close is not ticked off', () =>
    given(application, ...closing)
      .when(the.commands['complete-task'])
      .thenRejected('application/keep-or-close', { taskId: the.closeTaskId }));
  it('and goes on again: what was announced is lifted', () =>
    given(application, ...closing)
      .when(the.commands['lift-closing'])
      .thenState({ closing: undefined, tasks: [{ outcome: 'search_reopened' }] }));
  it('leaves what was folded without a closing as it is', () => {
    const { state } = given(application, the.received(), kept[0]!, letter(1));
    expect([state.status, state.closing, state.end]).toEqual(['received', undefined, undefined]);
  });
});

describe('a task', () => {
  const openTask = the.commands['open-task'];
  const taskId = deriveId(the.applicationId, 'task:hired_elsewhere:1');
  const opened = () => given(application, the.received()).when(openTask).events();
  it('is opened once for one thing, due in two days', () => {
    expect(opened()[0]!.data).toMatchObject({ taskId, owner: 'mara', dueAt: '2026-03-04T09:00:00.000Z' });
    given(application, the.received(), ...opened())
      .when(openTask)
      .thenNothing();
  });
  it('falls to the application’s owner when it names none', () =>
    given(application, the.received())
      .when({ ...openTask, owner: '' })
      .thenState({ tasks: [{ owner: 'mara' }] }));
  it('is done once', () => {
    const done = { do: 'complete-task', taskId, outcome: 'done' } as const;
    const events = given(application, the.received(), ...opened())
      .when(done)
      .events();
    given(application, the.received(), ...opened(), ...events)
      .when(done)
      .thenNothing();
    expect(events[0]!.data).toMatchObject({ taskId, by: 'mara', outcome: 'done' });
  });
});
