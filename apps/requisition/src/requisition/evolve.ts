/** Folds the events of a requisition: its terms, its approval and its course. Seats are folded in evolve-seats.ts. */
import { type ApprovalStep, approvalShapes, evolveApproval } from '@rolecall/approval';
import type { ApprovalEvent, Folds, RequisitionEvent } from './events.js';
import { seatFolds } from './evolve-seats.js';
import { absent, type Requisition, type SeatState, type Status } from './state.js';

const edited = (state: Requisition, part: Partial<Requisition>): Requisition => ({ ...state, ...part, revision: state.revision + 1 });

const folds: Folds<Exclude<RequisitionEvent, ApprovalEvent>> = {
  'requisition.drafted.v1': (_, { requisitionId, by, ...drafted }) =>
    edited(
      { ...absent, ...drafted, status: 'draft', id: requisitionId, roleVersion: 1, bandVersion: drafted.bands.length > 0 ? 1 : 0 },
      {},
    ),
  'requisition.role-revised.v1': (state, { role, roleVersion, confirmed, musts, niceToHaves }) =>
    edited(state, { role, roleVersion, confirmed, musts, niceToHaves }),
  'requisition.bands-set.v1': (state, { bands, bandVersion }) => edited(state, { bands, bandVersion }),
  'requisition.seats-added.v1': (state, { seats }) => edited(state, { seats: [...state.seats, ...seats] }),
  'requisition.team-set.v1': (state, { team }) => edited(state, { team }),
  'requisition.questions-set.v1': (state, { questions, questionsVersion }) => edited(state, { questions, questionsVersion }),
  'requisition.plan-set.v1': (state, { plan }) => edited(state, { plan }),
  'requisition.evaluation-set.v1': (state, { evaluation }) => edited(state, { evaluation }),
  'requisition.requirements-confirmed.v1': (state, { musts, niceToHaves }) => edited(state, { confirmed: true, musts, niceToHaves }),

  'requisition.change-requested.v1': (state, { approvalVersion, bands, seats, by }) =>
    edited(state, { change: { version: approvalVersion, requestedBy: by, bands, seats } }),
  'requisition.change-approved.v1': (state, { approvalVersion, bands, bandVersion, seats = [] }) =>
    edited(state, {
      bands: bands ?? state.bands,
      bandVersion,
      seats: [...state.seats, ...seats],
      change: undefined,
      approval: evolveApproval(state.approval, { name: 'approved', data: { approvalVersion } }),
    }),
  'requisition.change-refused.v1': (state, { how, by }) => ({
    ...state,
    change: undefined,
    approval: evolveApproval(state.approval, { name: how === 'recalled' ? 'recalled' : 'rejected', data: { by } }),
  }),

  'requisition.opened.v1': (state) => ({ ...state, status: 'open' }),
  'requisition.terms-changed.v1': (state) => state,
  'requisition.held.v1': (state, { reason, reviewAt }) => ({ ...state, status: 'on_hold', hold: { reason, reviewAt, reviewed: false } }),
  'requisition.hold-review-due.v1': (state) => ({ ...state, hold: state.hold && { ...state.hold, reviewed: true } }),
  'requisition.resumed.v1': (state) => ({ ...state, status: 'open', hold: undefined }),
  'requisition.filled.v1': (state, { owner }) => ({ ...state, status: 'filled', hold: undefined, closing: { owner } }),
  'requisition.reopened.v1': (state) => ({ ...state, status: 'open', closing: undefined }),
  'requisition.cancelled.v1': (state, { closeOn, owner, reason, by = owner }) => ({
    ...state,
    approval: state.approval?.status === 'pending' ? evolveApproval(state.approval, { name: 'recalled', data: { by } }) : state.approval,
    status: 'cancelled',
    hold: undefined,
    change: undefined,
    closing: { closeOn, owner },
    settled: !state.seats.some(({ holder }) => holder && holder.stage !== 'hired'),
    seats: state.seats.map((seat): SeatState => (seat.closing ? seat : { ...seat, closing: reason, cancelled: true })),
  }),
  'requisition.cancellation-completed.v1': (state) => ({ ...state, settled: true }),
  ...seatFolds,
};

const statusAfter: Partial<Record<ApprovalStep['name'], Status>> = {
  approved: 'approved',
  'sent-back': 'draft',
  recalled: 'draft',
  rejected: 'rejected',
};

/** A step of libs/approval is the same event under the requisition's name. */
function stepOf({ type, data }: { type: string; data: object }): ApprovalStep | undefined {
  const name = type.slice('requisition.'.length, -'.v1'.length);
  return name in approvalShapes ? ({ name, data } as ApprovalStep) : undefined;
}

function foldStep(state: Requisition, step: ApprovalStep): Requisition {
  const requested: Status = state.status === 'draft' ? 'pending_approval' : state.status;
  const status = step.name === 'approval-requested' ? requested : (statusAfter[step.name] ?? state.status);
  return { ...state, status, approval: evolveApproval(state.approval, step) };
}

/** Total: an event that this build does not know leaves the state as it is. */
export function evolve(state: Requisition, { type, data }: RequisitionEvent): Requisition {
  const step = stepOf({ type, data });
  if (step) return foldStep(state, step);
  const fold = (folds as Record<string, ((state: Requisition, data: never) => Requisition) | undefined>)[type];
  return fold ? fold(state, data as never) : state;
}

export const evolveAll = (state: Requisition, events: readonly RequisitionEvent[]): Requisition => events.reduce(evolve, state);
