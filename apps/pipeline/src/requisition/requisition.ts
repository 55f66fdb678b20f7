/** What the pipeline keeps of a requisition: its status, seats, stages and team, and what of it waits for whom. Pure. */
import { type ApprovalCopy, approvalAfter, approvalWaits } from '../approval.js';
import { notBegun } from '../rejections.js';
import type { RequisitionEvent } from '../streams.js';
import { type Waiting, waits } from '../waiting.js';
import { type Fill, foldSeats, type SeatCopy } from './seats.js';

export type RequisitionStatus = 'draft' | 'pending_approval' | 'approved' | 'rejected' | 'open' | 'on_hold' | 'filled' | 'cancelled';

export interface StageCopy {
  readonly id: string;
  readonly name: string;
}

export interface RequisitionCopy {
  readonly status: RequisitionStatus;
  readonly since: string;
  readonly draftedAt: string;
  /** Of the role; the opening's, not a person's. */
  readonly title: string | null;
  readonly team: { readonly hiringManager: string; readonly recruiter: string };
  /** Of the plan as it is now, in its order; then those of earlier plans, which applications may still be in. */
  readonly stages: readonly StageCopy[];
  /** How many of them are of the plan as it is now. */
  readonly stagesOfPlan: number;
  readonly seats: readonly SeatCopy[];
  readonly fills: readonly Fill[];
  readonly openedAt?: string;
  readonly approval?: ApprovalCopy;
  /** What its owner is to do: look at a hold again, or find a seat for an offer that lost its own. */
  readonly owed: readonly Waiting[];
  readonly waiting: readonly Waiting[];
}

type Data<Type extends RequisitionEvent['type']> = Extract<RequisitionEvent, { type: Type }>['data'];

/** Throws `pipeline/not-begun` (unavailable) for a change of what has not arrived. */
export function foldRequisition(before: RequisitionCopy | undefined, event: RequisitionEvent): RequisitionCopy {
  const copy = event.type === 'requisition.drafted.v1' ? begun(event.data, event.at) : before;
  if (!copy) throw notBegun();
  const status = statusAfter(copy.status, event.type);
  const approval = approvalOf(copy.approval, event);
  const owed = owedAfter(copy.owed, event);
  return {
    ...copy,
    ...termsAfter(copy, event),
    ...foldSeats(copy, event),
    ...{ status, since: status === copy.status ? copy.since : event.at, approval, owed },
    waiting: [...approvalWaits('requisition_approval', approval), ...owed],
  };
}

const begun = ({ role, team }: Data<'requisition.drafted.v1'>, at: string): RequisitionCopy => ({
  ...{ status: 'draft', since: at, draftedAt: at, title: role.title ?? null, team: teamOf(team) },
  ...{ stages: [], stagesOfPlan: 0, seats: [], fills: [], owed: [], waiting: [] },
});

const teamOf = ({ hiringManager, recruiter }: RequisitionCopy['team']): RequisitionCopy['team'] => ({ hiringManager, recruiter });

const statusOf: Partial<Record<RequisitionEvent['type'], RequisitionStatus>> = {
  'requisition.sent-back.v1': 'draft',
  'requisition.recalled.v1': 'draft',
  'requisition.approved.v1': 'approved',
  'requisition.rejected.v1': 'rejected',
  'requisition.opened.v1': 'open',
  'requisition.resumed.v1': 'open',
  'requisition.reopened.v1': 'open',
  'requisition.held.v1': 'on_hold',
  'requisition.filled.v1': 'filled',
  'requisition.cancelled.v1': 'cancelled',
};

function statusAfter(status: RequisitionStatus, type: RequisitionEvent['type']): RequisitionStatus {
  // Once it is open, what is approved is a change.
  if (type === 'requisition.approval-requested.v1') return status === 'draft' ? 'pending_approval' : status;
  return statusOf[type] ?? status;
}

function termsAfter(copy: RequisitionCopy, event: RequisitionEvent): Partial<RequisitionCopy> {
  switch (event.type) {
    case 'requisition.role-revised.v1':
      return { title: event.data.role.title ?? null };
    case 'requisition.team-set.v1':
      return { team: teamOf(event.data.team) };
    case 'requisition.plan-set.v1':
      return stagesAfter(copy.stages, event.data.plan.stages);
    case 'requisition.opened.v1':
    case 'requisition.terms-changed.v1':
    case 'requisition.reopened.v1': {
      const { role, team, plan } = event.data.terms;
      const terms = { title: role.title ?? null, team: teamOf(team), ...stagesAfter(copy.stages, plan.stages) };
      return event.type === 'requisition.opened.v1' ? { ...terms, openedAt: event.at } : terms;
    }
    default:
      return {};
  }
}

function stagesAfter(before: readonly StageCopy[], now: readonly StageCopy[]): Pick<RequisitionCopy, 'stages' | 'stagesOfPlan'> {
  const ids = new Set(now.map(({ id }) => id));
  const stages = [...now.map(({ id, name }) => ({ id, name })), ...before.filter(({ id }) => !ids.has(id))];
  return { stages, stagesOfPlan: now.length };
}

function approvalOf(before: ApprovalCopy | undefined, event: RequisitionEvent): ApprovalCopy | undefined {
  switch (event.type) {
    case 'requisition.change-approved.v1':
    case 'requisition.change-refused.v1':
    case 'requisition.cancelled.v1':
      return undefined;
    default:
      return approvalAfter(before, event);
  }
}

function owedAfter(owed: readonly Waiting[], { type, data, at }: RequisitionEvent): readonly Waiting[] {
  switch (type) {
    case 'requisition.hold-review-due.v1':
      return [...owed, waits('hold_review', data.owner, at, data.reviewAt)];
    case 'requisition.held.v1':
    case 'requisition.resumed.v1':
    case 'requisition.filled.v1':
      return owed.filter(({ kind }) => kind !== 'hold_review');
    case 'requisition.cancelled.v1':
      return [];
    case 'requisition.seat-missing.v1':
      return [...without(owed, data.offerId), waits('seat_missing', data.owner, at, undefined, data.offerId)];
    case 'requisition.seat-reserved.v1':
    case 'requisition.seat-committed.v1':
    case 'requisition.seat-filled.v1':
    case 'requisition.offer-ended.v1':
      return without(owed, data.offerId);
    default:
      return owed;
  }
}

const without = (owed: readonly Waiting[], offerId: string) => owed.filter(({ about }) => about !== offerId);
