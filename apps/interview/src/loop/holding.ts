/** A round takes place, or somebody does not come. Its end passing is enough; a person may say it, or otherwise, before. */
import type { Command, Decisions } from './commands.js';
import * as no from './round-rejections.js';
import { seatNamed } from './rounds.js';
import { hoursAfter, onlyIn, personOf, roundOf } from './rules.js';
import { base, event, type Folds, isIn, type Loop, type LoopEvent, type Round, voters, withRound } from './state.js';

const held = (state: Loop, round: Round, at: string, by: string): LoopEvent =>
  event('interview.round-held.v1', {
    ...base(state),
    roundId: round.roundId,
    due: voters(round).map(({ person }) => person),
    scorecardsDueAt: hoursAfter(at, round.booking?.scorecardDueHours ?? 0),
    by,
  });

function markHeld(command: Command<'mark-held'>, state: Loop): LoopEvent[] {
  const by = personOf(command);
  const { roundId, earlier, at } = command;
  const round = roundOf(state, roundId);
  if (round.status === 'awaiting_feedback' || round.status === 'complete') return [];
  onlyIn(round, 'scheduled');
  if (!earlier && at < (round.booking?.startsAt ?? '')) throw no.notBegunYet({ roundId });
  if (voters(round).length === 0) throw no.nobodyLeft({ roundId });
  return [held(state, round, at, by)];
}

/** By the deadline: every round whose end has passed. Where nobody with a vote was left, the interviewers did not come. */
function endRounds({ at, by }: Command<'end-rounds'>, state: Loop): LoopEvent[] {
  const over = state.rounds.filter(({ status, booking }) => status === 'scheduled' && booking && booking.endsAt <= at);
  return over.map((round) =>
    voters(round).length > 0
      ? held(state, round, round.booking?.endsAt ?? at, by.id)
      : event('interview.no-show-recorded.v1', { ...base(state), roundId: round.roundId, absent: 'interviewer', by: by.id }),
  );
}

function markNoShow(command: Command<'mark-no-show'>, state: Loop): LoopEvent[] {
  const by = personOf(command);
  const { roundId, absent, person, noteId, at } = command;
  const round = roundOf(state, roundId);
  if (round.status === 'no_show' && round.absent === absent) return [];
  onlyIn(round, 'scheduled', 'awaiting_feedback');
  if (at < (round.booking?.startsAt ?? '')) throw no.notBegunYet({ roundId });
  if (person !== undefined) seatNamed(round, person);
  const written = round.panel.filter(isIn).map((seat) => seat.person);
  if (written.length > 0) throw no.scorecardIn({ people: written });
  return [event('interview.no-show-recorded.v1', { ...base(state), roundId, absent, person, by, noteId })];
}

export const holdingDecisions: Decisions<'mark-held' | 'end-rounds' | 'mark-no-show'> = {
  'mark-held': markHeld,
  'end-rounds': endRounds,
  'mark-no-show': markNoShow,
};

/** When the next end of a round comes. */
export const nextEnd = ({ rounds }: Loop): string | undefined =>
  rounds
    .flatMap(({ status, booking }) => (status === 'scheduled' && booking ? [booking.endsAt] : []))
    .sort()
    .at(0);

export const holdingFolds: Folds<'interview.round-held.v1' | 'interview.no-show-recorded.v1'> = {
  'interview.round-held.v1': (state, { roundId, due, scorecardsDueAt }) =>
    withRound(state, roundId, (round) => ({
      ...round,
      status: 'awaiting_feedback',
      scorecardsDueAt,
      panel: round.panel.map((seat) =>
        due.includes(seat.person) && voters(round).includes(seat) ? { ...seat, scorecard: { status: 'due' } } : seat,
      ),
    })),
  'interview.no-show-recorded.v1': (state, { roundId, absent }) =>
    withRound(state, roundId, (round) => ({ ...round, status: 'no_show', absent, scorecardsDueAt: undefined })),
};
