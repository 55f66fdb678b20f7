/** What an application makes of its offer's events, in any interleaving (DESIGN.md §3, "What can cross"). */
import type { Context } from '@rolecall/kernel';
import type { Command, Decisions } from './commands.js';
import { heard } from './silence.js';
import {
  type Application,
  type ApplicationEvent,
  base,
  type Contingency,
  event,
  type Folds,
  isEnded,
  isGone,
  isHired,
  isOpen,
} from './state.js';
import { doneTasks, inHours, taskFor } from './tasks.js';

/** The offer belongs to an episode that ended with the application: it is voided, declined or reneged by its own service. */
const endedWith = (state: Application, episode: number, ...ends: string[]) => ends.includes(state.past[episode] ?? '');

function begin(command: Command<'begin-offer'>, state: Application): ApplicationEvent[] {
  const { offerId, offerVersion, offerEpisode, startDate, at, by } = command;
  if (!isOpen(state.status) && state.status !== 'offered') return [];
  if (endedWith(state, offerEpisode, 'rejected', 'withdrawn', 'closed') || state.pastOffers.includes(offerId)) return [];
  if (state.offer && (state.offer.offerId !== offerId || state.offer.version >= offerVersion)) return [];
  return [event('application.offered.v1', { ...base(state), offerId, offerVersion, startDate, at }), ...heard(state, by.id)];
}

/** The acceptance wins over a rejection or closure that crossed it; a withdrawal wins over the acceptance. */
function accept(command: Command<'begin-pre-hire'>, state: Application): ApplicationEvent[] {
  const { offerId, offerEpisode, by, owner } = command;
  const { status, offer } = state;
  if (isGone(status) || status === 'withdrawn') return [];
  if (endedWith(state, offerEpisode, 'withdrawn') || state.pastOffers.includes(offerId)) return [];
  if (status === 'pre_hire' || isHired(status)) {
    const known = offer?.offerId === offerId || state.tasks.some(({ kind, about }) => kind === 'second_acceptance' && about === offerId);
    return known ? [] : [taskFor(state, 'second_acceptance', command, { owner, about: offerId })];
  }
  if (!isEnded(status)) return preHire(command, state);
  const { letterOut } = state.end ?? { letterOut: false };
  const reinstated = { ...base(state), by: by.id, from: status, to: 'pre_hire' as const, reason: 'offer_accepted', letterOut };
  return [
    event('application.reinstated.v1', reinstated),
    taskFor(state, 'reinstated_by_acceptance', command, { owner, about: offerId }),
    ...preHire(command, state),
  ];
}

function preHire(command: Command<'begin-pre-hire'>, state: Application): ApplicationEvent[] {
  const { offerId, offerVersion, startDate, offerEpisode, at, by } = command;
  const contingencies = [...new Set(command.contingencies)];
  const begun = { ...base(state), offerId, offerVersion, startDate, contingencies, offerEpisode, at };
  return [
    event('application.pre-hire-begun.v1', begun),
    ...doneTasks(state, ['close_or_keep', 'hired_elsewhere', 'offer_ended', 'no_word'], by.id, 'offer_accepted'),
    ...hiredWhenClear({ ...state, offer: { offerId, version: offerVersion, startDate } }, contingencies.map(pending)),
  ];
}

const pending = (kind: string): Contingency => ({ kind, status: 'pending' });
const settled = ({ status }: Contingency) => status === 'cleared' || status === 'waived';

/** The hire, when nothing is left to wait for. */
export const hiredWhenClear = (state: Application, contingencies: readonly Contingency[]): ApplicationEvent[] => {
  const { offer } = state;
  return offer && contingencies.every(settled)
    ? [event('application.hired.v1', { ...base(state), offerId: offer.offerId, startDate: offer.startDate })]
    : [];
};

type Cause = Command<'end-offer'>['cause'] | 'hire_reversed';
/** These ends leave an offer that may be reinstated as it is; after the others a new offer needs a new episode. */
const reinstatable: readonly Cause[] = ['declined', 'expired'];

/** Back to a decision of people, with a task, in the episode that goes on. */
export function returned(state: Application, offerId: string, cause: Cause, context: Context, owner: string): ApplicationEvent[] {
  const episode = reinstatable.includes(cause) ? state.episode : state.episode + 1;
  const next = { ...state, episode };
  return [
    event('application.returned-to-decision.v1', { ...base(next), offerId, cause, endedEpisode: state.episode }),
    taskFor(next, cause === 'hire_reversed' ? 'hire_reversed' : 'offer_ended', context, { owner, about: offerId }),
    ...heard(state, context.by.id),
  ];
}

/** The candidate left, or the offer was taken back, while the hire was recorded: only this opens the filled seat again. */
const hireTakenBack = ({ offerId, cause, by, endedBy = by.id }: Command<'end-offer'>, state: Application): ApplicationEvent[] =>
  isHired(state.status)
    ? [
        event('application.hire-reversed.v1', {
          ...base(state),
          by: endedBy,
          offerId,
          reason: cause === 'reneged' ? 'reneged' : 'recorded_in_error',
        }),
      ]
    : [];

function end(command: Command<'end-offer'>, state: Application): ApplicationEvent[] {
  const { offerId, offerEpisode, cause, owner } = command;
  if (state.offer?.offerId === offerId) return [...hireTakenBack(command, state), ...returned(state, offerId, cause, command, owner)];
  // Ended before it was ever out: at a decision, the next offer needs the next episode.
  const neverOut = !state.offer && offerEpisode === state.episode && !state.pastOffers.includes(offerId);
  return cause === 'voided' && neverOut && state.status === 'decision' ? returned(state, offerId, cause, command, owner) : [];
}

export const offerDecisions: Decisions<'begin-offer' | 'begin-pre-hire' | 'end-offer' | 'move-start-date'> = {
  'begin-offer': begin,
  'begin-pre-hire': accept,
  'end-offer': end,
  'move-start-date': ({ offerId, startDate, by }, state) => {
    if (state.offer?.offerId !== offerId || state.offer.startDate === startDate) return [];
    const moved = event('application.start-date-moved.v1', { ...base(state), offerId, startDate });
    return state.status === 'pre_hire' ? [moved, ...heard(state, by.id)] : [moved];
  },
};

type Types = 'offered' | 'pre-hire-begun' | 'returned-to-decision' | 'start-date-moved';

export const offerFolds: Folds<`application.${Types}.v1`> = {
  'application.offered.v1': (state, { offerId, offerVersion, startDate, at }) => ({
    ...state,
    waitsSince: at,
    status: 'offered',
    reacted: true,
    returned: undefined,
    offer: { offerId, version: offerVersion, startDate },
  }),
  'application.pre-hire-begun.v1': (state, { offerId, offerVersion, startDate, contingencies, at }) => ({
    ...state,
    waitsSince: at,
    status: 'pre_hire',
    reacted: true,
    returned: undefined,
    offer: { offerId, version: offerVersion, startDate },
    contingencies: contingencies.map(pending),
  }),
  'application.returned-to-decision.v1': (state, { episode, cause, offerId, endedEpisode }) => {
    const back = { ...state, status: 'decision' as const, offer: undefined, contingencies: [], startedOn: undefined, returned: cause };
    return episode === endedEpisode
      ? back
      : {
          ...back,
          episode,
          reacted: false,
          advanced: false,
          past: { ...state.past, [endedEpisode]: 'offer_ended' },
          pastOffers: [...state.pastOffers, offerId],
        };
  },
  'application.start-date-moved.v1': (state, { startDate }) => {
    if (!state.offer) return state;
    const moved = { ...state, offer: { ...state.offer, startDate } };
    // The owner who was told that day one had passed is told of the new one as well.
    return state.status === 'pre_hire' ? { ...moved, waitsSince: state.waitsSince ?? inHours(state.offer.startDate, 0) } : moved;
  },
};
