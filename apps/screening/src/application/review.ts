/** Review, the way to interviews and to a decision, and back. Each step is a person's; a conclusion rejects nobody. */
import type { Shown } from '@rolecall/contracts';
import type { Command, Decisions } from './commands.js';
import { searchIsOn } from './intake.js';
import * as no from './rejections.js';
import { heard } from './silence.js';
import {
  type Application,
  type ApplicationEvent,
  base,
  event,
  type Folds,
  isEnded,
  isGone,
  isOpen,
  type OpenStage,
  openStages,
  personOf,
} from './state.js';

/** Refuses what has ended by its own name, and every other wrong state by another. */
export function onlyIn(state: Application, allowed: readonly string[]): void {
  if (allowed.includes(state.status)) return;
  const { status } = state;
  throw isEnded(status) || isGone(status) ? no.ended({ status }) : no.wrongState({ status, allowed });
}

/** What the decider of people had before them: what they name, else what is there now. */
export function shownOf(state: Application, named: Shown | undefined): Shown {
  if (named?.evaluation && !state.evaluations.includes(named.evaluation)) throw no.unknownEvaluation({ evaluation: named.evaluation });
  const evaluation = state.evaluation.status === 'done' ? state.evaluation.result.evaluationId : null;
  return named ?? { roleVersion: state.pins.role, evaluation };
}

export const advanced = (state: Application, by: string, at: string, more: { shown?: Shown; planVersion?: number } = {}) =>
  event('application.advanced.v1', {
    ...{ ...base(state), by, at },
    planVersion: more.planVersion ?? state.pins.plan,
    ...(more.shown ? { shown: more.shown } : {}),
  });

function moveBack(command: Command<'move-back'>, state: Application): ApplicationEvent[] {
  const by = personOf(command);
  onlyIn(state, ['received', 'in_review', 'interviewing', 'decision']);
  const from = state.status as OpenStage;
  if (from === command.to) return [];
  if (openStages.indexOf(command.to) > openStages.indexOf(from)) throw no.wrongState({ status: from, to: command.to });
  const { to, reason, at } = command;
  const moved = event('application.moved-back.v1', { ...base(state), by, from, to, reason, at });
  // An episode that never went to interviews begins them now; one that did goes on with the loop it has.
  return command.to === 'interviewing' && !state.advanced ? [moved, advanced(state, by, at)] : [moved];
}

/** Said by a loop of an episode that is over, and not only because its offer ended. */
const saidTooLate = (state: Application, loopEpisode: number) => !['offer_ended', undefined].includes(state.past[loopEpisode]);

function enterStage({ loopId, loopEpisode, stageId, at, by }: Command<'enter-stage'>, state: Application): ApplicationEvent[] {
  if (saidTooLate(state, loopEpisode) || !isOpen(state.status)) return [];
  const known = state.stage;
  return known?.loopId === loopId && known.stageId === stageId
    ? []
    : [event('application.stage-entered.v1', { ...base(state), loopId, stageId, at }), ...heard(state, by.id)];
}

function concludeInterviews(command: Command<'conclude-interviews'>, state: Application): ApplicationEvent[] {
  const { loopId, loopEpisode, conclusion, dissent, concludedBy: by } = command;
  if (saidTooLate(state, loopEpisode)) return [];
  const waits = isOpen(state.status) || (isEnded(state.status) && isOpen(state.end?.from ?? 'absent'));
  if (!waits) return [];
  const known = state.conclusion;
  const same = known?.loopId === loopId && known.conclusion === conclusion && known.dissent === dissent;
  if (same && (state.end?.from ?? state.status) === 'decision') return [];
  return [event('application.decision-due.v1', { ...base(state), loopId, loopEpisode, conclusion, dissent, by }), ...heard(state, by)];
}

export const reviewDecisions: Decisions<'start-review' | 'advance' | 'move-back' | 'enter-stage' | 'conclude-interviews'> = {
  'start-review': (command, state) => {
    const by = personOf(command);
    if (state.status === 'in_review') return [];
    onlyIn(state, ['received']);
    return [event('application.review-started.v1', { ...base(state), by })];
  },
  advance: (command, state) => {
    const by = personOf(command);
    if (state.status === 'interviewing') return [];
    onlyIn(state, ['received', 'in_review']);
    searchIsOn(command.requisition);
    return [advanced(state, by, command.at, { shown: shownOf(state, command.shown), planVersion: command.planVersion })];
  },
  'move-back': moveBack,
  'enter-stage': enterStage,
  'conclude-interviews': concludeInterviews,
};

type Types = 'review-started' | 'advanced' | 'moved-back' | 'stage-entered' | 'decision-due';

export const reviewFolds: Folds<`application.${Types}.v1`> = {
  'application.review-started.v1': (state) => ({ ...state, status: 'in_review' }),
  'application.advanced.v1': (state, { planVersion, at }) => ({
    ...state,
    waitsSince: at,
    status: 'interviewing',
    reacted: true,
    advanced: true,
    stage: undefined,
    pins: { ...state.pins, plan: planVersion },
  }),
  'application.moved-back.v1': (state, { to, at }) => ({ ...state, status: to, waitsSince: at }),
  'application.stage-entered.v1': (state, { loopId, stageId, at }) => ({ ...state, stage: { loopId, stageId }, waitsSince: at }),
  'application.decision-due.v1': (state, { loopId, conclusion, dissent }) => {
    const concluded = { ...state, conclusion: { loopId, conclusion, dissent } };
    return state.end ? { ...concluded, end: { ...state.end, from: 'decision' } } : { ...concluded, status: 'decision' };
  },
};
