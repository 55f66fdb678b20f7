/** The seat, as the requisition tells of it. Its words are believed in their order; what answers an earlier ask than the last end counts no more. */
import { asksForSeat } from './agreement.js';
import type { Command, Decisions } from './commands.js';
import { event, type Folds, type OfferEvent } from './events.js';
import * as no from './rejections.js';
import { alive, base, isEnded, isInside, isOut, isUndrafted, type Offer, personOf } from './state.js';
import { inHours } from './time.js';

type Word = Command<'take-seat' | 'wait-for-seat' | 'lose-seat'>;

/** Said before what was heard already, or in answer to a word before the seat was given up; or to an offer that wants none. */
function late({ requisitionSequence, offerSequence }: Word, { status, heardUpTo, gaveUpAt }: Offer): boolean {
  if (isEnded(status) || isUndrafted(status)) return true;
  return requisitionSequence <= heardUpTo || (offerSequence ?? Infinity) <= gaveUpAt;
}

/** Again after the seat was returned or lost; an ask that is not answered yet, or stands in line, is not repeated. */
function request(command: Command<'request-seat'>, state: Offer): OfferEvent[] {
  personOf(command);
  alive(state);
  if (state.status === 'accepted') throw no.accepted();
  if (isOut(state.status)) throw no.alreadyOut();
  if (state.status !== 'approved') throw no.notApproved({ status: state.status });
  if (state.seat || state.asking) return [];
  if (command.requisition === 'cancelled') throw no.requisitionClosed({ requisition: command.requisition });
  return [asksForSeat(state, command.at)];
}

function take(command: Command<'take-seat'>, state: Offer): OfferEvent[] {
  const { seatId, bandId, requisitionSequence, at } = command;
  if (late(command, state) || state.seat?.seatId === seatId) return [];
  const extendBy = isInside(state.status) ? { extendBy: inHours(at, state.extendWithinHours) } : {};
  return [event('offer.seat-assigned.v1', { ...base(state), seatId, bandId, requisitionSequence, ...extendBy })];
}

function wait(command: Command<'wait-for-seat'>, state: Offer): OfferEvent[] {
  const { reason, position, requisitionSequence } = command;
  if (late(command, state)) return [];
  if (!state.seat && state.waiting?.reason === reason && state.waiting.position === position) return [];
  const place = position === undefined ? {} : { position };
  return [event('offer.seat-awaited.v1', { ...base(state), reason, ...place, requisitionSequence })];
}

function lose(command: Command<'lose-seat'>, state: Offer): OfferEvent[] {
  const { seatId, reason, requisitionSequence } = command;
  if (late(command, state) || state.seat?.seatId !== seatId) return [];
  return [event('offer.seat-lost.v1', { ...base(state), seatId, reason, requisitionSequence })];
}

/** The deadline of an offer with a seat that did not go out. */
function giveBack({ at }: Command<'return-seat'>, state: Offer): OfferEvent[] {
  const extendBy = state.seat?.extendBy;
  if (!isInside(state.status) || !extendBy || at < extendBy) return [];
  return [event('offer.seat-returned.v1', { ...base(state), extendBy, reason: 'not_extended' })];
}

export const seatDecisions: Decisions<'request-seat' | 'take-seat' | 'wait-for-seat' | 'lose-seat' | 'return-seat'> = {
  'request-seat': request,
  'take-seat': take,
  'wait-for-seat': wait,
  'lose-seat': lose,
  'return-seat': giveBack,
};

/** What was asked for, held or waited for is given up; answers to it are late from here on. */
export const givenUp = (state: Offer): Offer => ({ ...state, seat: undefined, asking: false, waiting: undefined, gaveUpAt: state.count });

const heard = (state: Offer, sequence: number | undefined): Offer => ({ ...state, heardUpTo: sequence ?? state.heardUpTo });

export const seatFolds: Folds<`offer.${'seat-assigned' | 'seat-awaited' | 'seat-lost' | 'seat-returned'}.v1`> = {
  'offer.seat-assigned.v1': (state, { seatId, bandId, extendBy, requisitionSequence }) => ({
    ...heard(state, requisitionSequence),
    seat: { seatId, bandId, ...(extendBy ? { extendBy } : {}) },
    lastSeatId: seatId,
    asking: false,
    waiting: undefined,
  }),
  'offer.seat-awaited.v1': (state, { reason, position, requisitionSequence }) => ({
    ...heard(state, requisitionSequence),
    seat: undefined,
    asking: position !== undefined,
    waiting: { reason, ...(position === undefined ? {} : { position }) },
  }),
  'offer.seat-lost.v1': (state, { requisitionSequence }) => ({
    ...heard(state, requisitionSequence),
    seat: undefined,
    asking: false,
    waiting: undefined,
  }),
  'offer.seat-returned.v1': givenUp,
};
