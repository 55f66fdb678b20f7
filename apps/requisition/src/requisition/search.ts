/** The course of a search: opened, held and resumed, seats given up, cancelled. */
import type { Command, Handlers, SearchCommand } from './commands.js';
import { event, type RequisitionEvent } from './events.js';
import { evolveAll } from './evolve.js';
import { settle } from './line.js';
import { drawPlan } from './plan.js';
import * as no from './rejections.js';
import { alive, type Holder, outstanding, type Requisition, running, type SeatState, seatStatus, termsOf } from './state.js';
import { told } from './terms.js';

type Decision = RequisitionEvent[];

export const searchHandlers: Handlers<SearchCommand, Requisition, RequisitionEvent> = {
  open,
  hold,
  'remind-review': remindReview,
  resume,
  'close-seat': closeSeat,
  cancel,
};

/** What is missing is named one by one: the band first, for a search without its pay is not announced. */
function open({ by }: Command<'open'>, state: Requisition): Decision {
  alive(state);
  if (state.status === 'open') return [];
  if (state.status === 'on_hold') throw no.onHold();
  if (state.status === 'filled') throw no.filled();
  if (state.bands.length === 0) throw no.noBand();
  if (!state.confirmed) throw no.requirementsNotConfirmed();
  if (state.seats.length === 0) throw no.noSeats();
  if (state.status !== 'approved') throw no.notApproved({ status: state.status });
  const requisitionId = state.id;
  const plan = { version: 1, stages: drawPlan(state) };
  const drawn = state.plan ? [] : [event('requisition.plan-set.v1', { requisitionId, plan, drawn: true, by: by.id })];
  const planned = evolveAll(state, drawn);
  const opened = event('requisition.opened.v1', { requisitionId, terms: termsOf(planned), by: by.id });
  return [...drawn, opened, ...settle(evolveAll(planned, [opened]))];
}

/** Holding again moves the review or gives another reason. */
function hold({ reason, reviewAt, noteId, at, by }: Command<'hold'>, state: Requisition): Decision {
  alive(state);
  if (state.status === 'filled') throw no.filled();
  if (!running(state)) throw no.notOpen({ status: state.status });
  if (reviewAt <= at) throw no.dateInPast({ field: 'reviewAt', date: reviewAt });
  if (state.hold?.reason === reason && state.hold.reviewAt === reviewAt) return [];
  return [event('requisition.held.v1', { requisitionId: state.id, reason, reviewAt, by: by.id, ...(noteId ? { noteId } : {}) })];
}

/** The deadline of a hold: a task for the recruiter. Nothing resumes by itself. */
function remindReview({ at }: Command<'remind-review'>, { id, hold: held, team }: Requisition): Decision {
  if (!held || held.reviewed || at < held.reviewAt) return [];
  return [event('requisition.hold-review-due.v1', { requisitionId: id, reviewAt: held.reviewAt, owner: team.recruiter })];
}

function resume({ by }: Command<'resume'>, state: Requisition): Decision {
  alive(state);
  if (state.status === 'open') return [];
  if (state.status === 'filled') throw no.filled();
  if (state.status !== 'on_hold') throw no.notOpen({ status: state.status });
  const resumed = event('requisition.resumed.v1', { requisitionId: state.id, by: by.id });
  return [resumed, ...settle(evolveAll(state, [resumed]))];
}

/** An offer that is only approved keeps its seat, which then closes when that offer ends. */
function closeSeat({ seatId, reason, by }: Command<'close-seat'>, state: Requisition): Decision {
  alive(state);
  if (state.status === 'pending_approval') throw no.approvalPending();
  const seat = state.seats.find(({ id }) => id === seatId);
  if (!seat) throw no.unknownSeat({ seatId });
  if (seat.closing) return [];
  if (seatStatus(seat) === 'filled') throw no.seatTaken({ seatId });
  if (outstanding(seat)) throw no.offersOutstanding({ offerIds: idsOf([seat]) });
  if (!state.seats.some((other) => other !== seat && !other.closing)) throw no.lastSeat({ seatId });
  const requisitionId = state.id;
  if (seat.holder) return [event('requisition.seat-closing.v1', { requisitionId, seatId, reason, by: by.id })];
  const closed = told(state, event('requisition.seat-closed.v1', { requisitionId, seatId, reason, by: by.id }));
  return [...closed, ...settle(evolveAll(state, closed))];
}

const idsOf = (seats: readonly SeatState[]): string[] => seats.map(({ holder }) => (holder as Holder).offerId);

/**
 * Refused while an offer is known to be with a candidate or accepted. An offer whose extension is still on its way here keeps its
 * seat, may be accepted and hired on it, and the cancellation completes when it has ended.
 */
function cancel(command: Command<'cancel'>, state: Requisition): Decision {
  if (state.status === 'cancelled') return [];
  alive(state);
  if (state.status === 'filled') throw no.filled();
  const held = idsOf(state.seats.filter(outstanding));
  const missing = state.line.filter(({ stage }) => stage !== 'approved').map(({ offerId }) => offerId);
  if (held.length + missing.length > 0) throw no.offersOutstanding({ offerIds: [...held, ...missing] });
  const { reason, at, by, noteId, closeOn } = command;
  if (closeOn !== undefined && closeOn <= at) throw no.dateInPast({ field: 'closeOn', date: closeOn });
  const requisitionId = state.id;
  const owner = command.owner ?? state.team.recruiter;
  return [
    event('requisition.cancelled.v1', {
      ...{ requisitionId, reason, owner, by: by.id },
      ...(closeOn ? { closeOn } : {}),
      ...(noteId ? { noteId } : {}),
    }),
    ...state.line.map(({ stage, bandId, ...waiting }) =>
      event('requisition.seat-refused.v1', { requisitionId, ...waiting, reason: 'requisition_closed' }),
    ),
  ];
}
