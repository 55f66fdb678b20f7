/** What the observer keeps of a requisition: its status, its seats, and what it waits for. Pure. As its own decider folds it. */
import { notBegun } from '../rejections.js';
import { timerMs, type Wait, waiting, waitUntil } from '../waits.js';
import type { RequisitionChange } from './requisition-events.js';
import { foldSeats, type SeatCopy } from './seats.js';

export const statuses = ['draft', 'pending_approval', 'approved', 'rejected', 'open', 'on_hold', 'filled', 'cancelled'] as const;
type Status = (typeof statuses)[number];

export interface RequisitionCopy {
  readonly status: Status;
  /** From the opening on. */
  readonly seats: readonly SeatCopy[];
  /** Of the step of an approval that is under way, of the requisition or of a change. */
  readonly approvalDueAt?: string;
  readonly reviewAt?: string;
  readonly waits?: readonly Wait[];
}

const begun: RequisitionCopy = { status: 'draft', seats: [] };

/** Throws `figures/not-begun` (unavailable) for a change of what has not arrived. */
export function foldRequisition(before: RequisitionCopy | undefined, event: RequisitionChange): RequisitionCopy {
  const copy = event.type === 'requisition.drafted.v1' ? begun : before;
  if (!copy) throw notBegun();
  const after = { ...copy, status: statusAfter(copy.status, event.type), seats: foldSeats(copy.seats, event), ...timesAfter(event) };
  return waiting(after, [...waitUntil('requisition_approval', after.approvalDueAt), ...waitUntil('hold', after.reviewAt, timerMs)]);
}

function statusAfter(status: Status, type: RequisitionChange['type']): Status {
  switch (type) {
    // Once it is open, what is approved is a change.
    case 'requisition.approval-requested.v1':
      return status === 'draft' ? 'pending_approval' : status;
    case 'requisition.sent-back.v1':
    case 'requisition.recalled.v1':
      return 'draft';
    case 'requisition.approved.v1':
      return 'approved';
    case 'requisition.rejected.v1':
      return 'rejected';
    case 'requisition.opened.v1':
    case 'requisition.resumed.v1':
    case 'requisition.reopened.v1':
      return 'open';
    case 'requisition.held.v1':
      return 'on_hold';
    case 'requisition.filled.v1':
      return 'filled';
    case 'requisition.cancelled.v1':
      return 'cancelled';
    default:
      return status;
  }
}

function timesAfter(event: RequisitionChange): Pick<RequisitionCopy, 'approvalDueAt' | 'reviewAt'> {
  switch (event.type) {
    case 'requisition.approval-requested.v1':
      return { approvalDueAt: event.data.dueAt };
    case 'requisition.approval-given.v1':
      return event.data.nextDueAt ? { approvalDueAt: event.data.nextDueAt } : {};
    case 'requisition.approved.v1':
    case 'requisition.sent-back.v1':
    case 'requisition.recalled.v1':
    case 'requisition.rejected.v1':
    case 'requisition.change-approved.v1':
    case 'requisition.change-refused.v1':
      return { approvalDueAt: undefined };
    case 'requisition.held.v1':
      return { reviewAt: event.data.reviewAt };
    case 'requisition.resumed.v1':
    case 'requisition.filled.v1':
      return { reviewAt: undefined };
    case 'requisition.cancelled.v1':
      return { approvalDueAt: undefined, reviewAt: undefined };
    default:
      return {};
  }
}
