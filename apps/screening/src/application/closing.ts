/** The search ends: no mass closure, but a task of an owner and a date for each application; at the date only those nobody kept are closed. */
import { closureReasons } from '@rolecall/contracts';
import type { Command, Decisions } from './commands.js';
import { letterTime, tasksEnd } from './ending.js';
import * as no from './rejections.js';
import { onlyIn } from './review.js';
import {
  type Application,
  type ApplicationEvent,
  base,
  event,
  type Folds,
  isEnded,
  isGone,
  isHired,
  isOpen,
  openStages,
  personOf,
} from './state.js';
import { doneTasks, openTask, taskIdOf } from './tasks.js';

function announce(command: Command<'announce-closing'>, state: Application): ApplicationEvent[] {
  const { status, closing } = state;
  const { reason, closeOn, owner } = command;
  if (isEnded(status) || isGone(status) || isHired(status)) return [];
  if (closing?.closeOn === closeOn && closing.reason === reason) return [];
  const taskId = taskIdOf(state, 'close_or_keep');
  return [
    ...doneTasks(state, ['close_or_keep'], command.by.id, 'superseded'),
    event('application.closing-announced.v1', { ...base(state), reason, closeOn, owner, taskId }),
    openTask(state, { kind: 'close_or_keep', owner, dueAt: closeOn }),
  ];
}

function keep(command: Command<'keep'>, state: Application): ApplicationEvent[] {
  const by = personOf(command);
  onlyIn(state, [...openStages, 'offered', 'pre_hire']);
  const { closing } = state;
  if (!closing) throw no.nothingToKeep();
  if (closing.kept) return [];
  const { reason, noteId } = command;
  return [
    event('application.kept.v1', { ...base(state), by, reason, taskId: closing.taskId, noteId }),
    ...doneTasks(state, ['close_or_keep'], by, 'kept'),
  ];
}

/** By the sweep, at the date; what was kept, offered or ended meanwhile stays as it is. */
function closeUnkept(command: Command<'close-unkept'>, state: Application): ApplicationEvent[] {
  const { closing, status } = state;
  if (!closing || closing.kept || !isOpen(status) || closing.closeOn > command.at) return [];
  const { reason } = closing;
  const letterDueAt = letterTime(closureReasons[reason].letter, command.letterDueAt, command);
  const by = command.by.id;
  return [event('application.closed.v1', { ...base(state), by, reason, letterDueAt }), ...tasksEnd(state, by)];
}

export const closingDecisions: Decisions<'announce-closing' | 'lift-closing' | 'keep' | 'close-unkept'> = {
  'announce-closing': announce,
  'lift-closing': (command, state) =>
    !state.closing || isEnded(state.status) || isGone(state.status)
      ? []
      : [
          event('application.closing-lifted.v1', { ...base(state), taskId: state.closing.taskId }),
          ...doneTasks(state, ['close_or_keep'], command.by.id, 'search_reopened'),
        ],
  keep,
  'close-unkept': closeUnkept,
};

type Types = 'closing-announced' | 'closing-lifted' | 'kept' | 'transferred' | 'merged' | 'erased';

export const closingFolds: Folds<`application.${Types}.v1`> = {
  'application.closing-announced.v1': (state, { reason, closeOn, taskId }) => ({
    ...state,
    closing: { reason, closeOn, taskId, kept: false },
  }),
  'application.closing-lifted.v1': (state) => ({ ...state, closing: undefined }),
  'application.kept.v1': (state) => (state.closing ? { ...state, closing: { ...state.closing, kept: true } } : state),
  'application.transferred.v1': (state) => ({ ...state, status: 'transferred' }),
  'application.merged.v1': (state) => ({ ...state, status: 'merged' }),
  'application.erased.v1': (state) => ({ ...state, status: 'erased' }),
};
