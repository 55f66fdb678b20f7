/** Scorecards: each writes their own, alone. They are unlocked when all are in or waived, and the round is complete then. */
import type { Command, Decisions } from './commands.js';
import * as no from './round-rejections.js';
import { seatNamed } from './rounds.js';
import { decider, onlyIn, roundOf, seatOf, writer } from './rules.js';
import {
  base,
  event,
  type Folds,
  hasSeat,
  isIn,
  type Loop,
  type LoopEvent,
  owing,
  type Round,
  type Scorecard,
  withRound,
} from './state.js';

type Content = Pick<Command<'submit-scorecard'>, 'verdict' | 'ratings'>;

/** The seat of somebody with a vote in a round that was held. */
function voterOf(round: Round, person: string) {
  const seat = seatNamed(round, person);
  if (seat.role === 'shadow') throw no.noVote({ person });
  if (!hasSeat(seat)) throw no.unknownSeat({ person });
  if (round.status === 'needs_scheduling' || round.status === 'waiting_on_candidate' || round.status === 'scheduled')
    throw no.scorecardNotDue({ roundId: round.roundId });
  onlyIn(round, 'awaiting_feedback', 'complete');
  return seat;
}

/** Each competency of the round once. */
function checkRatings({ competencies }: Round, { ratings }: Content): void {
  const asked = competencies.map(({ id }) => id);
  const given = ratings.map(({ competencyId }) => competencyId);
  const unknown = given.filter((id) => !asked.includes(id));
  if (unknown.length > 0) throw no.unknownCompetency({ unknown });
  const missing = asked.filter((id) => !given.includes(id));
  if (missing.length > 0) throw no.ratingsIncomplete({ missing });
}

function says({ verdict, ratings }: Scorecard, content: Content): boolean {
  const levels = new Map(ratings?.map(({ competencyId, rating }) => [competencyId, rating]));
  return verdict === content.verdict && content.ratings.every(({ competencyId, rating }) => levels.get(competencyId) === rating);
}

/**
 * What is not public, what is, and the unlocking when nobody's is missing any more. A commit ends with what is published, so that who only
 * hears of a loop comes as far as its sequence.
 */
function written(
  type: 'interview.scorecard-submitted.v1' | 'interview.scorecard-amended.v1',
  command: Command<'submit-scorecard' | 'amend-scorecard'>,
  state: Loop,
): LoopEvent[] {
  const { roundId, person, verdict, noteId, by } = command;
  const ratings = command.ratings.map(({ competencyId, rating }) => ({ competencyId, rating }));
  const kept = event('interview.scorecard-kept.v1', { ...base(state), roundId, person, verdict, ratings });
  return unlocking([kept, event(type, { ...base(state), roundId, person, by: by.id, noteId })], state, roundId);
}

function unlocking(events: LoopEvent[], before: Loop, roundId: string): LoopEvent[] {
  const after = events.reduce(foldScorecard, before);
  const round = after.rounds.find((each) => each.roundId === roundId) as Round;
  if (round.status === 'complete' || owing(round).length > 0) return events;
  return [...events, event('interview.scorecards-unlocked.v1', { ...base(before), roundId })];
}

export const scorecardDecisions: Decisions<'submit-scorecard' | 'amend-scorecard' | 'waive-scorecard'> = {
  'submit-scorecard': (command, state) => {
    writer(command, command.person, command.team);
    const round = roundOf(state, command.roundId);
    const seat = voterOf(round, command.person);
    checkRatings(round, command);
    if (isIn(seat)) {
      if (says(seat.scorecard, command)) return [];
      throw no.scorecardIn({ people: [command.person] });
    }
    return written('interview.scorecard-submitted.v1', command, state);
  },
  'amend-scorecard': (command, state) => {
    writer(command, command.person, command.team);
    const round = roundOf(state, command.roundId);
    const seat = voterOf(round, command.person);
    checkRatings(round, command);
    if (!isIn(seat)) throw no.noScorecard({ person: command.person });
    const more = command.noteId !== undefined && command.noteId !== seat.scorecard.noteId;
    return says(seat.scorecard, command) && !more ? [] : written('interview.scorecard-amended.v1', command, state);
  },
  'waive-scorecard': (command, state) => {
    const by = decider(command, command.team);
    const { roundId, person, reason, noteId } = command;
    const seat = voterOf(roundOf(state, roundId), person);
    if (seat.scorecard.status === 'waived') return [];
    if (isIn(seat)) throw no.scorecardIn({ people: [person] });
    return unlocking([event('interview.scorecard-waived.v1', { ...base(state), roundId, person, reason, by, noteId })], state, roundId);
  },
};

const withCard = (state: Loop, roundId: string, person: string, change: (card: Scorecard) => Scorecard): Loop =>
  withRound(state, roundId, (round) => {
    const seat = seatOf(round, person);
    return { ...round, panel: round.panel.map((each) => (each === seat ? { ...each, scorecard: change(each.scorecard) } : each)) };
  });

type Types = 'submitted' | 'amended' | 'kept' | 'waived';

const cardFolds: Folds<`interview.scorecard-${Types}.v1`> = {
  'interview.scorecard-submitted.v1': (state, { roundId, person, by, noteId }) =>
    withCard(state, roundId, person, ({ verdict, ratings }) => ({ status: 'submitted', by, noteId, verdict, ratings })),
  'interview.scorecard-amended.v1': (state, { roundId, person, by, noteId }) =>
    withCard(state, roundId, person, (card) => ({ ...card, status: 'amended', by, noteId: noteId ?? card.noteId })),
  'interview.scorecard-kept.v1': (state, { roundId, person, verdict, ratings }) =>
    withCard(state, roundId, person, (card) => ({ ...card, verdict, ratings })),
  'interview.scorecard-waived.v1': (state, { roundId, person, by, reason, noteId }) =>
    withCard(state, roundId, person, () => ({ status: 'waived', by, reason, noteId })),
};

const foldScorecard = (state: Loop, { type, data }: LoopEvent): Loop =>
  (cardFolds[type as keyof typeof cardFolds] as (state: Loop, of: typeof data) => Loop)(state, data);

export const scorecardFolds: Folds<`interview.scorecard-${Types}.v1` | 'interview.scorecards-unlocked.v1'> = {
  ...cardFolds,
  'interview.scorecards-unlocked.v1': (state, { roundId }) => withRound(state, roundId, (round) => ({ ...round, status: 'complete' })),
};
