/**
 * THE DECIDER of an offer: from a conclusion of the interviews to a yes, or to one of five ends. Start here, then go by theme:
 * offer/drafting.ts (terms and versions), agreement.ts (approval), seating.ts (the seat), course.ts (out, deadlines, expiry),
 * answers.ts (what the candidate says), endings.ts (how it ends otherwise, and comes back).
 */
import { approvalDue } from '@rolecall/approval';
import type { Context, Decider, Due } from '@rolecall/kernel';
import { agreementDecisions, approvedFold, foldStep, stepOf } from './offer/agreement.js';
import { answerDecisions, answerFolds } from './offer/answers.js';
import type { Decisions, OfferCommand } from './offer/commands.js';
import { courseDecisions, courseFolds, deadlineOf } from './offer/course.js';
import { draftDecisions, draftFolds } from './offer/drafting.js';
import { endingDecisions, endingFolds } from './offer/endings.js';
import type { OfferEvent } from './offer/events.js';
import { answerDue, seatDecisions, seatFolds } from './offer/seating.js';
import { absent, isInside, type Offer } from './offer/state.js';

export type { OfferCommand } from './offer/commands.js';
export type { OfferEvent } from './offer/events.js';
export type { Offer } from './offer/state.js';

const decisions: Decisions<OfferCommand['do']> = {
  ...draftDecisions,
  ...agreementDecisions,
  ...seatDecisions,
  ...courseDecisions,
  ...answerDecisions,
  ...endingDecisions,
};

const folds = { ...draftFolds, ...approvedFold, ...seatFolds, ...courseFolds, ...answerFolds, ...endingFolds };

/** Total: an event that this build does not know, or does not act on yet, is counted and leaves the rest as it is. */
function evolve(before: Offer, event: OfferEvent): Offer {
  const state = { ...before, count: before.count + 1 };
  const step = stepOf(event);
  if (step) return foldStep(state, step, event);
  const fold = (folds as unknown as Record<string, ((state: Offer, data: OfferEvent['data']) => Offer) | undefined>)[event.type];
  return fold ? fold(state, event.data) : state;
}

/** The earliest of: the candidate's deadline, the time to use the seat, the requisition's answer, a late step of the approval. */
function due(state: Offer): Due<OfferCommand> | undefined {
  const { status, seat, approval } = state;
  const expiry = deadlineOf(state);
  const late = status === 'pending_approval' ? approvalDue(approval) : undefined;
  const unanswered = answerDue(state);
  const all: Due<OfferCommand>[] = [
    ...(expiry ? [{ at: expiry.expiresAt, command: { do: 'expire' } } as const] : []),
    ...(isInside(status) && seat?.extendBy ? [{ at: seat.extendBy, command: { do: 'return-seat' } } as const] : []),
    ...(unanswered ? [{ at: unanswered, command: { do: 'ask-again' } } as const] : []),
    ...(late ? [late] : []),
  ];
  return all.sort((one, other) => (one.at < other.at ? -1 : 1))[0];
}

export const offer: Decider<Offer, OfferCommand, OfferEvent> = {
  aggregate: 'offer',
  stateVersion: 2,
  initial: absent,
  decide: (command, state) => (decisions[command.do] as (command: OfferCommand & Context, state: Offer) => OfferEvent[])(command, state),
  evolve,
  due,
  story: ({ applicationId }) => applicationId,
};
