/**
 * What the observer keeps of an application: its stage and since when, how long it was in those that it left, its hires, and what it waits
 * for. Pure. As screening's decider folds it, and no more of it than figures need.
 */
import type { sourceKind } from '@rolecall/contracts';
import { notBegun } from '../rejections.js';
import { type Wait, waiting } from '../waits.js';
import type { ApplicationChange } from './application-events.js';
import { type Awaited, awaitedAfter, waitsOf } from './awaited.js';
import { isEnded, type Stage } from './stages.js';

export interface ApplicationCopy {
  readonly stage: Stage;
  readonly since: string;
  readonly receivedAt: string;
  /** The first: a later one stays beside it and changes no figure. */
  readonly source: (typeof sourceKind)['_output'];
  /** How long it was in each stage that it left, in milliseconds. */
  readonly left: readonly { readonly stage: Stage; readonly ms: number }[];
  /** From the application to each hire, in milliseconds; a hire that was taken back has been one. */
  readonly hires: readonly number[];
  readonly awaited: Awaited;
  readonly waits?: readonly Wait[];
}

/** Throws `figures/not-begun` (unavailable) for a change of what has not arrived. */
export function foldApplication(before: ApplicationCopy | undefined, event: ApplicationChange): ApplicationCopy {
  const copy = event.type === 'application.received.v1' ? begun(event) : before;
  if (!copy) throw notBegun();
  const moved = movedTo(copy, stageAfter(copy, event), event.at);
  const hires = event.type === 'application.hired.v1' ? [...moved.hires, elapsed(moved.receivedAt, event.at)] : moved.hires;
  const after = { ...moved, hires, awaited: awaitedAfter(copy.awaited, moved.stage, event) };
  return waiting(after, waitsOf(after));
}

const begun = ({ at, data }: Extract<ApplicationChange, { type: 'application.received.v1' }>): ApplicationCopy => ({
  ...{ stage: 'received', since: at, receivedAt: at, source: data.source.kind, left: [], hires: [], awaited: {} },
});

const elapsed = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from));

function movedTo(copy: ApplicationCopy, stage: Stage, at: string): ApplicationCopy {
  if (stage === copy.stage) return copy;
  return { ...copy, stage, since: at, left: [...copy.left, { stage: copy.stage, ms: elapsed(copy.since, at) }] };
}

const stageOf = {
  'application.received.v1': 'received',
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
} as const satisfies Partial<Record<ApplicationChange['type'], Stage>>;

function stageAfter({ stage }: ApplicationCopy, event: ApplicationChange): Stage {
  switch (event.type) {
    case 'application.moved-back.v1':
    case 'application.reinstated.v1':
      return event.data.to;
    // A late conclusion is noted beside an end, and does not take it back.
    case 'application.decision-due.v1':
      return isEnded(stage) ? stage : 'decision';
    default:
      return (stageOf as Partial<Record<ApplicationChange['type'], Stage>>)[event.type] ?? stage;
  }
}
