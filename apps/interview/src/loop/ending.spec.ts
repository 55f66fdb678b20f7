/** The conclusion, dissent, reopening, and the other ends. */
import { given } from '@rolecall/kernel';
import { isDissent, verdictsOf } from './ending.js';
import * as the from './loop.examples.js';
import { loop } from './loop.js';
import { event, type LoopEvent } from './state.js';

const { commands, of } = the;
const conclude = commands.conclude;
const held = the.histories.awaiting_feedback;
const screening = { kind: 'service', id: 'screening' } as const;

describe('a conclusion', () => {
  it('is drawn by the recruiter or hiring manager, with the count of verdicts', () => {
    given(loop, ...the.histories.complete)
      .when(conclude)
      .then(the.concluded());
    given(loop, ...the.histories.complete)
      .when({ ...conclude, by: { kind: 'person', id: 'lena' } })
      .thenRejected('loop/not-yours');
  });
  it('says the same once; another one needs the loop reopened', () => {
    given(loop, ...the.histories.concluded)
      .when(conclude)
      .thenNothing();
    given(loop, ...the.histories.concluded)
      .when({ ...conclude, conclusion: 'no_hire', dissent: true, reason: 'level' })
      .thenRejected('loop/ended', { status: 'concluded' });
  });
  it('waits for scorecards, unless they are waived', () => {
    given(loop, ...held, ...the.submitted('lena'))
      .when(conclude)
      .thenRejected('loop/scorecards-due', { people: ['olaf'] });
    given(loop, ...held, ...the.submitted('lena'), the.waived('olaf'), the.unlocked())
      .when(conclude)
      .then(the.concluded('hire', { yes: 1, no: 0 }));
  });
  it('takes the rounds along that were never booked', () =>
    given(loop, ...the.histories.complete, ...the.passed())
      .when(conclude)
      .then(the.roundCancelled('loop_concluded', 'skills'), the.roundCancelled('loop_concluded', 'together'), the.concluded()));
  it('guesses no verdict of a scorecard whose content was lost with a database; it is given again as an amendment', () => {
    const [kept, submitted] = the.submitted('olaf', 'yes') as [LoopEvent, LoopEvent];
    const lost = [...held, ...the.submitted('lena', 'no'), submitted, the.unlocked()];
    given(loop, ...lost)
      .when({ ...conclude, conclusion: 'hold' })
      .then(the.concluded('hold', { yes: 0, no: 1 }));
    const again = { ...commands['amend-scorecard'], person: 'olaf', verdict: 'yes', ratings: the.ratings('yes') } as const;
    given(loop, ...lost)
      .when({ ...again, by: { kind: 'person', id: 'olaf' } })
      .then(kept, event('interview.scorecard-amended.v1', { ...submitted.data, noteId: undefined } as never));
  });
  it('counts no verdict of a round that did not take place', () => {
    const twice = [
      ...held,
      ...the.feedback('no', 'no'),
      the.cancelled(),
      event('interview.reopened.v1', { ...of, from: 'cancelled', reason: 'other', by: 'mara' }),
    ];
    given(loop, ...twice)
      .when({ ...conclude, conclusion: 'hold' })
      .then(the.concluded('hold', { yes: 0, no: 2 }));
    given(
      loop,
      ...held,
      ...the.submitted('lena'),
      the.cancelled(),
      event('interview.reopened.v1', { ...of, from: 'cancelled', reason: 'other', by: 'mara' }),
    )
      .when({ ...conclude, conclusion: 'hold' })
      .then(the.concluded('hold', { yes: 0, no: 0 }));
  });
});

it('counts strong verdicts as verdicts', () => {
  const { state } = given(loop, ...held, ...the.feedback('strong_yes', 'strong_no'));
  expect(verdictsOf(state)).toEqual({ yes: 1, no: 1 });
});

describe('against the majority', () => {
  const against = [...held, ...the.feedback('no', 'strong_no')];
  it('it is refused unless it says so with a reason', () => {
    given(loop, ...against)
      .when(conclude)
      .thenRejected('loop/dissent-required', { yes: 0, no: 2 });
    given(loop, ...against)
      .when({ ...conclude, dissent: true })
      .thenRejected('loop/dissent-required');
    given(loop, ...against)
      .when({ ...conclude, dissent: true, reason: 'weight_of_evidence', noteId: the.loopId })
      .then(
        event('interview.concluded.v1', {
          ...{ ...of, candidateId: the.candidateId, conclusion: 'hire', dissent: true, verdicts: { yes: 0, no: 2 } },
          ...{ by: 'mara', reason: 'weight_of_evidence', noteId: the.loopId },
        }),
      );
  });
  it('and dissent without a majority against is refused', () =>
    given(loop, ...the.histories.complete)
      .when({ ...conclude, dissent: true, reason: 'level' })
      .thenRejected('loop/no-dissent', { yes: 2, no: 0 }));
  it.each([
    ['hire', { yes: 1, no: 2 }, true],
    ['hire', { yes: 2, no: 2 }, false],
    ['hire', { yes: 2, no: 1 }, false],
    ['no_hire', { yes: 2, no: 1 }, true],
    ['no_hire', { yes: 1, no: 1 }, false],
    ['no_hire', { yes: 0, no: 0 }, false],
    ['hold', { yes: 3, no: 0 }, false],
    ['other_level', { yes: 0, no: 3 }, false],
    ['other_requisition', { yes: 3, no: 0 }, false],
  ] as const)('%s with %j: %s', (conclusion, verdicts, dissent) => expect(isDissent(conclusion, verdicts)).toBe(dissent));
});

describe('reopened', () => {
  const reopened = (from: 'concluded' | 'cancelled') =>
    event('interview.reopened.v1', { ...of, from, reason: 'new_information', by: 'mara' });
  const added = event('interview.round-added.v1', {
    ...of,
    ...{ stageId: 'screen', round: { ...the.extraRound, planRoundId: null }, reason: 'new_information', by: 'mara' },
  });
  it.each(['concluded', 'cancelled'] as const)('a loop that was %s goes on with one more round', (from) => {
    const again = given(loop, ...the.histories[from]).when(commands.reopen);
    again.then(reopened(from), added);
    again.thenState({ status: 'in_progress', conclusion: undefined, cancelled: undefined });
    given(loop, ...the.histories[from], reopened(from), added)
      .when(commands.reopen)
      .thenNothing();
  });
  it('and concluded again', () =>
    given(loop, ...the.histories.concluded, reopened('concluded'), added)
      .when(conclude)
      .then(the.roundCancelled('loop_concluded', 'extra'), the.concluded()));
  it('not with a round that it has, nor after the application ended', () => {
    given(loop, ...the.histories.concluded)
      .when({ ...commands.reopen, round: { ...the.extraRound, id: 'phone' } })
      .thenRejected('loop/round-exists');
    given(loop, ...the.histories.concluded, reopened('concluded'), added, the.concluded())
      .when(commands.reopen)
      .thenRejected('loop/round-exists', { roundId: 'extra' });
    given(loop, ...the.histories.concluded, the.applicationEnded())
      .when(commands.reopen)
      .thenRejected('loop/application-ended', { how: 'rejected' });
  });
});

describe('the application ends', () => {
  const end = { ...commands.end, by: screening };
  it('and so does its loop, once', () => {
    const cancelled = event('interview.cancelled.v1', { ...of, reason: 'rejected', by: 'screening' });
    given(loop, ...the.histories.scheduled)
      .when(end)
      .then(cancelled, the.applicationEnded());
    given(loop, ...the.histories.scheduled, cancelled, the.applicationEnded())
      .when(end)
      .thenNothing();
  });
  it('after the conclusion, which stands', () =>
    given(loop, ...the.histories.concluded)
      .when(end)
      .thenState({ status: 'concluded', applicationEnded: 'rejected' }));
  it('before it ever went to interviews: there is nothing to end', () => given(loop).when(end).thenNothing());
});

it('is cancelled by a person once, and nobody has a seat any more', () => {
  given(loop, ...the.histories.scheduled)
    .when(commands.cancel)
    .then(the.cancelled());
  given(loop, ...the.histories.scheduled)
    .when(commands.cancel)
    .thenState({ status: 'cancelled', interviewers: [], rounds: [{ status: 'cancelled' }] });
});
it('leaves the state as it is when it meets an event of a later build', () =>
  expect(loop.evolve(loop.initial, { type: 'interview.paused.v1', data: {} } as never)).toBe(loop.initial));
