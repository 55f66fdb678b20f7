/** THE DECIDER of an application. Start here: each theme beside this file decides its commands and folds its events. */
import type { Context, Decider, Due } from '@rolecall/kernel';
import { closingDecisions, closingFolds } from './closing.js';
import type { ApplicationCommand, Decisions } from './commands.js';
import { endingDecisions, endingFolds, letterDue } from './ending.js';
import { evaluationDecisions, evaluationDue, evaluationFolds } from './evaluation.js';
import { hireDecisions, hireFolds } from './hire.js';
import { intakeDecisions, intakeFolds } from './intake.js';
import { offerDecisions, offerFolds } from './offers.js';
import * as no from './rejections.js';
import { reviewDecisions, reviewFolds } from './review.js';
import { silenceDecisions, silenceDue } from './silence.js';
import { type Application, type ApplicationEvent, absent, type Folds } from './state.js';
import { taskDecisions, taskFolds } from './tasks.js';

const decisions: Decisions<ApplicationCommand['do']> = {
  ...intakeDecisions,
  ...reviewDecisions,
  ...evaluationDecisions,
  ...endingDecisions,
  ...closingDecisions,
  ...taskDecisions,
  ...silenceDecisions,
  ...offerDecisions,
  ...hireDecisions,
};

const folds: Folds<ApplicationEvent['type']> = {
  ...intakeFolds,
  ...reviewFolds,
  ...evaluationFolds,
  ...endingFolds,
  ...closingFolds,
  ...taskFolds,
  ...offerFolds,
  ...hireFolds,
};

export const application: Decider<Application, ApplicationCommand, ApplicationEvent> = {
  aggregate: 'application',
  stateVersion: 3,
  initial: absent,

  decide(command: ApplicationCommand & Context, state) {
    // An event of another service may come before the application it is about; a person's command may not.
    if (state.status === 'absent' && command.do !== 'receive') throw command.by.kind === 'person' ? no.notFound() : no.notReceivedYet();
    const decideIt = decisions[command.do] as (given: typeof command, state: Application) => ApplicationEvent[];
    return decideIt(command, state);
  },

  evolve(state, event) {
    const foldIt = folds[event.type] as ((state: Application, data: ApplicationEvent['data']) => Application) | undefined;
    return foldIt ? foldIt(state, event.data) : state;
  },

  due,
};

/** The earliest of: a letter, an evaluation that was lost, word that never came. */
function due(state: Application): Due<ApplicationCommand> | undefined {
  const all = [letterDue(state), evaluationDue(state), silenceDue(state)].filter((each) => each !== undefined);
  return all.sort((one, other) => (one.at < other.at ? -1 : 1))[0];
}
