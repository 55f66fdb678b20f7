/** Where an application can stand, and the columns that a board shows it in. */
const open = ['received', 'in_review', 'interviewing', 'decision'] as const;
const ended = ['rejected', 'withdrawn', 'closed', 'transferred', 'merged', 'erased'] as const;
export const statuses = [...open, 'offered', 'pre_hire', 'hired', 'started', ...ended] as const;
export type Status = (typeof statuses)[number];

export const isEnded = (status: Status): boolean => (ended as readonly Status[]).includes(status);

/** Every stage is passed, and a conclusion is due. No stage of a plan has this name, for a plan's have no colon. */
export const concluding = 'interviewing:';

/** In interviews the stage of the plan belongs to the column. Until it is told, it is the first one. */
export function columnOf(status: Status, stageId: string | null | undefined): string {
  if (status !== 'interviewing' || stageId === undefined) return status;
  return `${concluding}${stageId ?? ''}`;
}
