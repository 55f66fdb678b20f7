/** The evaluation beside the application: data that a person may correct, never a state, never a judgement. */
import type { Evaluation, FindingKind } from '@rolecall/contracts';
import type { Due } from '@rolecall/kernel';
import type { Finding } from '@rolecall/role-schema';
import type { Command, Decisions } from './commands.js';
import * as no from './rejections.js';
import {
  type Application,
  type ApplicationEvent,
  base,
  type EvaluationState,
  event,
  type Folds,
  isEnded,
  isGone,
  personOf,
} from './state.js';
import { inHours } from './tasks.js';

/** A pending evaluation that nobody made in this time is made by the timer: half a minute. */
const hoursToEvaluate = 30 / 3600;

export interface CorrectedFinding extends Finding {
  /** What it gives and could give; absent for a requirement that nobody confirmed, which scores nothing. */
  readonly points?: number;
  readonly of?: number;
  readonly corrected?: { readonly from: FindingKind; readonly by: string; readonly reason: string };
}

const partOf = ({ score }: Evaluation, requirementId: string) => score.parts.find((part) => part.requirementId === requirementId);

/** The findings as people see them: the machine's own, unless a person corrected one. */
export function findingsOf(evaluation: EvaluationState): CorrectedFinding[] {
  if (evaluation.status !== 'done') return [];
  return evaluation.result.findings.map((found) => {
    const part = partOf(evaluation.result, found.requirementId);
    const scored = part ? { ...found, points: part.points, of: part.of } : found;
    const correction = evaluation.corrections[found.requirementId];
    if (!correction) return scored;
    const { finding, points, by, reason } = correction;
    return { ...scored, ...(part ? { points } : {}), finding, corrected: { from: found.finding, by, reason } };
  });
}

/** The sum of the findings' points, corrections included. */
export function scoreOf(evaluation: EvaluationState): { total: number; of: number } | null {
  if (evaluation.status !== 'done') return null;
  const total = findingsOf(evaluation).reduce((sum, { points = 0 }) => sum + points, 0);
  return { total, of: evaluation.result.score.of };
}

/** As the evaluator counts: shown whole, mentioned half; back to its own finding, its own points. */
const fractions = { shown: 1, mentioned: 0.5, not_found: 0 };

function pointsFor(evaluation: Evaluation, found: Finding, finding: FindingKind): number {
  const part = partOf(evaluation, found.requirementId);
  if (!part) return 0;
  return finding === found.finding ? part.points : Math.round(part.of * fractions[finding]);
}

function correct(command: Command<'correct-finding'>, state: Application): ApplicationEvent[] {
  const by = personOf(command);
  const { evaluation } = state;
  if (evaluation.status !== 'done') throw no.noEvaluation({ status: evaluation.status });
  const { requirementId, finding, reason, noteId } = command;
  const found = evaluation.result.findings.find((each) => each.requirementId === requirementId);
  if (!found) throw no.unknownRequirement({ requirementId });
  const from = evaluation.corrections[requirementId]?.finding ?? found.finding;
  if (from === finding) return [];
  const { evaluationId } = evaluation.result;
  const points = pointsFor(evaluation.result, found, finding);
  return [
    event('application.finding-corrected.v1', {
      ...base(state),
      evaluationId,
      requirementId,
      from,
      to: finding,
      points,
      reason,
      by,
      noteId,
    }),
  ];
}

export const evaluationDecisions: Decisions<
  'record-evaluation' | 'record-evaluation-unavailable' | 'request-evaluation' | 'decline-evaluation' | 'correct-finding'
> = {
  'record-evaluation': ({ evaluation, at }, state) =>
    state.evaluation.status === 'pending' && !isGone(state.status) && evaluation.versions.resume === state.resumeVersion
      ? [event('application.evaluated.v1', { ...base(state), evaluation, at })]
      : [],
  'record-evaluation-unavailable': ({ why }, state) =>
    state.evaluation.status === 'pending' && !isGone(state.status)
      ? [event('application.evaluation-unavailable.v1', { ...base(state), why })]
      : [],
  'request-evaluation': (command, state) => {
    const by = personOf(command);
    if (isEnded(state.status) || isGone(state.status)) throw no.ended({ status: state.status });
    if (state.evaluation.status === 'not_applicable') throw no.evaluationNotApplicable({ why: state.evaluation.why });
    return state.evaluation.status === 'pending'
      ? []
      : [event('application.evaluation-requested.v1', { ...base(state), by, at: command.at })];
  },
  'decline-evaluation': (command, state) => {
    const by = personOf(command);
    if (isGone(state.status)) throw no.ended({ status: state.status });
    return state.evaluation.status === 'not_applicable' ? [] : [event('application.evaluation-declined.v1', { ...base(state), by })];
  },
  'correct-finding': (command, state) => {
    if (isGone(state.status)) throw no.ended({ status: state.status });
    return correct(command, state);
  },
};

/** When the timer makes a pending evaluation, for a crash may have lost the first try. */
export const evaluationDue = (state: Application): Due<Command<'record-evaluation-unavailable'>> | undefined =>
  state.evaluation.status === 'pending' && !isEnded(state.status) && !isGone(state.status)
    ? {
        at: inHours(state.evaluation.since, hoursToEvaluate),
        command: { do: 'record-evaluation-unavailable', why: 'not_in_time' } as never,
      }
    : undefined;

type Types = 'evaluated' | 'evaluation-unavailable' | 'evaluation-requested' | 'evaluation-declined' | 'finding-corrected';

export const evaluationFolds: Folds<`application.${Types}.v1`> = {
  'application.evaluated.v1': (state, { evaluation }) => ({
    ...state,
    evaluation: { status: 'done', result: evaluation, corrections: {} },
    evaluations: [...state.evaluations, evaluation.evaluationId],
  }),
  'application.evaluation-unavailable.v1': (state, { why }) => ({ ...state, evaluation: { status: 'unavailable', why } }),
  'application.evaluation-requested.v1': (state, { at }) => ({ ...state, evaluation: { status: 'pending', since: at } }),
  'application.evaluation-declined.v1': (state) => ({ ...state, evaluation: { status: 'not_applicable', why: 'candidate_wish' } }),
  'application.finding-corrected.v1': (state, { requirementId, to, points, by, reason }) =>
    state.evaluation.status !== 'done'
      ? state
      : {
          ...state,
          evaluation: {
            ...state.evaluation,
            corrections: { ...state.evaluation.corrections, [requirementId]: { finding: to, points, by, reason } },
          },
        },
};
