/** Scorecards that are out: people are reminded by people, and what is late is told once. */
import type { Command, Decisions } from './commands.js';
import { nothingDue } from './round-rejections.js';
import { personOf, roundOf } from './rules.js';
import { base, event, type Folds, type Loop, type LoopEvent, owing, type Round, withRound } from './state.js';

/** Nobody is reminded twice within a minute. */
const remindAgainMs = 60_000;

function remind(command: Command<'remind'>, state: Loop): LoopEvent[] {
  const by = personOf(command);
  const { roundId, at } = command;
  const round = roundOf(state, roundId);
  const people = owing(round).map(({ person }) => person);
  if (people.length === 0) throw nothingDue({ roundId });
  if (round.remindedAt && Date.parse(at) - Date.parse(round.remindedAt) < remindAgainMs) return [];
  return [event('interview.scorecards-reminded.v1', { ...base(state), roundId, people, by, at })];
}

const notTold = (round: Round) => owing(round).filter(({ scorecard }) => !scorecard.overdue);

function markOverdue({ at }: Command<'mark-overdue'>, state: Loop): LoopEvent[] {
  return state.rounds
    .filter((round) => (round.scorecardsDueAt ?? '') <= at && notTold(round).length > 0)
    .map((round) =>
      event('interview.scorecards-overdue.v1', {
        ...base(state),
        roundId: round.roundId,
        people: notTold(round).map(({ person }) => person),
        dueAt: round.scorecardsDueAt ?? at,
      }),
    );
}

export const remindingDecisions: Decisions<'remind' | 'mark-overdue'> = { remind, 'mark-overdue': markOverdue };

/** When scorecards are late that nobody was told of yet. */
export const nextOverdue = ({ rounds }: Loop): string | undefined =>
  rounds
    .flatMap((round) => (round.scorecardsDueAt && notTold(round).length > 0 ? [round.scorecardsDueAt] : []))
    .sort()
    .at(0);

export const remindingFolds: Folds<'interview.scorecards-reminded.v1' | 'interview.scorecards-overdue.v1'> = {
  'interview.scorecards-reminded.v1': (state, { roundId, at }) => withRound(state, roundId, (round) => ({ ...round, remindedAt: at })),
  'interview.scorecards-overdue.v1': (state, { roundId, people }) =>
    withRound(state, roundId, (round) => ({
      ...round,
      panel: round.panel.map((seat) =>
        people.includes(seat.person) && seat.scorecard.status === 'due'
          ? { ...seat, scorecard: { ...seat.scorecard, overdue: true } }
          : seat,
      ),
    })),
};
