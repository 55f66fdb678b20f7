/** The seats of a requisition as figures count them: open, reserved, committed or filled; a seat that was given up counts no more. Pure. */
import type { RequisitionChange } from './requisition-events.js';

/** How far the offer is that has the seat, in its order. */
const holds = ['reserved', 'committed', 'filled'] as const;
type Hold = (typeof holds)[number];
export const seatStates = ['open', ...holds] as const;

export interface SeatCopy {
  readonly id: string;
  readonly holder?: { readonly offerId: string; readonly hold: Hold };
  /** It is gone as soon as nobody has it. */
  readonly closing?: boolean;
}

export function stateOf({ holder, closing }: SeatCopy): (typeof seatStates)[number] | undefined {
  if (holder) return holder.hold;
  return closing ? undefined : 'open';
}

export function foldSeats(seats: readonly SeatCopy[], event: RequisitionChange): readonly SeatCopy[] {
  switch (event.type) {
    case 'requisition.opened.v1':
    case 'requisition.terms-changed.v1':
    case 'requisition.reopened.v1':
      return event.data.terms.seats.map(({ id }) => seats.find((seat) => seat.id === id) ?? { id });
    case 'requisition.seat-reserved.v1':
    case 'requisition.seat-offered.v1':
      return held(seats, event.data, 'reserved');
    case 'requisition.seat-committed.v1':
      return held(seats, event.data, 'committed');
    case 'requisition.seat-filled.v1':
      return held(seats, event.data, 'filled');
    case 'requisition.seat-released.v1':
      return changed(seats, event.data.seatId, ({ holder: _, ...seat }) => seat);
    case 'requisition.seat-closing.v1':
    case 'requisition.seat-closed.v1':
      return changed(seats, event.data.seatId, (seat) => ({ ...seat, closing: true }));
    case 'requisition.cancelled.v1':
      return seats.map((seat) => ({ ...seat, closing: true }));
    default:
      return seats;
  }
}

const changed = (seats: readonly SeatCopy[], seatId: string, change: (seat: SeatCopy) => SeatCopy): SeatCopy[] =>
  seats.map((seat) => (seat.id === seatId ? change(seat) : seat));

/** An offer that asks again is told of the seat again, however far it has come by then: it gets no less than it had. */
const held = (seats: readonly SeatCopy[], { seatId, offerId }: { seatId: string; offerId: string }, hold: Hold): SeatCopy[] =>
  changed(seats, seatId, (seat) => {
    const before = seat.holder?.offerId === offerId ? seat.holder.hold : 'reserved';
    return { ...seat, holder: { offerId, hold: holds.indexOf(before) > holds.indexOf(hold) ? before : hold } };
  });
