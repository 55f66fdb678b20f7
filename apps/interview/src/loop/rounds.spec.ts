/** Rounds: booked, moved, cancelled, held, and what calendars follow. */
import { fold, given } from '@rolecall/kernel';
import * as the from './loop.examples.js';
import { loop } from './loop.js';
import { event, isTaken, type LoopEvent, slotsOf } from './state.js';

const { commands, of } = the;
const schedule = (more: Parameters<typeof the.slot>[1] = {}) => ({ do: 'schedule-round', ...the.appointment(1, more) }) as const;
const stateOf = (...events: LoopEvent[]) => fold(loop, loop.initial, events);
const taken = (...events: LoopEvent[]) =>
  stateOf(...events)
    .rounds.flatMap(slotsOf)
    .map(
      ({ person, bookingId, taken: is }) => `${person} ${[1, 2, 9].find((n) => the.bookingId(n) === bookingId)} ${is ? 'taken' : 'free'}`,
    );

describe('a round is scheduled', () => {
  it('at an instant with its local time and zone, and an end by its duration', () =>
    given(loop, ...the.planned())
      .when(commands['schedule-round'])
      .then(the.scheduled()));
  it('also while the second build waits on the candidate', () => {
    const { state } = given(loop, ...the.planned());
    const waiting = { ...state, rounds: state.rounds.map((round) => ({ ...round, status: 'waiting_on_candidate' as const })) };
    const context = { at: the.time, by: { kind: 'person', id: 'mara' } } as const;
    expect(loop.decide({ ...commands['schedule-round'], ...context }, waiting)).toEqual([the.scheduled()]);
    expect(() => loop.decide({ ...commands['submit-scorecard'], ...context, person: 'mara' }, waiting)).toThrow();
  });
  it('and so the loop is in progress, with its people invited', () =>
    given(loop, ...the.planned())
      .when(commands['schedule-round'])
      .thenState({
        status: 'in_progress',
        interviewers: ['lena', 'olaf', 'shay'],
        rounds: [{ status: 'scheduled', panel: [{ person: 'lena', response: 'invited', scorecard: { status: 'not_due' } }, {}, {}] }],
      }));
  it.each([
    ['in the past', schedule({ startsAt: the.time }), 'loop/in-the-past'],
    [
      'with two leads',
      schedule({
        panel: [
          { person: 'a', role: 'lead' },
          { person: 'b', role: 'lead' },
        ],
      }),
      'loop/two-leads',
    ],
    ['with a shadow alone', schedule({ panel: [{ person: 'a', role: 'shadow' }] }), 'loop/panel-too-small'],
    ['in no round of the loop', { ...schedule(), roundId: 'lunch' }, 'loop/unknown-round'],
  ])('not %s', (_, command, code) =>
    given(loop, ...the.planned())
      .when(command)
      .thenRejected(code),
  );
  it('not while the candidate is in another round, but right after it', () => {
    const two = [...the.histories.complete, ...the.passed(), the.scheduled(2, { endsAt: '2026-03-03T10:00:00.000Z' }, 'skills')];
    const together = (startsAt: string) => ({ ...schedule({ bookingId: the.bookingId(3), startsAt }), roundId: 'together' });
    given(loop, ...two)
      .when(together('2026-03-03T09:59:00.000Z'))
      .thenRejected('loop/candidate-busy', { roundId: 'skills' });
    given(loop, ...two)
      .when(together('2026-03-03T10:00:00.000Z'))
      .thenState({ rounds: [{}, {}, { roundId: 'together', status: 'scheduled' }] });
  });
  it('not by a request whose calendars were given back', () => {
    const abandoned = event('interview.booking-abandoned.v1', { ...of, roundId: 'phone', bookingId: the.bookingId(1) });
    given(loop, ...the.planned(), abandoned)
      .when(commands['schedule-round'])
      .thenRejected('loop/booking-over');
    given(loop, ...the.planned(), abandoned)
      .when({ do: 'abandon-booking', roundId: 'phone', bookingId: the.bookingId(1) })
      .thenNothing();
  });
  it('once: the same time and panel again is a repeat, another one is not', () => {
    const again = (more: Parameters<typeof the.slot>[1]) =>
      given(loop, ...the.histories.scheduled).when({ ...schedule({ bookingId: the.bookingId(5), ...more }) });
    again({}).thenNothing();
    again({ startsAt: '2026-03-03T09:05:00.000Z' }).thenRejected('loop/wrong-round-state');
    again({ panel: the.slot().panel.slice(0, 2) }).thenRejected('loop/wrong-round-state');
    again({ placeId: the.loopId }).thenRejected('loop/wrong-round-state', { roundId: 'phone', status: 'scheduled' });
  });
});

describe('a hold that ran out', () => {
  it('is abandoned when nothing was scheduled, and never after', () => {
    const abandon = { do: 'abandon-booking', roundId: 'phone', bookingId: the.bookingId(1) } as const;
    given(loop, ...the.planned())
      .when(abandon)
      .then(event('interview.booking-abandoned.v1', { ...of, roundId: 'phone', bookingId: the.bookingId(1) }));
    for (const history of [the.histories.scheduled, the.histories.cancelled, [...the.histories.scheduled, the.moved()]])
      given(loop, ...history)
        .when(abandon)
        .thenNothing();
  });
});

describe('a round is moved', () => {
  it('with a reason; the earlier booking is over', () => {
    const booking = the.booked(2, { startsAt: '2026-03-03T11:00:00.000Z', endsAt: '2026-03-03T11:30:00.000Z', local: '2026-03-03T12:00' });
    given(loop, ...the.histories.scheduled)
      .when(commands['move-round'])
      .then(
        event('interview.round-moved.v1', {
          ...of,
          roundId: 'phone',
          fromBookingId: the.bookingId(1),
          booking,
          reason: 'other',
          by: 'mara',
        }),
      );
    given(
      loop,
      ...the.histories.scheduled,
      event('interview.round-moved.v1', { ...of, roundId: 'phone', fromBookingId: the.bookingId(1), booking, reason: 'other', by: 'mara' }),
    )
      .when(commands['move-round'])
      .thenNothing();
  });
  it('after a no-show, with a new panel', () =>
    given(loop, ...the.histories.no_show)
      .when(commands['reschedule-round'])
      .thenState({ rounds: [{ status: 'scheduled', absent: undefined, reason: 'no_show', panel: [{ response: 'invited' }, {}, {}] }] }));
  it('only to another place, too', () =>
    given(loop, ...the.histories.scheduled)
      .when({ do: 'move-round', ...the.appointment(2, { placeId: the.loopId }), reason: 'place' })
      .thenState({ rounds: [{ booking: { placeId: the.loopId, bookingId: the.bookingId(2) } }] }));
});

describe('a round is held', () => {
  it('when its end passes, which makes scorecards due', () => {
    expect(given(loop, ...the.histories.scheduled).due()).toEqual({ at: the.endsAt, command: { do: 'end-rounds' } });
    const end = { do: 'end-rounds', by: the.givers['end-rounds']! } as const;
    given(loop, ...the.histories.scheduled)
      .when({ ...end, at: '2026-03-03T09:29:59.999Z' })
      .thenNothing();
    given(loop, ...the.histories.scheduled)
      .when({ ...end, at: the.endsAt })
      .then(the.held());
    given(loop, ...the.histories.scheduled)
      .when({ ...end, at: '2026-03-03T12:00:00.000Z' })
      .then(the.held());
  });
  it('all that end at one moment at once', () => {
    const two = [...the.histories.complete, ...the.passed(), the.scheduled(2, {}, 'skills'), the.scheduled(3, {}, 'together')];
    const end = given(loop, ...two).when({ do: 'end-rounds', at: the.endsAt, by: the.givers['end-rounds']! });
    expect(end.events().map(({ data }) => (data as { roundId: string }).roundId)).toEqual(['skills', 'together']);
    end.thenState({ rounds: [{}, { status: 'awaiting_feedback' }, { status: 'awaiting_feedback' }] });
  });
  it('when a person says so, once it has begun or was earlier', () => {
    const mark = { do: 'mark-held', roundId: 'phone', earlier: false } as const;
    given(loop, ...the.histories.scheduled)
      .when(mark)
      .thenRejected('loop/not-begun-yet', { roundId: 'phone' });
    const dueAt = '2026-03-04T09:10:00.000Z';
    const byMara = event('interview.round-held.v1', { ...of, roundId: 'phone', due: ['lena', 'olaf'], scorecardsDueAt: dueAt, by: 'mara' });
    given(loop, ...the.histories.scheduled)
      .when({ ...mark, at: '2026-03-03T09:10:00.000Z' })
      .then(byMara);
    given(loop, ...the.histories.scheduled)
      .when(commands['mark-held'])
      .thenState({ rounds: [{ status: 'awaiting_feedback', scorecardsDueAt: '2026-03-03T09:00:00.000Z' }] });
  });
  it('by those who did not decline: nobody else owes a scorecard', () =>
    given(loop, ...the.histories.scheduled, the.declined('olaf'))
      .when({ do: 'end-rounds', at: the.endsAt, by: the.givers['end-rounds']! })
      .then(the.held(['lena'])));
  it('not when nobody with a vote is left: then the interviewers did not come', () => {
    const left = [...the.histories.scheduled, the.declined('olaf'), the.declined('lena')];
    given(loop, ...left)
      .when(commands['mark-held'])
      .thenRejected('loop/nobody-left');
    given(loop, ...left)
      .when({ do: 'end-rounds', at: the.endsAt, by: the.givers['end-rounds']! })
      .then(event('interview.no-show-recorded.v1', { ...of, roundId: 'phone', absent: 'interviewer', by: 'end-rounds' }));
  });
});

describe('a no-show', () => {
  const mark = { ...commands['mark-no-show'], at: '2026-03-03T09:10:00.000Z' };
  it('of the candidate, recorded once, frees the calendars', () => {
    given(loop, ...the.histories.scheduled)
      .when(mark)
      .then(the.noShow());
    given(loop, ...the.histories.no_show)
      .when(mark)
      .thenNothing();
    expect(taken(...the.histories.no_show)).toEqual(['lena 1 free', 'olaf 1 free', 'shay 1 free']);
  });
  it('of an interviewer, who is named', () =>
    given(loop, ...the.histories.scheduled)
      .when({ ...mark, absent: 'interviewer', person: 'lena' })
      .then(event('interview.no-show-recorded.v1', { ...of, roundId: 'phone', absent: 'interviewer', person: 'lena', by: 'mara' })));
  it.each([
    ['of somebody who was not invited', { ...mark, absent: 'interviewer' as const, person: 'gus' }, [], 'loop/unknown-seat'],
    ['before the round has begun', { ...mark, at: the.time }, [], 'loop/not-begun-yet'],
    ['when a scorecard is in', mark, [the.held(), ...the.submitted('olaf')], 'loop/scorecard-in'],
  ])('not %s', (_, command, more, code) =>
    given(loop, ...the.histories.scheduled, ...more)
      .when(command)
      .thenRejected(code),
  );
});

describe('calendars follow', () => {
  it('whom the loop has booked', () => expect(taken(...the.histories.scheduled)).toEqual(['lena 1 taken', 'olaf 1 taken', 'shay 1 taken']));
  it('a move, a decline and a replacement', () => {
    expect(taken(...the.histories.scheduled, the.moved())).toEqual([
      ...['lena 1 free', 'olaf 1 free', 'shay 1 free'],
      ...['lena 2 taken', 'olaf 2 taken', 'shay 2 taken'],
    ]);
    expect(taken(...the.histories.scheduled, the.declined('olaf'), the.replaced('olaf', 'pia'))).toEqual([
      ...['lena 1 taken', 'olaf 1 free', 'shay 1 taken', 'pia 9 taken'],
    ]);
  });
  it('a cancelled loop; but what was complete stays in them', () => {
    expect(taken(...the.histories.cancelled)).toEqual(['lena 1 free', 'olaf 1 free', 'shay 1 free']);
    expect(taken(...the.histories.complete, the.cancelled())[0]).toBe('lena 1 taken');
  });
  it('nothing that the loop never booked', () => {
    expect(taken(...the.planned())).toEqual([]);
    expect(isTaken(stateOf(...the.histories.scheduled), the.bookingId(2), 'lena')).toBe(false);
    expect(isTaken(stateOf(...the.histories.scheduled), the.bookingId(1), 'lena')).toBe(true);
  });
});
