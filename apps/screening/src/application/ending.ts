/** Ends and their way back. A decision is an event at once; its letter is due later and is not sent if it is taken back before then. */
import { closureReasons, rejectionReasons } from '@rolecall/contracts';
import { type Context, type Due, deriveId } from '@rolecall/kernel';
import type { Command, Decisions } from './commands.js';
import * as no from './rejections.js';
import { advanced, onlyIn, shownOf } from './review.js';
import {
  type Application,
  type ApplicationEvent,
  base,
  type End,
  type Ended,
  event,
  type Folds,
  isEnded,
  isGone,
  isHired,
  isOpen,
  openStages,
  personOf,
} from './state.js';
import { doneTasks, openTasks } from './tasks.js';

/** Null when the reason has no letter. */
export function letterTime(letter: string, dueAt: string, { at }: Context): string | null {
  if (letter === 'none') return null;
  if (dueAt < at) throw no.letterInThePast({ letterDueAt: dueAt });
  return dueAt;
}

/** An ended application waits for nobody. */
export const tasksEnd = (state: Application, by: string): ApplicationEvent[] =>
  doneTasks(state, [...new Set(openTasks(state).map(({ kind }) => kind))], by, 'application_ended');

/** Already ended in this way for this reason: a repeat. */
const isRepeat = (state: Application, status: Ended, reason: string): boolean => state.status === status && state.end?.reason === reason;

function withoutOffer({ status }: Application): void {
  if (status === 'offered' || status === 'pre_hire' || isHired(status)) throw no.offerOutstanding({ status });
}

function reject(command: Command<'reject'>, state: Application): ApplicationEvent[] {
  const by = personOf(command);
  const { reason, noteId } = command;
  if (isRepeat(state, 'rejected', reason)) return [];
  withoutOffer(state);
  onlyIn(state, openStages);
  const letterDueAt = letterTime(rejectionReasons[reason].letter, command.letterDueAt, command);
  const shown = shownOf(state, command.shown);
  return [event('application.rejected.v1', { ...base(state), by, reason, letterDueAt, shown, noteId }), ...tasksEnd(state, by)];
}

function withdraw(command: Command<'withdraw'>, state: Application): ApplicationEvent[] {
  const by = personOf(command);
  const { reason, noteId } = command;
  if (isRepeat(state, 'withdrawn', reason)) return [];
  onlyIn(state, [...openStages, 'offered', 'pre_hire']);
  return [event('application.withdrawn.v1', { ...base(state), by, reason, noteId }), ...tasksEnd(state, by)];
}

function reinstate(command: Command<'reinstate'>, state: Application): ApplicationEvent[] {
  const by = personOf(command);
  if (isGone(state.status)) throw no.ended({ status: state.status });
  if (!state.end) return [];
  if (command.requisition === 'filled' || command.requisition === 'cancelled')
    throw no.requisitionClosed({ requisition: command.requisition });
  const { from, status, letterOut } = state.end;
  const to = isOpen(from) ? from : 'decision';
  // Loop and offer ids come from the episode: what others have begun and ended must not be met again. At a decision an offer may have
  // been drafted that nobody was told of.
  const episode = state.reacted || to === 'decision' ? state.episode + 1 : state.episode;
  const { reason, noteId } = command;
  const next = { ...state, episode };
  const reinstated = event('application.reinstated.v1', { ...base(next), by, from: status, to, reason, noteId, letterOut });
  return to === 'interviewing' ? [reinstated, advanced(next, by, command.at)] : [reinstated];
}

function releaseLetter({ at }: Context, state: Application): ApplicationEvent[] {
  const { end } = state;
  if (!end?.letterDueAt || end.letterOut || end.letterDueAt > at) return [];
  const letterId = deriveId(state.applicationId, `letter:${state.ends}`);
  return [event('application.letter-released.v1', { ...base(state), letterId, template: templateOf(end), reason: end.reason })];
}

const templateOf = ({ status, reason }: End): string =>
  status === 'closed'
    ? closureReasons[reason as keyof typeof closureReasons].letter
    : rejectionReasons[reason as keyof typeof rejectionReasons].letter;

export const endingDecisions: Decisions<'reject' | 'withdraw' | 'close' | 'reinstate' | 'release-letter'> = {
  reject,
  withdraw,
  close: (command, state) => {
    const by = personOf(command);
    const { reason } = command;
    if (isRepeat(state, 'closed', reason)) return [];
    withoutOffer(state);
    onlyIn(state, openStages);
    const letterDueAt = letterTime(closureReasons[reason].letter, command.letterDueAt, command);
    return [event('application.closed.v1', { ...base(state), by, reason, letterDueAt }), ...tasksEnd(state, by)];
  },
  reinstate,
  'release-letter': releaseLetter,
};

export const letterDue = ({ status, end }: Application): Due<{ do: 'release-letter' }> | undefined =>
  isEnded(status) && end?.letterDueAt && !end.letterOut ? { at: end.letterDueAt, command: { do: 'release-letter' } } : undefined;

function ends(state: Application, status: Ended, by: string, reason: string, letterDueAt: string | null): Application {
  const end: End = { status, from: state.status as End['from'], by, reason, letterDueAt, letterOut: false };
  const pastOffers = state.offer ? [...state.pastOffers, state.offer.offerId] : state.pastOffers;
  return { ...state, status, end, ends: state.ends + 1, offer: undefined, contingencies: [], pastOffers };
}

type Types = 'rejected' | 'withdrawn' | 'closed' | 'reinstated' | 'letter-released';

export const endingFolds: Folds<`application.${Types}.v1`> = {
  'application.rejected.v1': (state, { by, reason, letterDueAt }) => ends(state, 'rejected', by, reason, letterDueAt),
  'application.withdrawn.v1': (state, { by, reason }) => ends(state, 'withdrawn', by, reason, null),
  'application.closed.v1': (state, { by, reason, letterDueAt }) => ends(state, 'closed', by, reason, letterDueAt),
  'application.reinstated.v1': (state, { to, from, episode }) => {
    const live = { ...state, status: to, end: undefined, closing: undefined };
    return episode > state.episode
      ? { ...live, episode, reacted: false, advanced: false, past: { ...state.past, [state.episode]: from } }
      : live;
  },
  'application.letter-released.v1': (state) => (state.end ? { ...state, end: { ...state.end, letterOut: true } } : state),
};
