/** The columns of a board: where an application can stand, with the stages of the interview plan in their order. Pure. */
import { columnOf, concluding, type Status } from '../application/stages.js';
import type { StageCopy } from '../requisition/requisition.js';

export interface Column {
  readonly id: string;
  readonly status: Status;
  readonly stage?: StageCopy;
  /** What copies that stand in it call it. */
  readonly holds: readonly string[];
  /** Shown only with somebody in it. */
  readonly rare: boolean;
}

const plain = (status: Status, rare = false): Column => ({ id: status, status, holds: [status], rare });

/** The first stage is also where those stand of whom no stage was told yet; stages of earlier plans are shown while somebody is in them. */
export function columnsOf(stages: readonly StageCopy[], ofPlan: number): Column[] {
  const interviews = stages.map((stage, place): Column => {
    const id = columnOf('interviewing', stage.id);
    return { id, status: 'interviewing', stage, holds: place === 0 ? ['interviewing', id] : [id], rare: place >= ofPlan };
  });
  return [
    ...[plain('received'), plain('in_review')],
    ...(interviews.length > 0 ? interviews : [plain('interviewing')]),
    { id: 'concluding', status: 'interviewing', holds: [concluding], rare: false },
    ...(['decision', 'offered', 'pre_hire', 'hired', 'started', 'rejected', 'withdrawn', 'closed'] as const).map((status) => plain(status)),
    ...(['transferred', 'merged', 'erased'] as const).map((status) => plain(status, true)),
  ];
}
