/** What the pipeline keeps of an interview loop: its stage, its rounds, and what of it waits for whom. Pure. */
import { notBegun } from '../rejections.js';
import type { LoopEvent } from '../streams.js';
import type { Waiting } from '../waiting.js';
import { foldRounds, type RoundCopy, roundWaits } from './rounds.js';

export interface LoopCopy {
  readonly applicationId: string;
  readonly requisitionId: string;
  readonly episode: number;
  readonly status: 'planned' | 'in_progress' | 'concluded' | 'cancelled';
  readonly since: string;
  readonly stages: readonly { readonly id: string; readonly name: string }[];
  readonly stageId?: string;
  readonly passed: readonly string[];
  readonly rounds: readonly RoundCopy[];
  readonly conclusion?: string;
  readonly waiting: readonly Waiting[];
}

/** Throws `pipeline/not-begun` (unavailable) for a change of what has not arrived. */
export function foldLoop(before: LoopCopy | undefined, event: LoopEvent): LoopCopy {
  const copy = event.type === 'interview.planned.v1' ? begun(event) : before;
  if (!copy) throw notBegun();
  const rounds = foldRounds(copy.rounds, event);
  const after = { ...copy, ...stageAfter(copy, event), ...courseAfter(copy, event), rounds };
  return { ...after, waiting: after.status === 'in_progress' ? roundWaits(rounds) : [] };
}

const begun = ({ at, data }: Extract<LoopEvent, { type: 'interview.planned.v1' }>): LoopCopy => ({
  ...{ applicationId: data.applicationId, requisitionId: data.requisitionId, episode: data.episode, status: 'planned', since: at },
  ...{ stages: data.stages.map(({ id, name }) => ({ id, name })), passed: [], rounds: [], waiting: [] },
});

function stageAfter({ stages, passed }: LoopCopy, { type, data }: LoopEvent): Partial<LoopCopy> {
  switch (type) {
    case 'interview.stage-planned.v1':
      return { stageId: data.stageId };
    case 'interview.stage-passed.v1':
      return { passed: [...passed, data.stageId] };
    case 'interview.moved-back.v1': {
      const place = stages.findIndex(({ id }) => id === data.toStageId);
      const earlier = stages.slice(0, place).map(({ id }) => id);
      return { passed: passed.filter((stageId) => earlier.includes(stageId)) };
    }
    default:
      return {};
  }
}

function courseAfter({ status }: LoopCopy, { type, data, at }: LoopEvent): Partial<LoopCopy> {
  switch (type) {
    case 'interview.round-scheduled.v1':
      return status === 'planned' ? { status: 'in_progress', since: at } : {};
    case 'interview.concluded.v1':
      return { status: 'concluded', since: at, conclusion: data.conclusion };
    case 'interview.reopened.v1':
      return { status: 'in_progress', since: at, conclusion: undefined };
    case 'interview.cancelled.v1':
      return { status: 'cancelled', since: at };
    default:
      return {};
  }
}
