/** Every other end, each with its own name and meaning: by a person with a reason, or with the application; and the way back. */
import { asksForSeat } from './agreement.js';
import type { Command, Decisions } from './commands.js';
import { event, type Folds, type OfferEvent } from './events.js';
import * as no from './rejections.js';
import { givenUp } from './seating.js';
import { alive, base, isEnded, isInside, isOut, type Offer, personOf, type Status } from './state.js';

const noted = ({ noteId }: { readonly noteId?: string }) => (noteId ? { noteId } : {});

/** The loser of a crossing with an acceptance is told so at once. */
function rescind(command: Command<'rescind'>, state: Offer): OfferEvent[] {
  const by = personOf(command);
  if (state.status === 'rescinded') return [];
  alive(state);
  if (state.status === 'accepted') throw no.accepted();
  if (!isOut(state.status)) throw no.notExtended({ status: state.status });
  return [event('offer.rescinded.v1', { ...base(state), by, reason: command.reason, ...noted(command) })];
}

function voidOffer(command: Command<'void'>, state: Offer): OfferEvent[] {
  const by = personOf(command);
  if (state.status === 'voided') return [];
  if (state.status !== 'to_prepare') alive(state);
  if (state.status === 'accepted') throw no.accepted();
  if (isOut(state.status)) throw no.alreadyOut();
  return [event('offer.voided.v1', { ...base(state), reason: command.reason, by, ...noted(command) })];
}

/** Once the person is hired, the application takes the hire back, and this offer follows. */
function renege(command: Command<'renege'>, state: Offer): OfferEvent[] {
  const by = personOf(command);
  if (state.status === 'reneged') return [];
  alive(state);
  if (state.status !== 'accepted') throw no.notAccepted({ status: state.status });
  if (command.application === 'hired') throw no.hired();
  return [event('offer.reneged.v1', { ...base(state), reason: command.reason, by, ...noted(command) })];
}

/** Approved as it was; the seat is gone, so it asks again. */
function reinstate(command: Command<'reinstate'>, state: Offer): OfferEvent[] {
  const by = personOf(command);
  const { status: from } = state;
  const { application, requisition, reason, at } = command;
  if (from === 'approved' && state.reinstatedFrom) return [];
  if (!isEnded(from)) alive(state);
  if (from !== 'expired' && from !== 'declined') throw no.notReinstatable({ status: from });
  if (application !== 'going_on') throw no.applicationEnded({ application });
  if (requisition === 'cancelled') throw no.requisitionClosed({ requisition });
  return [event('offer.reinstated.v1', { ...base(state), from, reason, by, ...noted(command) }), asksForSeat(state, at)];
}

/**
 * Not extended: voided. With the candidate: the end wins, by its reason. Accepted: a withdrawal wins over the acceptance, the acceptance
 * over a rejection or closure (DESIGN.md §3).
 */
function endWithApplication({ how }: Command<'end-with-application'>, state: Offer): OfferEvent[] {
  const { status } = state;
  const withdrawn = how === 'withdrawn';
  if (isOut(status) && withdrawn) return [event('offer.declined.v1', { ...base(state), reason: 'application_withdrawn' })];
  if (isOut(status) || isInside(status) || status === 'to_prepare')
    return [event('offer.voided.v1', { ...base(state), reason: `application_${how}` })];
  return status === 'accepted' && withdrawn ? [event('offer.reneged.v1', { ...base(state), reason: 'application_withdrawn' })] : [];
}

/** A person reversed the hire: the candidate left, or the organization took it back. */
function takeBackHire({ reason, reversedBy: by }: Command<'take-back-hire'>, state: Offer): OfferEvent[] {
  if (state.status !== 'accepted') return [];
  return reason === 'reneged' || reason === 'no_show'
    ? [event('offer.reneged.v1', { ...base(state), reason, by })]
    : [event('offer.rescinded.v1', { ...base(state), reason, by })];
}

export const endingDecisions: Decisions<'rescind' | 'void' | 'renege' | 'reinstate' | 'end-with-application' | 'take-back-hire'> = {
  rescind,
  void: voidOffer,
  renege,
  reinstate,
  'end-with-application': endWithApplication,
  'take-back-hire': takeBackHire,
};

function endedAs(state: Offer, status: Status, { reason, by, noteId }: { reason: string; by?: string; noteId?: string }): Offer {
  return { ...givenUp(state), status, end: { reason, ...(by ? { by } : {}), ...noted({ noteId }) } };
}

export const endingFolds: Folds<`offer.${'rescinded' | 'voided' | 'reneged' | 'reinstated'}.v1`> = {
  'offer.rescinded.v1': (state, data) => endedAs(state, 'rescinded', data),
  'offer.voided.v1': (state, data) => endedAs(state, 'voided', data),
  'offer.reneged.v1': (state, data) => endedAs(state, 'reneged', data),
  'offer.reinstated.v1': (state, { from }) => ({
    ...state,
    status: 'approved',
    end: undefined,
    deadline: undefined,
    lateAnswers: [],
    reinstatedFrom: from,
  }),
};
