/** The seats of a requisition as the pipeline keeps them: who has each, and how long it took to fill. Pure. */
import type { RequisitionEvent } from '../streams.js';

export interface SeatCopy {
  readonly id: string;
  readonly state: 'open' | 'reserved' | 'committed' | 'filled' | 'closed';
  readonly offerId?: string;
  /** Since when it is to be filled: it was new, or came free after a hire. */
  readonly openedAt: string;
  /** Given up as soon as nobody has it. */
  readonly closing?: true;
}

/** A seat that was filled; it stays one when the hire is taken back. */
export interface Fill {
  readonly seatId: string;
  readonly openedAt: string;
  readonly at: string;
}

export interface Seats {
  readonly seats: readonly SeatCopy[];
  readonly fills: readonly Fill[];
}

const order = ['open', 'reserved', 'committed', 'filled', 'closed'] as const;

export function foldSeats({ seats, fills }: Seats, event: RequisitionEvent): Seats {
  const changing = (seatId: string, change: (seat: SeatCopy) => SeatCopy) => ({
    seats: seats.map((seat) => (seat.id === seatId ? settled(change(seat)) : seat)),
    fills,
  });
  switch (event.type) {
    case 'requisition.opened.v1':
    case 'requisition.terms-changed.v1':
    case 'requisition.reopened.v1':
      return { seats: termsSeats(seats, event.data.terms.seats, event.at), fills };
    case 'requisition.seat-reserved.v1':
    case 'requisition.seat-offered.v1':
      return changing(event.data.seatId, held('reserved', event.data.offerId));
    case 'requisition.seat-committed.v1':
      return changing(event.data.seatId, held('committed', event.data.offerId));
    case 'requisition.seat-filled.v1': {
      const { seatId, offerId } = event.data;
      const filled = seats.filter(({ id, state }) => id === seatId && state !== 'filled');
      const more = filled.map(({ openedAt }) => ({ seatId, openedAt, at: event.at }));
      return { ...changing(seatId, held('filled', offerId)), fills: [...fills, ...more] };
    }
    case 'requisition.seat-released.v1':
      return changing(event.data.seatId, ({ state, offerId: _, openedAt, ...seat }) => ({
        ...{ ...seat, state: 'open', openedAt: state === 'filled' ? event.at : openedAt },
      }));
    case 'requisition.seat-closing.v1':
    case 'requisition.seat-closed.v1':
      return changing(event.data.seatId, (seat) => ({ ...seat, closing: true }));
    case 'requisition.cancelled.v1':
      return { seats: seats.map((seat) => settled({ ...seat, closing: true })), fills };
    default:
      return { seats, fills };
  }
}

/** The same offer loses nothing of what it had. */
const held =
  (state: 'reserved' | 'committed' | 'filled', offerId: string) =>
  (seat: SeatCopy): SeatCopy => {
    const further = seat.offerId === offerId && order.indexOf(seat.state) > order.indexOf(state);
    return { ...seat, state: further ? seat.state : state, offerId };
  };

const settled = (seat: SeatCopy): SeatCopy => (seat.closing && seat.state === 'open' ? { ...seat, state: 'closed' } : seat);

/** Those that the terms name; closed ones are in them no more, and stay known. */
function termsSeats(before: readonly SeatCopy[], now: readonly { readonly id: string }[], at: string): SeatCopy[] {
  const known = new Set(before.map(({ id }) => id));
  return [...before, ...now.filter(({ id }) => !known.has(id)).map(({ id }): SeatCopy => ({ id, state: 'open', openedAt: at }))];
}
