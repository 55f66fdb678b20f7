/** The plan of a loop: its stages one after the other, passed by people, and one more round where they want it. */
import type { PlannedRound } from '@rolecall/contracts';
import type { Command, Decisions } from './commands.js';
import * as no from './rejections.js';
import { decider, live } from './rules.js';
import { absent, base, event, type Folds, type Loop, type LoopEvent, owing, type Round } from './state.js';

type Stage = Loop['stages'][number];

function plan(command: Command<'plan'>, state: Loop): LoopEvent[] {
  if (state.status !== 'absent') return [];
  const { loopId, applicationId, candidateId, requisitionId, episode, applicationSequence } = command;
  const { version: planVersion, stages } = command.plan;
  const of = { loopId, applicationId, requisitionId, episode };
  const begun = event('interview.planned.v1', { ...of, candidateId, planVersion, stages, applicationSequence });
  return [begun, planned({ ...absent, ...of }, stages[0] as Stage)];
}

const planned = (state: Loop, stage: Stage): LoopEvent =>
  event('interview.stage-planned.v1', { ...base(state), stageId: stage.id, rounds: freshRounds(state, stage) });

const idMax = 60;

/** A stage that is planned again has new rounds beside the old ones: `skills-1`, then `skills-1.2`. */
function freshRounds({ rounds }: Loop, stage: Stage): PlannedRound[] {
  const taken = new Set(rounds.map(({ roundId }) => roundId));
  return stage.rounds.map((round) => {
    let id = round.id;
    for (let n = 2; taken.has(id); n += 1) id = `${round.id.slice(0, idMax)}.${n}`;
    taken.add(id);
    return { ...round, id, planRoundId: round.id };
  });
}

const isUnsettled = ({ status }: Round) =>
  status === 'needs_scheduling' || status === 'waiting_on_candidate' || status === 'scheduled' || status === 'no_show';

/** Refuses while scorecards of these rounds are out. */
export function nothingOwed(rounds: readonly Round[]): void {
  const people = [...new Set(rounds.flatMap(owing).map(({ person }) => person))];
  const late = rounds.filter((round) => owing(round).length > 0).map(({ roundId }) => roundId);
  if (people.length > 0) throw no.scorecardsDue({ rounds: late, people });
}

/** Refuses while a panel and a candidate are invited: that is taken back by a person, round by round. */
export function nothingScheduled(rounds: readonly Round[]): void {
  const open = rounds.filter(({ status }) => status === 'scheduled').map(({ roundId }) => roundId);
  if (open.length > 0) throw no.roundsOpen({ rounds: open });
}

/** Rounds that were never booked, or whose booking came to nothing, fall away with what they were for. */
export const leave = (state: Loop, rounds: readonly Round[], reason: string, by: string): LoopEvent[] =>
  rounds.filter(isUnsettled).map(({ roundId }) => event('interview.round-cancelled.v1', { ...base(state), roundId, reason, by }));

const roundsOfStage = ({ rounds, stageId }: Loop) => rounds.filter((round) => round.stageId === stageId);

function position({ stages }: Loop, stageId: string): number {
  const found = stages.findIndex(({ id }) => id === stageId);
  if (found < 0) throw no.unknownStage({ stageId });
  return found;
}

function passStage(command: Command<'pass-stage'>, state: Loop): LoopEvent[] {
  const by = decider(command, command.team);
  const { stageId } = command;
  const next = state.stages[position(state, stageId) + 1];
  live(state);
  if (state.passed.includes(stageId)) return [];
  if (stageId !== state.stageId) throw no.wrongStage({ stageId, current: state.stageId });
  const rounds = roundsOfStage(state);
  nothingOwed(rounds);
  const open = rounds.filter(isUnsettled).map(({ roundId }) => roundId);
  if (open.length > 0) throw no.roundsOpen({ rounds: open });
  const passed = event('interview.stage-passed.v1', { ...base(state), stageId, nextStageId: next?.id ?? null, by });
  return next ? [passed, planned(state, next)] : [passed];
}

function moveBack(command: Command<'move-back'>, state: Loop): LoopEvent[] {
  const by = decider(command, command.team);
  const { toStageId, reason, noteId } = command;
  const to = position(state, toStageId);
  live(state);
  const { stageId: fromStageId } = state;
  if (toStageId === fromStageId) return [];
  if (to > position(state, fromStageId)) throw no.wrongStage({ stageId: toStageId, current: fromStageId });
  nothingScheduled(roundsOfStage(state));
  return [
    ...leave(state, roundsOfStage(state), 'stage_left', by),
    event('interview.moved-back.v1', { ...base(state), fromStageId, toStageId, reason, by, noteId }),
    planned(state, state.stages[to] as Stage),
  ];
}

/** The same id again is a repeat only when it is the same round. */
export function added(command: Command<'add-round' | 'reopen'>, state: Loop, by: string): LoopEvent {
  const { round, reason, noteId } = command;
  const { stageId } = state;
  return event('interview.round-added.v1', { ...base(state), stageId, round: { ...round, planRoundId: null }, reason, by, noteId });
}

/** True when the loop has this very round; throws when another one has its id. */
export function isKnown({ rounds }: Loop, { id, name, durationMinutes }: Command<'add-round'>['round']): boolean {
  const known = rounds.find(({ roundId }) => roundId === id);
  if (!known) return false;
  if (known.planRoundId === null && known.name === name && known.durationMinutes === durationMinutes) return true;
  throw no.roundExists({ roundId: id });
}

export const stageDecisions: Decisions<'plan' | 'pass-stage' | 'move-back' | 'add-round'> = {
  plan,
  'pass-stage': passStage,
  'move-back': moveBack,
  'add-round': (command, state) => {
    const by = decider(command, command.team);
    live(state);
    return isKnown(state, command.round) ? [] : [added(command, state, by)];
  },
};

const unscheduled = ({ id, ...round }: PlannedRound, stageId: string): Round => ({
  ...round,
  ...{ roundId: id, stageId, status: 'needs_scheduling', panel: [], past: [] },
});

type Types = 'planned' | 'stage-planned' | 'stage-passed' | 'moved-back' | 'round-added';

export const stageFolds: Folds<`interview.${Types}.v1`> = {
  'interview.planned.v1': (state, data) => ({ ...state, ...data, status: 'planned' }),
  'interview.stage-planned.v1': (state, { stageId, rounds }) => ({
    ...state,
    stageId,
    rounds: [...state.rounds, ...rounds.map((round) => unscheduled(round, stageId))],
  }),
  'interview.stage-passed.v1': (state, { stageId }) => ({ ...state, passed: [...state.passed, stageId] }),
  'interview.moved-back.v1': (state, { toStageId }) => {
    const to = state.stages.findIndex(({ id }) => id === toStageId);
    const before = state.stages.slice(0, to).map(({ id }) => id);
    return { ...state, passed: state.passed.filter((stageId) => before.includes(stageId)) };
  },
  'interview.round-added.v1': (state, { stageId, round }) => ({ ...state, rounds: [...state.rounds, unscheduled(round, stageId)] }),
};
