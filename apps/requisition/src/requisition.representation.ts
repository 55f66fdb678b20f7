/** How a requisition is shown: the whole, a line of a list, its seats with the offers that wait. Ids only; nothing personal. */
import { waitingFor } from '@rolecall/approval';
import type { Loaded } from '@rolecall/messaging';
import { type SeatState, seatStatus } from './requisition/state.js';
import type { Requisition } from './requisition.js';

export function whole(state: Requisition) {
  const { id, ended, seats, line, approval, settled, ...rest } = state;
  return {
    ...rest,
    approval: approval && { ...approval, waitingFor: waitingFor(approval) },
    ...seatsOf(state),
    ...(state.status === 'cancelled' ? { cancellation: settled ? ('complete' as const) : ('waits for offers' as const) } : {}),
  };
}

export function summary({ id, sequence, state }: Loaded<Requisition>) {
  const { status, role, team, hold, closing, bands } = state;
  return { id, sequence, status, title: role.title, team, bands, hold, closing, seats: counts(state.seats) };
}

export function seatsOf({ seats, line }: Requisition) {
  return {
    seats: seats.map(({ holder, closing, cancelled, ...seat }) => ({
      ...seat,
      status: seatStatus({ holder, closing, ...seat }),
      ...(holder ? { offerId: holder.offerId, applicationId: holder.applicationId, offerIs: holder.stage } : {}),
      ...(closing ? { closing } : {}),
    })),
    counts: counts(seats),
    /** In order: the first gets the next seat of its band. */
    waiting: line.map(({ offerId, applicationId, bandId, stage }, place) => ({
      position: place + 1,
      offerId,
      applicationId,
      bandId,
      offerIs: stage,
    })),
  };
}

/** Seats by state; reserved + committed + filled never exceed `approved`. */
function counts(seats: readonly SeatState[]) {
  const count = { approved: 0, open: 0, reserved: 0, committed: 0, filled: 0, closed: 0 };
  for (const seat of seats) count[seatStatus(seat)] += 1;
  return { ...count, approved: seats.length - count.closed };
}
