/** What the pipeline keeps of an application: where it stands and since when, its marks, and what waits for whom. Pure. */
import type { sourceKind } from '@rolecall/contracts';
import { notBegun } from '../rejections.js';
import type { ApplicationEvent } from '../streams.js';
import { type Waiting, waits } from '../waiting.js';
import { foldMarks, type Marks } from './course.js';
import { columnOf, isEnded, type Status } from './stages.js';

export type SourceKind = (typeof sourceKind)['_output'];

/** A column that was left, and how long it was stood in. */
export interface Left {
  readonly status: Status;
  readonly since: string;
  readonly until: string;
}

export interface ApplicationCopy extends Marks {
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
  readonly status: Status;
  /** Of the interview plan; null once all are passed, undefined before anything was told. */
  readonly stageId?: string | null;
  readonly column: string;
  /** When it came into its column. */
  readonly since: string;
  /** When it came into its status. */
  readonly statusSince: string;
  readonly receivedAt: string;
  /** In the order in which they were told; the first counts in figures. */
  readonly sources: readonly SourceKind[];
  readonly left: readonly Left[];
  /** When it was hired each time; a hire that was taken back has been one. */
  readonly hires: readonly string[];
  readonly waiting: readonly Waiting[];
}

/** Throws `pipeline/not-begun` (unavailable) for a change of what has not arrived. */
export function foldApplication(before: ApplicationCopy | undefined, event: ApplicationEvent): ApplicationCopy {
  const copy = event.type === 'application.received.v1' ? begun(event) : before;
  if (!copy) throw notBegun();
  const moved = movedTo(
    { ...copy, episode: event.data.episode },
    statusAfter(copy.status, event),
    stageAfter(copy.stageId, event),
    event.at,
  );
  return {
    ...moved,
    ...foldMarks(moved, event),
    sources: event.type === 'application.source-added.v1' ? [...moved.sources, event.data.source.kind] : moved.sources,
    hires: event.type === 'application.hired.v1' ? [...moved.hires, event.at] : moved.hires,
    waiting: waitingAfter(moved.waiting, event),
  };
}

function begun({ at, data }: Extract<ApplicationEvent, { type: 'application.received.v1' }>): ApplicationCopy {
  const { candidateId, requisitionId, episode, source } = data;
  return {
    ...{ candidateId, requisitionId, episode, status: 'received', column: 'received', since: at, statusSince: at, receivedAt: at },
    ...{ sources: [source.kind], left: [], hires: [], waiting: [], knockouts: [], contingencies: [] },
  };
}

function movedTo(copy: ApplicationCopy, status: Status, stageId: string | null | undefined, at: string): ApplicationCopy {
  const column = columnOf(status, stageId);
  const stays = status === copy.status;
  const left = stays ? copy.left : [...copy.left, { status: copy.status, since: copy.statusSince, until: at }];
  const since = column === copy.column ? copy.since : at;
  return { ...copy, status, stageId, column, since, left, statusSince: stays ? copy.statusSince : at };
}

const statusOf: Partial<Record<ApplicationEvent['type'], Status>> = {
  'application.review-started.v1': 'in_review',
  'application.advanced.v1': 'interviewing',
  'application.offered.v1': 'offered',
  'application.pre-hire-begun.v1': 'pre_hire',
  'application.returned-to-decision.v1': 'decision',
  'application.hired.v1': 'hired',
  'application.started.v1': 'started',
  'application.rejected.v1': 'rejected',
  'application.withdrawn.v1': 'withdrawn',
  'application.closed.v1': 'closed',
  'application.transferred.v1': 'transferred',
  'application.merged.v1': 'merged',
  'application.erased.v1': 'erased',
};

function statusAfter(status: Status, { type, data }: ApplicationEvent): Status {
  switch (type) {
    case 'application.moved-back.v1':
    case 'application.reinstated.v1':
      return data.to;
    // A late conclusion is noted beside an end, and does not take it back.
    case 'application.decision-due.v1':
      return isEnded(status) ? status : 'decision';
    default:
      return statusOf[type] ?? status;
  }
}

/** Interviews that begin anew begin with the first stage of their plan. */
function stageAfter(stageId: string | null | undefined, { type, data }: ApplicationEvent): string | null | undefined {
  if (type === 'application.stage-entered.v1') return data.stageId;
  return type === 'application.advanced.v1' ? undefined : stageId;
}

function waitingAfter(waiting: readonly Waiting[], { type, data, at }: ApplicationEvent): readonly Waiting[] {
  switch (type) {
    case 'application.task-opened.v1':
      return [...without(waiting, data.taskId), waits(data.kind, data.owner, at, data.dueAt, data.taskId)];
    case 'application.task-done.v1':
      return without(waiting, data.taskId);
    default:
      return waiting;
  }
}

const without = (waiting: readonly Waiting[], taskId: string): readonly Waiting[] => waiting.filter(({ about }) => about !== taskId);
