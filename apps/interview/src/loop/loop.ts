/** THE DECIDER of an interview loop. Start here: each theme beside this file decides its commands and folds its events. */
import type { Context, Decider, Due } from '@rolecall/kernel';
import type { Decisions, LoopCommand } from './commands.js';
import { endingDecisions, endingFolds } from './ending.js';
import { holdingDecisions, holdingFolds, nextEnd } from './holding.js';
import { panelDecisions, panelFolds } from './panel.js';
import * as no from './rejections.js';
import { nextOverdue, remindingDecisions, remindingFolds } from './reminding.js';
import { roundDecisions, roundFolds } from './rounds.js';
import { scorecardDecisions, scorecardFolds } from './scorecards.js';
import { stageDecisions, stageFolds } from './stages.js';
import { absent, type Folds, type Loop, type LoopEvent } from './state.js';

const decisions: Decisions<LoopCommand['do']> = {
  ...stageDecisions,
  ...roundDecisions,
  ...holdingDecisions,
  ...panelDecisions,
  ...scorecardDecisions,
  ...remindingDecisions,
  ...endingDecisions,
};

const folds: Folds<LoopEvent['type']> = {
  ...stageFolds,
  ...roundFolds,
  ...holdingFolds,
  ...panelFolds,
  ...scorecardFolds,
  ...remindingFolds,
  ...endingFolds,
};

export const loop: Decider<Loop, LoopCommand, LoopEvent> = {
  aggregate: 'loop',
  stateVersion: 1,
  initial: absent,

  decide(command: LoopCommand & Context, state) {
    if (state.status === 'absent' && command.do !== 'plan') {
      // An application may end before it ever went to interviews, and a deadline may outlive what it was for.
      if (command.by.kind !== 'person') return [];
      throw no.notFound();
    }
    const decideIt = decisions[command.do] as (given: typeof command, state: Loop) => LoopEvent[];
    return decideIt(command, state);
  },

  evolve(state, event) {
    const foldIt = folds[event.type] as ((state: Loop, data: LoopEvent['data']) => Loop) | undefined;
    return foldIt ? foldIt(state, event.data) : state;
  },

  due,
  story: ({ applicationId }) => applicationId,
};

/** The end of a round, or scorecards that are late: the earlier of the two. Each serves every round that it is time for. */
function due(state: Loop): Due<LoopCommand> | undefined {
  const end = nextEnd(state);
  const overdue = nextOverdue(state);
  if (end && (!overdue || end <= overdue)) return { at: end, command: { do: 'end-rounds' } };
  return overdue ? { at: overdue, command: { do: 'mark-overdue' } } : undefined;
}
