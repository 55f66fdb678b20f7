/** What waits for a named person: as copies keep it, so that it is found by the person. Pure. */
import type { TaskKind } from '@rolecall/contracts';

export type WaitingKind =
  | TaskKind
  | 'requisition_approval'
  | 'offer_approval'
  | 'approval_late'
  | 'hold_review'
  | 'seat_missing'
  | 'invitation'
  | 'scorecard'
  | 'offer_preparation'
  | 'late_answer'
  | 'seat_overdue';

export interface Waiting {
  readonly kind: WaitingKind;
  readonly person: string;
  readonly since: string;
  readonly dueAt?: string;
  /** What it is about within the copy: a task, a round, another application. */
  readonly about?: string;
}

export const waits = (kind: WaitingKind, person: string, since: string, dueAt?: string | null, about?: string): Waiting => ({
  ...{ kind, person, since },
  ...(dueAt ? { dueAt: instant(dueAt) } : {}),
  ...(about ? { about } : {}),
});

/** With milliseconds, so that texts compare as instants do. */
export const instant = (text: string): string => new Date(text).toISOString();
