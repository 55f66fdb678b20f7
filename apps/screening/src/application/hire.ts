/** From the accepted offer to day one: contingencies decided by people, the hire that follows from them, and the hire taken back. */
import type { Command, Decisions } from './commands.js';
import { hiredWhenClear, returned } from './offers.js';
import * as no from './rejections.js';
import { onlyIn } from './review.js';
import { heard } from './silence.js';
import { type Application, type ApplicationEvent, base, type Contingency, event, type Folds, type Offer, personOf } from './state.js';
import { doneTasks, inHours, taskFor } from './tasks.js';

type Outcome = 'cleared' | 'waived' | 'failed';

/** Checks what all three outcomes have in common; undefined when the outcome stands already. */
function settle(command: Command<'clear-contingency' | 'waive-contingency' | 'fail-contingency'>, state: Application, status: Outcome) {
  const by = personOf(command);
  const { kind } = command;
  const current = state.contingencies.find((each) => each.kind === kind);
  if (current?.status === status) return undefined;
  onlyIn(state, ['pre_hire']);
  if (!current) throw no.unknownContingency({ kind });
  const contingencies = state.contingencies.map((each) => (each.kind === kind ? { ...each, status } : each));
  const offer = state.offer as Offer;
  return { data: { ...base(state), offerId: offer.offerId, kind, by }, contingencies, by };
}

/** The hire, when nothing is left to wait for; nobody needs to ask for it then. */
const thenHired = (
  state: Application,
  { contingencies, by }: { contingencies: readonly Contingency[]; by: string },
): ApplicationEvent[] => {
  const hired = hiredWhenClear(state, contingencies);
  return hired.length > 0 ? [...hired, ...heard(state, by)] : [];
};

function start({ on, at, ...command }: Command<'start'>, state: Application): ApplicationEvent[] {
  const by = personOf({ at, ...command });
  if (state.status === 'started') return [];
  onlyIn(state, ['hired']);
  const { offerId, startDate } = state.offer as Offer;
  if (on < startDate) throw no.tooEarly({ on, startDate });
  // The first place on earth to see a day is 14 hours ahead of UTC.
  if (on > inHours(at, 14).slice(0, 10)) throw no.dateInTheFuture({ on });
  return [event('application.started.v1', { ...base(state), offerId, on, by })];
}

function reverse(command: Command<'reverse-hire'>, state: Application): ApplicationEvent[] {
  const by = personOf(command);
  const { reason, noteId } = command;
  if (state.status === 'decision' && state.returned === 'hire_reversed') return [];
  onlyIn(state, ['pre_hire', 'hired', 'started']);
  const { offerId } = state.offer as Offer;
  return [
    event('application.hire-reversed.v1', { ...base(state), by, offerId, reason, noteId }),
    ...doneTasks(state, ['contingency_failed'], by, 'hire_reversed'),
    ...returned(state, offerId, 'hire_reversed', command, state.owner),
  ];
}

export const hireDecisions: Decisions<'clear-contingency' | 'waive-contingency' | 'fail-contingency' | 'start' | 'reverse-hire'> = {
  'clear-contingency': (command, state) => {
    const cleared = settle(command, state, 'cleared');
    if (!cleared) return [];
    return [event('application.contingency-cleared.v1', cleared.data), ...thenHired(state, cleared)];
  },
  'waive-contingency': (command, state) => {
    const waived = settle(command, state, 'waived');
    if (!waived) return [];
    const { reason, noteId } = command;
    return [event('application.contingency-waived.v1', { ...waived.data, reason, noteId }), ...thenHired(state, waived)];
  },
  'fail-contingency': (command, state) => {
    const failed = settle(command, state, 'failed');
    if (!failed) return [];
    const about = failed.data.offerId;
    return [
      event('application.contingency-failed.v1', { ...failed.data, noteId: command.noteId }),
      taskFor(state, 'contingency_failed', command, { about }),
    ];
  },
  start,
  'reverse-hire': reverse,
};

const outcome = (state: Application, kind: string, status: Contingency['status']): Application => ({
  ...state,
  contingencies: state.contingencies.map((each) => (each.kind === kind ? { ...each, status } : each)),
});

type Types =
  | 'contingency-cleared'
  | 'contingency-waived'
  | 'contingency-failed'
  | 'contingency-pre-adverse'
  | 'hired'
  | 'started'
  | 'hire-reversed';

export const hireFolds: Folds<`application.${Types}.v1`> = {
  'application.contingency-cleared.v1': (state, { kind }) => outcome(state, kind, 'cleared'),
  'application.contingency-waived.v1': (state, { kind }) => outcome(state, kind, 'waived'),
  'application.contingency-failed.v1': (state, { kind }) => outcome(state, kind, 'failed'),
  'application.contingency-pre-adverse.v1': (state, { kind }) => outcome(state, kind, 'pre_adverse'),
  'application.hired.v1': (state) => ({ ...state, status: 'hired' }),
  'application.started.v1': (state, { on }) => ({ ...state, status: 'started', startedOn: on }),
  // Where it goes from here stands in the event that follows: returned-to-decision.
  'application.hire-reversed.v1': (state) => state,
};
