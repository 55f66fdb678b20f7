/** The terms: asked for by a conclusion of the interviews, drafted and revised by people. Amounts stay in the vault; facts about them come here. */
import { isPastDate } from '@rolecall/kernel';
import type { Command, Decisions, Fit, ProposedTerms } from './commands.js';
import { event, type Folds, type OfferEvent } from './events.js';
import * as no from './rejections.js';
import { absent, alive, base, claims, isEnded, isUndrafted, type Offer, personOf, present, sameVersion, type Version } from './state.js';
import { inHours } from './time.js';

/** Hire makes the task; another conclusion takes it back while nothing was drafted. An application that has ended asks for nothing. */
function noteConclusion(command: Command<'note-conclusion'>, state: Offer): OfferEvent[] {
  const { conclusion, owner, concludedBy, dissent, application } = command;
  if (application !== 'going_on') return [];
  if (conclusion !== 'hire') return state.status === 'to_prepare' ? [event('offer.preparation-dropped.v1', base(state))] : [];
  if (state.status !== 'absent' && state.status !== 'dropped') return [];
  return [event('offer.preparation-asked.v1', { ...storyOf(command), owner, concludedBy, dissent })];
}

const storyOf = ({ applicationId, candidateId, requisitionId, offerId, episode }: Command<'note-conclusion' | 'draft'>) => ({
  ...{ applicationId, candidateId, requisitionId, offerId, episode },
  offerVersion: 1,
});

/** What is refused of terms at once; an exception from the band is for the approval to ask for. */
export function fits(fit: Fit, bandId: string): void {
  if (fit === 'no_seat_in_band') throw no.noSeatInBand({ bandId });
  if (fit === 'other_currency') throw no.otherCurrency({ bandId });
  if (fit === 'outside_forbidden') throw no.outsideForbiddenBand({ bandId });
}

export function notPast(field: string, date: string, at: string): void {
  if (isPastDate(date, at)) throw no.dateInPast({ field, date });
}

const factsOf = ({ fit, contingencies, ...terms }: ProposedTerms) => ({
  ...terms,
  contingencies: [...contingencies],
  insideBand: fit === 'inside',
});

function draft(command: Command<'draft'>, { status }: Offer): OfferEvent[] {
  const by = personOf(command);
  const { owner, terms, application, conclusion, at } = command;
  if (isEnded(status)) throw no.ended({ status });
  if (!isUndrafted(status)) throw no.alreadyDrafted({ offerId: command.offerId });
  if (application !== 'going_on') throw no.applicationEnded({ application });
  if (conclusion !== 'hire') throw no.notToHire({ conclusion });
  fits(terms.fit, terms.bandId);
  notPast('startDate', terms.startDate, at);
  return [event('offer.drafted.v1', { ...storyOf(command), ...factsOf(terms), owner, by })];
}

/**
 * The next version. A material one is drafted again: the older is past at once, also where it was with the candidate, and the seat stays
 * with the offer until a deadline unless the band is another. One that is not material takes the older one's place as it stands.
 */
function revise(command: Command<'revise'>, state: Offer): OfferEvent[] {
  const by = personOf(command);
  const { terms, material, changed, reason, noteId, at } = command;
  alive(state);
  if (state.status === 'accepted') throw no.accepted();
  sameVersion(state, command.version);
  if (state.status === 'pending_approval') throw no.approvalPending();
  if (changed.length === 0) throw no.nothingToChange();
  const { insideBand, bandVersion, bandId, startDate } = present(state);
  if (material) fits(terms.fit, terms.bandId);
  if (terms.startDate !== startDate) notPast('startDate', terms.startDate, at);
  const facts = material ? factsOf(terms) : { ...factsOf(terms), insideBand, bandVersion };
  const next = { ...base(state), offerVersion: state.version + 1 };
  const otherBand = terms.bandId !== bandId;
  // Revised again while it is a draft, the seat waits no longer for it.
  const kept = material && !otherBand && state.seat && state.status !== 'drafted' ? { extendBy: inHours(at, state.extendWithinHours) } : {};
  const note = noteId ? { noteId } : {};
  const returned = event('offer.seat-returned.v2', { ...next, reason: 'other_band' });
  return [
    event('offer.superseded.v1', { ...base(state), supersededBy: next.offerVersion }),
    event('offer.revised.v1', { ...next, ...facts, material, changed: [...changed], reason, by, ...kept, ...note }),
    ...(otherBand && claims(state) ? [returned] : []),
  ];
}

export const draftDecisions: Decisions<'note-conclusion' | 'draft' | 'revise'> = { 'note-conclusion': noteConclusion, draft, revise };

type Types = 'preparation-asked' | 'preparation-dropped' | 'drafted' | 'revised' | 'superseded';
type Made = Extract<OfferEvent, { type: 'offer.drafted.v1' | 'offer.revised.v1' }>['data'];

const versionOf = (data: Made, material: boolean, changed: readonly string[]): Version => {
  const { termsId, termsHash, bandId, bandVersion, currency, insideBand, startDate, contingencies, offerVersion: version } = data;
  return { termsId, termsHash, bandId, bandVersion, currency, insideBand, startDate, contingencies, version, material, changed };
};

export const draftFolds: Folds<`offer.${Types}.v1`> = {
  'offer.preparation-asked.v1': (state, { offerId, applicationId, candidateId, requisitionId, episode, owner }) => ({
    ...absent,
    ...{ offerId, applicationId, candidateId, requisitionId, episode, owner },
    count: state.count,
    status: 'to_prepare',
  }),
  'offer.preparation-dropped.v1': (state) => ({ ...state, status: 'dropped' }),
  'offer.drafted.v1': (state, data) => {
    const { offerId, applicationId, candidateId, requisitionId, episode, owner } = data;
    return {
      ...absent,
      ...{ offerId, applicationId, candidateId, requisitionId, episode, owner },
      count: state.count,
      status: 'drafted',
      versions: [versionOf(data, true, [])],
    };
  },
  'offer.superseded.v1': (state, { offerVersion, supersededBy }) => ({
    ...state,
    versions: state.versions.map((each) => (each.version === offerVersion ? { ...each, supersededBy } : each)),
  }),
  'offer.revised.v1': (state, data) => {
    const { offerVersion: version, material, changed, extendBy } = data;
    const revised = { ...state, version, versions: [...state.versions, versionOf(data, material, changed)] };
    if (!material) return revised;
    const seat = state.seat && { ...state.seat, ...(extendBy ? { extendBy } : {}) };
    const past = { approval: undefined, bandException: undefined, deadline: undefined, openedAt: undefined, reinstatedFrom: undefined };
    return { ...revised, ...past, status: 'drafted', seat };
  },
};
