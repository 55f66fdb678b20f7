/** The conclusion, drawn by a person allowed to and never against their colleagues unsaid; and the other ends of a loop. */
import type { Rating } from '@rolecall/contracts';
import type { Command, Decisions } from './commands.js';
import * as no from './rejections.js';
import { decider, live } from './rules.js';
import { added, isKnown, leave, nothingOwed, nothingScheduled } from './stages.js';
import { base, event, type Folds, isIn, type Loop, type LoopEvent } from './state.js';

export interface Verdicts {
  readonly yes: number;
  readonly no: number;
}

/** Of every scorecard that is in, in every round that took place; but for one whose content was lost with the database, which nobody guesses. */
export function verdictsOf({ rounds }: Loop): Verdicts {
  const held = rounds.filter(({ status }) => status === 'awaiting_feedback' || status === 'complete');
  const all = held.flatMap(({ panel }) => panel.filter(isIn)).map(({ scorecard: { verdict } }) => verdict);
  const count = (...verdicts: Rating[]) => all.filter((verdict) => verdict && verdicts.includes(verdict)).length;
  return { yes: count('yes', 'strong_yes'), no: count('no', 'strong_no') };
}

/** Only a clear yes or no can go against a majority; a tie has none. */
export const isDissent = (conclusion: Command<'conclude'>['conclusion'], { yes, no: against }: Verdicts): boolean =>
  (conclusion === 'hire' && against > yes) || (conclusion === 'no_hire' && yes > against);

function conclude(command: Command<'conclude'>, state: Loop): LoopEvent[] {
  const by = decider(command, command.team);
  const { conclusion, dissent, reason, noteId } = command;
  if (state.status === 'concluded' && state.conclusion?.conclusion === conclusion && state.conclusion.dissent === dissent) return [];
  live(state);
  if (state.status === 'planned') throw no.nothingBegun();
  nothingOwed(state.rounds);
  nothingScheduled(state.rounds);
  const verdicts = verdictsOf(state);
  const against = isDissent(conclusion, verdicts);
  if (against && !(dissent && reason)) throw no.dissentRequired({ ...verdicts });
  if (dissent && !against) throw no.noDissent({ ...verdicts });
  const { candidateId } = state;
  return [
    ...leave(state, state.rounds, 'loop_concluded', by),
    event('interview.concluded.v1', { ...base(state), candidateId, conclusion, dissent, verdicts, by, reason, noteId }),
  ];
}

function reopen(command: Command<'reopen'>, state: Loop): LoopEvent[] {
  const by = decider(command, command.team);
  const { reason, noteId } = command;
  if (state.applicationEnded) throw no.applicationEnded({ how: state.applicationEnded });
  const known = isKnown(state, command.round);
  if (state.status === 'concluded' || state.status === 'cancelled') {
    if (known) throw no.roundExists({ roundId: command.round.id });
    const reopened = event('interview.reopened.v1', { ...base(state), from: state.status, reason, by, noteId });
    return [reopened, added(command, state, by)];
  }
  if (known) return [];
  throw no.notEnded({ status: state.status });
}

/** The application is over for this loop: it ends, and stays so. */
function end({ how, by, applicationSequence }: Command<'end'>, state: Loop): LoopEvent[] {
  // A word from before the application was advanced, delivered again: it was taken back since.
  const late = (applicationSequence ?? Number.POSITIVE_INFINITY) < (state.applicationSequence ?? 0);
  if (state.applicationEnded || late) return [];
  const ended = event('interview.application-ended.v1', { ...base(state), how });
  if (state.status === 'concluded' || state.status === 'cancelled') return [ended];
  return [event('interview.cancelled.v1', { ...base(state), reason: how, by: by.id }), ended];
}

export const endingDecisions: Decisions<'conclude' | 'reopen' | 'cancel' | 'end'> = {
  conclude,
  reopen,
  cancel: (command, state) => {
    const by = decider(command, command.team);
    const { reason, noteId } = command;
    if (state.status === 'cancelled') return [];
    live(state);
    return [event('interview.cancelled.v1', { ...base(state), reason, by, noteId })];
  },
  end,
};

export const endingFolds: Folds<`interview.${'concluded' | 'reopened' | 'cancelled' | 'application-ended'}.v1`> = {
  'interview.concluded.v1': (state, { conclusion, dissent, reason, by }) => ({
    ...state,
    status: 'concluded',
    conclusion: { conclusion, dissent, reason, by },
  }),
  'interview.reopened.v1': (state) => ({ ...state, status: 'in_progress', conclusion: undefined, cancelled: undefined }),
  'interview.cancelled.v1': (state, { reason, by }) => ({
    ...state,
    status: 'cancelled',
    cancelled: { reason, by },
    interviewers: [],
    rounds: state.rounds.map((round) => (round.status === 'complete' ? round : { ...round, status: 'cancelled' })),
  }),
  'interview.application-ended.v1': (state, { how }) => ({ ...state, applicationEnded: how }),
};
