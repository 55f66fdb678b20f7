/** The candidate's answer. What reached the edge before the deadline counts; what comes after an end becomes a task for the owner. */
import type { Command, Decisions } from './commands.js';
import { deadlineOf, postponed } from './course.js';
import { event, type Folds, type OfferEvent } from './events.js';
import * as no from './rejections.js';
import { givenUp } from './seating.js';
import { base, type Deadline, isEnded, isUndrafted, type LateAnswer, type Offer, personOf, present, sameVersion } from './state.js';
import { answerableUntil } from './time.js';

/** There are terms that could be answered, or were; an offer that ended before it was out cannot be. */
function answerable({ status, deadline }: Offer): void {
  if (status === 'absent') throw no.notFound();
  if (isUndrafted(status)) throw no.notDrafted();
  if (isEnded(status) && !deadline) throw no.ended({ status });
}

function acceptance(state: Offer, acceptedAt: string): OfferEvent {
  const { lastSeatId, seat } = state;
  const { startDate, contingencies } = present(state);
  return event('offer.accepted.v1', {
    ...base(state),
    seatId: seat?.seatId ?? lastSeatId,
    startDate,
    contingencies: [...contingencies],
    acceptedAt,
  });
}

function lateAnswer(state: Offer, answer: LateAnswer['answer'], answeredAt: string): OfferEvent[] {
  if (state.lateAnswers.some((late) => late.answer === answer && late.version === state.version)) return [];
  return [event('offer.late-answer-recorded.v1', { ...base(state), answer, answeredAt, owner: state.owner })];
}

/**
 * In time by when it reached the edge, whatever was appended while it waited: an expiry that overtook it is no end. A deadline that has
 * passed without its timer having come ends the offer here and now.
 */
function accept(command: Command<'accept'>, state: Offer): OfferEvent[] {
  personOf(command);
  const { answeredAt, uptime } = command;
  answerable(state);
  sameVersion(state, command.version);
  if (state.status === 'accepted') return [];
  if (isEnded(state.status)) {
    const overtaken = state.status === 'expired' && answeredAt < (state.deadline as Deadline).expiresAt;
    return overtaken ? [acceptance(state, answeredAt)] : lateAnswer(state, 'accepted', answeredAt);
  }
  const deadline = deadlineOf(state);
  if (!deadline) throw no.notExtended({ status: state.status });
  const until = answerableUntil(deadline, uptime);
  if (answeredAt >= until) return [event('offer.expired.v1', base(state)), ...lateAnswer(state, 'accepted', answeredAt)];
  return [...(answeredAt >= deadline.expiresAt ? [postponed(state, until)] : []), acceptance(state, answeredAt)];
}

/** A no is taken as it comes, also after a deadline whose timer has not come yet. */
function decline(command: Command<'decline'>, state: Offer): OfferEvent[] {
  const by = personOf(command);
  const { reason, noteId, answeredAt } = command;
  answerable(state);
  if (state.status === 'declined') return [];
  if (state.status === 'accepted') throw no.accepted();
  if (isEnded(state.status)) return lateAnswer(state, 'declined', answeredAt);
  if (!deadlineOf(state)) throw no.notExtended({ status: state.status });
  return [event('offer.declined.v1', { ...base(state), reason, by, ...(noteId ? { noteId } : {}) })];
}

export const answerDecisions: Decisions<'accept' | 'decline'> = { accept, decline };

export const answerFolds: Folds<`offer.${'accepted' | 'declined' | 'late-answer-recorded'}.v1`> = {
  'offer.accepted.v1': (state, { acceptedAt }) => ({ ...state, status: 'accepted', acceptedAt, end: undefined }),
  'offer.declined.v1': (state, { reason, by, noteId }) => ({
    ...givenUp(state),
    status: 'declined',
    end: { reason, ...(by ? { by } : {}), ...(noteId ? { noteId } : {}) },
  }),
  'offer.late-answer-recorded.v1': (state, { answer, answeredAt, offerVersion: version }) => ({
    ...state,
    lateAnswers: [...state.lateAnswers, { answer, version, answeredAt }],
  }),
};
