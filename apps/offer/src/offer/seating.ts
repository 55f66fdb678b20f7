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
  return [event('offer.seat-returned.v2', { ...base(state), reason: 'not_extended', extendBy })];
}

/** A quarter of an hour, then an hour, four, sixteen, and from then on every day. */
const patienceHours = (times: number): number => Math.min(0.25 * 4 ** (times - 1), 24);

/** By when the requisition must have answered an approved offer that asked for a seat. */
export const answerDue = ({ status, asked, seat }: Offer): string | undefined =>
  status === 'approved' && asked && !seat ? inHours(asked.at, patienceHours(asked.times)) : undefined;

/** Its ask or the answer was lost, or the requisition is away. It always answers, also what it has answered already. */
function askAgain({ at }: Command<'ask-again'>, state: Offer): OfferEvent[] {
  const due = answerDue(state);
  if (!state.asked || !due || at < due) return [];
  return [event('offer.seat-overdue.v1', { ...base(state), askedAt: state.asked.at, owner: state.owner }), asksForSeat(state, at)];
}

type Names = 'request-seat' | 'take-seat' | 'wait-for-seat' | 'lose-seat' | 'return-seat' | 'ask-again';

export const seatDecisions: Decisions<Names> = {
  'request-seat': request,
  'take-seat': take,
  'wait-for-seat': wait,
  'lose-seat': lose,
  'return-seat': giveBack,
  'ask-again': askAgain,
};

/** What was asked for, held or waited for is given up; answers to it are late from here on. */
export const givenUp = (state: Offer): Offer => ({
  ...state,
  ...{ seat: undefined, asking: false, asked: undefined, waiting: undefined },
  gaveUpAt: state.count,
});

const heard = (state: Offer, sequence: number | undefined): Offer => ({
  ...state,
  heardUpTo: sequence ?? state.heardUpTo,
  asked: undefined,
});

export const seatFolds: Folds<`offer.seat-${'assigned' | 'awaited' | 'lost' | 'overdue'}.v1` | 'offer.seat-returned.v2'> = {
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
  'offer.seat-returned.v2': givenUp,
  'offer.seat-overdue.v1': (state) => state,
};
