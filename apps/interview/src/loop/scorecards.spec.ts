/** Scorecards: alone, on behalf, amended, waived, late; and who sees them when. */
import { fold, given } from '@rolecall/kernel';
import * as the from './loop.examples.js';
import { loop } from './loop.js';
import { event, type LoopEvent } from './state.js';
import { maySee, seesAll } from './visibility.js';

const { commands, of } = the;
const as = (id: string) => ({ by: { kind: 'person', id } }) as const;
const submit = { ...commands['submit-scorecard'], ...as('lena') };
const amend = { ...commands['amend-scorecard'], ...as('lena') };
const waive = commands['waive-scorecard'];
const held = the.histories.awaiting_feedback;

describe('a scorecard', () => {
  it('is submitted by its owner; the public event names nobody’s verdict', () =>
    given(loop, ...held)
      .when(submit)
      .then(...the.submitted('lena')));
  it('is in once; another content is an amendment', () => {
    given(loop, ...held, ...the.submitted('lena'))
      .when(submit)
      .thenNothing();
    given(loop, ...held, ...the.submitted('lena'))
      .when({ ...submit, verdict: 'strong_yes' })
      .thenRejected('loop/scorecard-in', { people: ['lena'] });
    given(loop, ...held, ...the.submitted('lena'))
      .when({ ...submit, ratings: the.ratings('no') })
      .thenRejected('loop/scorecard-in');
  });
  it('that is the last unlocks them all and completes the round', () =>
    given(loop, ...held, ...the.submitted('olaf', 'no'))
      .when(submit)
      .then(...the.submitted('lena'), the.unlocked()));
  it('is written on behalf by the hiring team, with both names', () => {
    for (const id of ['mara', 'hiro', 'cleo'])
      given(loop, ...held)
        .when({ ...submit, ...as(id) })
        .then(...the.submitted('lena', 'yes', id));
    given(loop, ...held)
      .when({ ...submit, ...as('olaf') })
      .thenRejected('loop/not-yours');
    given(loop, ...held)
      .when({ ...submit, by: { kind: 'service', id: 'robot' } })
      .thenRejected('loop/person-only');
  });
  it.each([
    ['of a shadow', { ...submit, person: 'shay', ...as('shay') }, [], 'loop/no-vote'],
    ['of somebody who declined', { ...submit, person: 'pia', ...as('pia') }, [], 'loop/unknown-seat'],
    ['without every competency', { ...submit, ratings: the.ratings('yes', 'go') }, [], 'loop/ratings-incomplete'],
    ['about something else', { ...submit, ratings: the.ratings('yes', 'go', 'talk', 'chess') }, [], 'loop/unknown-competency'],
  ])('not %s', (_, command, more, code) =>
    given(loop, ...held, ...more)
      .when(command)
      .thenRejected(code),
  );
  it('not of somebody who declined before the round', () =>
    given(loop, ...the.histories.scheduled, the.declined('olaf'), the.held(['lena']))
      .when({ ...submit, person: 'olaf', ...as('olaf') })
      .thenRejected('loop/unknown-seat', { person: 'olaf' }));
});

describe('amended', () => {
  const amended = event('interview.scorecard-amended.v1', { ...of, roundId: 'phone', person: 'lena', by: 'lena' });
  const kept = event('interview.scorecard-kept.v1', {
    ...of,
    roundId: 'phone',
    person: 'lena',
    verdict: 'no',
    ratings: the.ratings('yes'),
  });
  it('while others are out it stays hidden', () =>
    given(loop, ...held, ...the.submitted('lena'))
      .when(amend)
      .then(kept, amended));
  it('after the unlocking the round stays complete', () =>
    given(loop, ...the.histories.complete)
      .when(amend)
      .then(kept, amended));
  it('with the same content and no other text it is a repeat', () => {
    given(loop, ...the.histories.complete)
      .when({ ...amend, verdict: 'yes' })
      .thenNothing();
    given(loop, ...the.histories.complete)
      .when({ ...amend, verdict: 'yes', noteId: the.loopId })
      .thenState({ rounds: [{ panel: [{ scorecard: { status: 'amended', verdict: 'yes', noteId: the.loopId } }, {}, {}] }] });
  });
  it('keeps its text when it names no other', () => {
    const noted = { ...the.submitted('lena')[1]!, data: { ...the.submitted('lena')[1]!.data, noteId: the.loopId } } as LoopEvent;
    given(loop, ...held, the.submitted('lena')[0]!, noted)
      .when(amend)
      .thenState({ rounds: [{ panel: [{ scorecard: { noteId: the.loopId } }, {}, {}] }] });
  });
  it('only what is in', () =>
    given(loop, ...held)
      .when(amend)
      .thenRejected('loop/no-scorecard'));
});

describe('waived', () => {
  it('by those who decide, with a reason', () => {
    given(loop, ...held)
      .when(waive)
      .then(the.waived('lena'));
    given(loop, ...held)
      .when({ ...waive, ...as('lena') })
      .thenRejected('loop/not-yours');
  });
  it('the last one completes the round; the other verdicts count', () => {
    given(loop, ...held, ...the.submitted('olaf', 'no'))
      .when(waive)
      .then(the.waived('lena'), the.unlocked());
    given(loop, ...held, the.waived('lena'))
      .when(waive)
      .thenNothing();
  });
  it('not when it is in', () =>
    given(loop, ...held, ...the.submitted('lena'))
      .when(waive)
      .thenRejected('loop/scorecard-in'));
  it('and written after all, it counts', () =>
    given(loop, ...held, the.waived('lena'), ...the.submitted('olaf'), the.unlocked())
      .when(submit)
      .then(...the.submitted('lena')));
});

describe('late', () => {
  const overdue = (...people: string[]) => event('interview.scorecards-overdue.v1', { ...of, roundId: 'phone', people, dueAt: the.dueAt });
  const mark = { do: 'mark-overdue', by: the.givers['mark-overdue']!, at: the.dueAt } as const;
  it('is told once, at its time', () => {
    expect(given(loop, ...held).due()).toEqual({ at: the.dueAt, command: { do: 'mark-overdue' } });
    given(loop, ...held)
      .when({ ...mark, at: '2026-03-04T09:29:00.000Z' })
      .thenNothing();
    given(loop, ...held, ...the.submitted('olaf'))
      .when(mark)
      .then(overdue('lena'));
    given(loop, ...held, overdue('lena', 'olaf'))
      .when(mark)
      .thenNothing();
    expect(given(loop, ...held, overdue('lena', 'olaf')).due()).toBeUndefined();
  });
  it('while another round is still to come, the earlier time is due', () => {
    const both = [...the.planned(), the.scheduled(), the.held(), the.scheduled(2, { endsAt: '2026-03-05T09:00:00.000Z' }, 'extra')];
    const added = event('interview.round-added.v1', {
      ...{ ...of, stageId: 'screen', round: { ...the.extraRound, planRoundId: null }, reason: 'other', by: 'mara' },
    });
    const history = [...both.slice(0, 4), added, both[4]!];
    expect(given(loop, ...history).due()).toEqual({ at: the.dueAt, command: { do: 'mark-overdue' } });
    expect(given(loop, ...history, overdue('lena', 'olaf')).due()).toEqual({
      at: '2026-03-05T09:00:00.000Z',
      command: { do: 'end-rounds' },
    });
  });
  it('is reminded of by a person, not twice in a minute', () => {
    const reminded = event('interview.scorecards-reminded.v1', {
      ...of,
      roundId: 'phone',
      people: ['lena', 'olaf'],
      by: 'mara',
      at: the.endsAt,
    });
    given(loop, ...held)
      .when({ ...commands.remind, at: the.endsAt })
      .then(reminded);
    given(loop, ...held, reminded)
      .when({ ...commands.remind, at: '2026-03-03T09:30:59.000Z' })
      .thenNothing();
    given(loop, ...held, reminded)
      .when({ ...commands.remind, at: '2026-03-03T09:31:00.000Z' })
      .thenState({ rounds: [{ remindedAt: '2026-03-03T09:31:00.000Z' }] });
  });
});

describe('what a scorecard says', () => {
  const { team } = the;
  const sees = (viewer: string, whose: string, ...events: LoopEvent[]) => {
    const state = fold(loop, loop.initial, events);
    const [round] = state.rounds;
    return maySee(state, round!, round!.panel.find(({ person }) => person === whose)!, viewer, team);
  };
  const one = [...held, ...the.submitted('lena')];
  it('is hidden from everybody else while others are out', () => {
    expect(sees('lena', 'lena', ...one)).toBe(true);
    for (const viewer of ['olaf', 'shay', 'mara', 'hiro', 'cleo', 'gus'])
      expect([viewer, sees(viewer, 'lena', ...one)]).toEqual([viewer, false]);
  });
  it('is seen by who wrote it down', () => expect(sees('cleo', 'lena', ...held, ...the.submitted('lena', 'yes', 'cleo'))).toBe(true));
  it('is seen by those of the panel whose own is in', () => {
    const three = [...the.histories.scheduled, the.replaced('shay', 'pia'), the.held(['lena', 'olaf', 'pia']), ...the.submitted('lena')];
    expect([sees('olaf', 'lena', ...three), sees('olaf', 'lena', ...three, ...the.submitted('olaf'))]).toEqual([false, true]);
    expect(sees('pia', 'lena', ...three, ...the.submitted('olaf'))).toBe(false);
  });
  it('is unlocked to panel, shadow, hiring manager and recruiter when all are in', () => {
    for (const viewer of ['olaf', 'shay', 'mara', 'hiro'])
      expect([viewer, sees(viewer, 'lena', ...the.histories.complete)]).toEqual([viewer, true]);
    for (const viewer of ['cleo', 'gus']) expect([viewer, sees(viewer, 'lena', ...the.histories.complete)]).toEqual([viewer, false]);
  });
  it('is seen by a hiring manager on the panel only once their own is in', () => {
    const panel = [
      { person: 'hiro', role: 'lead' as const },
      { person: 'olaf', role: 'member' as const },
    ];
    const history = [...the.planned(), the.scheduled(1, { panel }), the.held(['hiro', 'olaf']), ...the.submitted('olaf')];
    expect(sees('hiro', 'olaf', ...history)).toBe(false);
    expect(sees('hiro', 'olaf', ...history, ...the.submitted('hiro'))).toBe(true);
  });
  it('is seen by the hiring team of a cancelled loop, for nobody can be swayed any more', () =>
    expect([sees('mara', 'lena', ...one, the.cancelled()), sees('olaf', 'lena', ...one, the.cancelled())]).toEqual([true, true]));
  it('is seen by interviewers of other rounds when the loop is concluded', () => {
    const other = [...the.histories.complete, ...the.passed(), the.scheduled(2, { panel: [{ person: 'gus', role: 'lead' }] }, 'skills')];
    expect(sees('gus', 'lena', ...other)).toBe(false);
    expect(sees('gus', 'lena', ...other, the.concluded())).toBe(true);
    expect(sees('eve', 'lena', ...other, the.concluded())).toBe(false);
  });
  it('counts for a viewer only when they see all that are in', () => {
    const state = (...events: LoopEvent[]) => fold(loop, loop.initial, events);
    expect([seesAll(state(...one), 'mara', team), seesAll(state(...the.histories.complete), 'mara', team)]).toEqual([false, true]);
  });
});
