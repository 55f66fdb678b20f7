/** Where an application can stand; a label of figures, so there are few. */
const open = ['received', 'in_review', 'interviewing', 'decision'] as const;
const ended = ['rejected', 'withdrawn', 'closed', 'transferred', 'merged', 'erased'] as const;
export const stages = [...open, 'offered', 'pre_hire', 'hired', 'started', ...ended] as const;
export type Stage = (typeof stages)[number];

export const isOpen = (stage: Stage): boolean => (open as readonly Stage[]).includes(stage);
export const isEnded = (stage: Stage): boolean => (ended as readonly Stage[]).includes(stage);
