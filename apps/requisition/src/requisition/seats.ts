/** Who gets which seat. Every offer that asks is answered, and what another service says is believed, whatever it crosses. */
import type { Command, Handlers, SeatCommand } from './commands.js';
import { event, type RequisitionEvent } from './events.js';
import { evolveAll } from './evolve.js';
import { freeSeat, leave, refusal, settle, take } from './line.js';
import { rankWaitingOffers, releaseReservation } from './line-by-hand.js';
import * as no from './rejections.js';
import { further, heldBy, type Requisition, type Stage, seatStatus, type Waiting } from './state.js';

type Decision = RequisitionEvent[];

export const seatHandlers: Handlers<SeatCommand, Requisition, RequisitionEvent> = {
  'reserve-seat': reserveSeat,
  'mark-extended': (command, state) => advance('extended', command, state, bandOf(state, command.seatId)),
  'commit-seat': (command, state) => advance('accepted', command, state, bandOf(state, command.seatId)),
  'fill-seat': (command, state) => advance('hired', command, state),
  'release-seat': releaseSeat,
  'reopen-seat': reopenSeat,
  'rank-waiting-offers': rankWaitingOffers,
  'release-reservation': releaseReservation,
};

interface Said {
  readonly offerId: string;
  readonly applicationId: string;
  readonly offerSequence?: number;
  readonly applicationSequence?: number;
  readonly seatId?: string;
}

/** A requisition that a reaction does not find may still be on its way. */
function arrived(state: Requisition): void {
  if (state.status === 'absent') throw no.notKnownYet();
}

/** Said before the offer ended or the hire was reversed, and delivered after it. */
function late({ ended }: Requisition, { offerId, offerSequence, applicationSequence }: Said): boolean {
  const end = ended[offerId];
  return end !== undefined && ((offerSequence ?? Infinity) <= end.offer || (applicationSequence ?? Infinity) <= end.application);
}

const bandOf = (state: Requisition, seatId: string) => state.seats.find(({ id }) => id === seatId)?.bandId;

function reserveSeat({ do: _, at: __, by: ___, bandId, ...said }: Command<'reserve-seat'>, state: Requisition): Decision {
  arrived(state);
  if (late(state, said)) return [];
  const requisitionId = state.id;
  const held = heldBy(state, said.offerId);
  if (held) return [event('requisition.seat-reserved.v1', { requisitionId, ...said, seatId: held.id, bandId: held.bandId })];
  if (state.status === 'cancelled' || state.status === 'rejected')
    return [event('requisition.seat-refused.v1', { requisitionId, ...said, reason: 'requisition_closed' })];
  const place = state.line.findIndex(({ offerId }) => offerId === said.offerId);
  const waiting: Waiting = { ...said, bandId, stage: state.line[place]?.stage ?? 'approved' };
  const seat = freeSeat(state, waiting);
  if (seat) return take(state, seat, waiting);
  const position = (place < 0 ? state.line.length : place) + 1;
  return [event('requisition.seat-refused.v1', { requisitionId, ...said, reason: refusal(state), position, bandId })];
}

/** Extended, accepted or hired: the offer's seat follows. If its reservation was lost meanwhile it gets another, or is first in line. */
function advance(stage: Stage, command: Said & { at: string }, state: Requisition, bandId?: string): Decision {
  arrived(state);
  if (late(state, command)) return [];
  const held = heldBy(state, command.offerId);
  const waiting = state.line.find(({ offerId }) => offerId === command.offerId);
  const before = held?.holder ?? waiting;
  if (before && !further(stage, before.stage)) return [];
  const { offerId, applicationId, offerSequence, applicationSequence } = command;
  const said = { offerId, applicationId, stage, ...(offerSequence === undefined ? {} : { offerSequence }) };
  const holder: Waiting = { ...before, ...said, bandId: waiting?.bandId ?? bandId };
  const seat = held ?? freeSeat(state, holder, command.seatId);
  if (!seat) return [seatMissing(state, { ...holder, applicationSequence })];
  const taken = take(state, seat, holder, applicationSequence);
  return [...taken, ...settle(evolveAll(state, taken))];
}

function seatMissing(state: Requisition, { stage, bandId, ...holder }: Waiting & { applicationSequence?: number }): RequisitionEvent {
  const { offerId, applicationId, offerSequence, applicationSequence } = holder;
  return event('requisition.seat-missing.v1', {
    requisitionId: state.id,
    offerId,
    applicationId,
    stage: stage as Exclude<Stage, 'approved'>,
    owner: state.team.recruiter,
    ...(bandId === undefined ? {} : { bandId }),
    ...(offerSequence === undefined ? {} : { offerSequence }),
    ...(applicationSequence === undefined ? {} : { applicationSequence }),
  });
}

/** An offer ended. Who is hired stays so, with a seat or first in line for one, until the application says otherwise. */
function releaseSeat(command: Command<'release-seat'>, state: Requisition): Decision {
  arrived(state);
  if (late(state, command)) return [];
  const { offerId, applicationId, offerSequence, reason } = command;
  const held = heldBy(state, offerId);
  if (state.line.some((waiting) => waiting.offerId === offerId && waiting.stage === 'hired')) return [];
  if (held && seatStatus(held) !== 'filled') return leave(state, held, { reason, offerSequence });
  return [event('requisition.offer-ended.v1', { requisitionId: state.id, offerId, applicationId, offerSequence, reason })];
}

/** A hire was reversed, from hired or before it: the seat is open again, and so is a filled requisition. */
function reopenSeat(command: Command<'reopen-seat'>, state: Requisition): Decision {
  arrived(state);
  if (late(state, command)) return [];
  const { offerId, applicationId, applicationSequence, reason } = command;
  const held = heldBy(state, offerId);
  if (held) return leave(state, held, { reason, applicationSequence });
  return [event('requisition.offer-ended.v1', { requisitionId: state.id, offerId, applicationId, applicationSequence, reason })];
}
