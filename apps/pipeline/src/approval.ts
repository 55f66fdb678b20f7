/** An approval as its host folds it, with whom its present step waits for and since when. Pure. */
import { type Approval, type ApprovalStep, approvalShapes, dueGroup, evolveApproval, waitingFor } from '@rolecall/approval';
import { type Waiting, type WaitingKind, waits } from './waiting.js';

export interface ApprovalCopy {
  readonly approval: Approval;
  /** When the present step began. */
  readonly since: string;
  /** Its deadline, also once it was escalated. */
  readonly dueAt: string;
}

interface Step {
  readonly type: string;
  readonly data: object;
  readonly at: string;
}

/** After an event of the host; what is no step of an approval changes nothing. */
export function approvalAfter(before: ApprovalCopy | undefined, { type, data, at }: Step): ApprovalCopy | undefined {
  const name = type.split('.')[1] as ApprovalStep['name'];
  if (!(name in approvalShapes)) return before;
  const approval = evolveApproval(before?.approval, { name, data } as ApprovalStep);
  if (!approval) return undefined;
  const begins = name === 'approval-requested' || groupOf(before?.approval) !== groupOf(approval);
  return { approval, since: before && !begins ? before.since : at, dueAt: approval.dueAt ?? before?.dueAt ?? at };
}

const groupOf = (approval: Approval | undefined): string | undefined => approval && dueGroup(approval)?.id;

/** Those who may answer the present step; once it is late, also the one whom that was told. */
export function approvalWaits(kind: WaitingKind, copy: ApprovalCopy | undefined): Waiting[] {
  if (copy?.approval.status !== 'pending') return [];
  const { approval, since, dueAt } = copy;
  const late = approval.dueAt === null ? [waits('approval_late', approval.escalationOwner, dueAt, dueAt)] : [];
  return [...waitingFor(approval).map((person) => waits(kind, person, since, dueAt)), ...late];
}
