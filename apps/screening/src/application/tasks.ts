/** Tasks of an application: what waits, for whom, until when. An ended application waits for nobody. */
import type { TaskKind } from '@rolecall/contracts';
import { type Context, deriveId } from '@rolecall/kernel';
import type { Decisions } from './commands.js';
import * as no from './rejections.js';
import { type Application, type ApplicationEvent, base, event, type Folds, isEnded, isGone, isHired, type Task } from './state.js';

const hoursForTask = 48;

export const inHours = (at: string, hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString();

export const openTasks = (state: Application): Task[] => state.tasks.filter(({ outcome }) => outcome === undefined);

interface NewTask {
  readonly kind: TaskKind;
  readonly owner: string;
  readonly dueAt: string;
  readonly about?: string;
}

/** The id follows from what it is about and how many there were, so that a repeat makes the same one. */
export const taskIdOf = (state: Application, kind: TaskKind): string =>
  deriveId(state.applicationId, `task:${kind}:${state.tasks.filter((task) => task.kind === kind).length + 1}`);

export const openTask = (state: Application, { kind, owner, dueAt, about }: NewTask) =>
  event('application.task-opened.v1', {
    ...base(state),
    taskId: taskIdOf(state, kind),
    kind,
    owner: owner || state.owner,
    dueAt,
    ...(about ? { about } : {}),
  });

/** A task for the owner, due in two days. */
export const taskFor = (state: Application, kind: TaskKind, { at }: Context, more: { owner?: string; about?: string } = {}) =>
  openTask(state, {
    kind,
    owner: more.owner ?? state.owner,
    dueAt: inHours(at, hoursForTask),
    ...(more.about ? { about: more.about } : {}),
  });

export const doneTasks = (state: Application, kinds: readonly TaskKind[], by: string, outcome: string): ApplicationEvent[] =>
  openTasks(state)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ taskId }) => event('application.task-done.v1', { ...base(state), taskId, by, outcome }));

const decidedElsewhere: readonly TaskKind[] = ['close_or_keep'];

export const taskDecisions: Decisions<'open-task' | 'complete-task'> = {
  'open-task': (command, state) => {
    if (isEnded(state.status) || isGone(state.status)) return [];
    // Of two acceptances the candidate's claim says which is the second.
    if (command.kind === 'hired_elsewhere' && (state.status === 'pre_hire' || isHired(state.status))) return [];
    if (state.tasks.some(({ kind, about }) => kind === command.kind && about === command.about)) return [];
    return [taskFor(state, command.kind, command, { owner: command.owner, about: command.about })];
  },
  'complete-task': ({ taskId, outcome, by }, state) => {
    const task = state.tasks.find((each) => each.taskId === taskId);
    if (!task) throw no.unknownTask({ taskId });
    if (task.outcome !== undefined) return [];
    if (decidedElsewhere.includes(task.kind)) throw no.keepOrClose({ taskId });
    return [event('application.task-done.v1', { ...base(state), taskId, by: by.id, outcome })];
  },
};

export const taskFolds: Folds<'application.task-opened.v1' | 'application.task-done.v1'> = {
  'application.task-opened.v1': (state, { taskId, kind, owner, dueAt, about }) => ({
    ...state,
    tasks: [...state.tasks, { taskId, kind, owner, dueAt, ...(about ? { about } : {}) }],
    waitsSince: kind === 'no_word' ? undefined : state.waitsSince,
  }),
  'application.task-done.v1': (state, { taskId, outcome }) => ({
    ...state,
    tasks: state.tasks.map((task) => (task.taskId === taskId ? { ...task, outcome } : task)),
  }),
};
