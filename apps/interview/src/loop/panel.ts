/** The panel of a round that is booked: its people accept or decline, and are replaced one by one. */
import type { Command, Decisions } from './commands.js';
import * as no from './round-rejections.js';
import { isKnown, seatNamed } from './rounds.js';
import { onlyIn, personOf, roundOf, seatOf } from './rules.js';
import { base, event, type Folds, hasSeat, type Loop, type LoopEvent, type Round, type Seat, withRound } from './state.js';

function respond(command: Command<'respond'>, state: Loop): LoopEvent[] {
  const person = personOf(command);
  const { roundId, answer, reason, noteId } = command;
  const round = roundOf(state, roundId);
  const seat = seatOf(round, person);
  if (!seat || seat.response === 'replaced') throw no.notOnPanel({ roundId });
  onlyIn(round, 'scheduled');
  const { response } = seat;
  if (answer === 'accept') {
    if (response === 'declined') throw no.invitationDeclined({ roundId });
    return response === 'accepted' ? [] : [event('interview.invitation-accepted.v1', { ...base(state), roundId, person })];
  }
  return response === 'declined' ? [] : [event('interview.invitation-declined.v1', { ...base(state), roundId, person, reason, noteId })];
}

function replace(command: Command<'replace-interviewer'>, state: Loop): LoopEvent[] {
  const by = personOf(command);
  const { roundId, person, replacement, bookingId, ofBookingId, reason, noteId, at } = command;
  const round = roundOf(state, roundId);
  const there = seatOf(round, replacement);
  const gone = seatOf(round, person);
  if (gone?.response === 'replaced' && there && hasSeat(there)) return [];
  onlyIn(round, 'scheduled');
  const { role } = seatNamed(round, person);
  if (there && (hasSeat(there) || replacement === person)) throw no.alreadyOnPanel({ person: replacement });
  if (round.booking?.bookingId !== ofBookingId) throw no.movedMeanwhile({ roundId });
  if ((round.booking?.endsAt ?? '') <= at) throw no.inThePast({ roundId });
  if (isKnown(state, bookingId)) throw no.bookingOver({ bookingId });
  return [
    event('interview.interviewer-replaced.v1', { ...base(state), roundId, person, replacement, role, bookingId, reason, by, noteId }),
  ];
}

export const panelDecisions: Decisions<'respond' | 'replace-interviewer'> = { respond, 'replace-interviewer': replace };

/** The latest seat of a person is changed; earlier ones are history. */
function withSeat(round: Round, person: string, change: (seat: Seat) => Seat): Round {
  const seat = seatOf(round, person);
  return { ...round, panel: round.panel.map((each) => (each === seat ? change(each) : each)) };
}

const responded = (state: Loop, roundId: string, person: string, response: Seat['response']): Loop =>
  withRound(state, roundId, (round) => withSeat(round, person, (seat) => ({ ...seat, response })));

type Types = 'invitation-accepted' | 'invitation-declined' | 'interviewer-replaced';

export const panelFolds: Folds<`interview.${Types}.v1`> = {
  'interview.invitation-accepted.v1': (state, { roundId, person }) => responded(state, roundId, person, 'accepted'),
  'interview.invitation-declined.v1': (state, { roundId, person }) => responded(state, roundId, person, 'declined'),
  'interview.interviewer-replaced.v1': (state, { roundId, person, replacement, role, bookingId }) =>
    withRound(responded(state, roundId, person, 'replaced'), roundId, (round) => ({
      ...round,
      panel: [...round.panel, { person: replacement, role, bookingId, response: 'invited', scorecard: { status: 'not_due' } }],
    })),
};
