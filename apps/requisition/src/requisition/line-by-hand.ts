/** What the recruiter or the hiring manager decides about the line: another order, or a reservation taken back. */
import type { Command } from './commands.js';
import { event, type RequisitionEvent } from './events.js';
import { evolveAll } from './evolve.js';
import { leave, refusal, settle } from './line.js';
import * as no from './rejections.js';
import { alive, type Holder, outstanding, type Requisition, same, seatStatus, seatsThatAre } from './state.js';

function inCharge({ team }: Requisition, by: string): void {
  if (by !== team.recruiter && by !== team.hiringManager) throw no.notInCharge();
}

export function rankWaitingOffers(command: Command<'rank-waiting-offers'>, state: Requisition): RequisitionEvent[] {
  alive(state);
  inCharge(state, command.by.id);
  const { offerIds, reason, noteId, by } = command;
  const waiting = state.line.map(({ offerId }) => offerId);
  if (waiting.length === 0 || !same([...offerIds].sort(), [...waiting].sort())) throw no.otherLine({ waiting });
  if (same(offerIds, waiting)) return [];
  const note = noteId ? { noteId } : {};
  return [event('requisition.waiting-offers-ranked.v1', { requisitionId: state.id, offerIds: [...offerIds], reason, by: by.id, ...note })];
}

/**
 * The seat goes to the next in line and the offer that had it to the end of the line. If nobody waits for it, the seat
 * is open and the offer without one until it asks again.
 */
export function releaseReservation(command: Command<'release-reservation'>, state: Requisition): RequisitionEvent[] {
  alive(state);
  inCharge(state, command.by.id);
  const seat = state.seats.find(({ id }) => id === command.seatId);
  if (!seat) throw no.unknownSeat({ seatId: command.seatId });
  if (outstanding(seat)) throw no.offersOutstanding({ offerIds: [(seat.holder as Holder).offerId] });
  if (seatStatus(seat) !== 'reserved') throw no.seatNotReserved({ seatId: seat.id, status: seatStatus(seat) });
  const { reason, noteId, by } = command;
  const released = leave(state, seat, { reason, by: by.id, ...(noteId ? { noteId } : {}) });
  const after = evolveAll(state, released);
  const stillOpen = seatsThatAre(after, 'open').some(({ id }) => id === seat.id);
  if (stillOpen) return released;
  const waits = backInLine(after, seat.holder as Holder, seat.bandId);
  // The seat itself may have closed while another of its band is open: then the offer gets that one at once.
  return [...released, waits, ...settle(evolveAll(after, [waits]))];
}

function backInLine(state: Requisition, { stage, ...offer }: Holder, bandId: string): RequisitionEvent {
  const position = state.line.length + 1;
  return event('requisition.seat-refused.v1', { requisitionId: state.id, ...offer, reason: refusal(state), position, bandId });
}
