/** Typical events, commands and histories of an offer, typed: for specs, the documentation and the model of all services together. */
import { deriveId } from '@rolecall/kernel';
import type { Command, OfferCommand, ProposedTerms, Uptime } from './offer/commands.js';
import { event, type OfferEvent } from './offer/events.js';
import type { Offer, Status } from './offer/state.js';
import { offer } from './offer.js';
import { probesFor } from './offer.probes.js';

export const requisitionId = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
export const applicationId = deriveId(requisitionId, 'application');
export const candidateId = deriveId(requisitionId, 'candidate');
export const offerId = deriveId(applicationId, 'offer:1');
export const noteId = deriveId(requisitionId, 'note');
export const termsId = (version: number): string => deriveId(requisitionId, `terms:${version}`);

export const at = '2026-03-02T09:00:00.000Z';
/** Five days after `at`. */
export const extendBy = '2026-03-07T09:00:00.000Z';
export const expiresAt = '2026-03-09T17:00:00.000Z';
export const later = '2026-03-16T17:00:00.000Z';
export const startDate = '2026-05-04';
/** Up since before everything here, so that no grace is due. */
export const longUp: Uptime = { since: '2026-01-01T00:00:00.000Z', graceUntil: '2026-01-01T00:30:00.000Z' };

const story = { applicationId, candidateId, requisitionId, offerId, episode: 1 };
export const base = (offerVersion = 1) => ({ ...story, offerVersion });

const facts = (version: number, bandId = 'berlin') => ({
  ...{ termsId: termsId(version), termsHash: `hash-${version}`, bandId, bandVersion: 1, currency: 'EUR', startDate },
  contingencies: ['background_check' as const],
});
export const proposal = (version = 1, fit: ProposedTerms['fit'] = 'inside', bandId = 'berlin'): ProposedTerms => ({
  ...facts(version, bandId),
  fit,
});

export const asked = event('offer.preparation-asked.v1', { ...base(), owner: 'mara', concludedBy: 'hiro', dissent: false });
export const dropped = event('offer.preparation-dropped.v1', base());
export const drafted = (insideBand = true) => event('offer.drafted.v1', { ...base(), ...facts(1), insideBand, owner: 'mara', by: 'mara' });
export const superseded = (version = 1) => event('offer.superseded.v1', { ...base(version), supersededBy: version + 1 });
interface Revision {
  readonly version?: number;
  readonly material?: boolean;
  readonly bandId?: string;
  readonly extendBy?: string;
}
export const revised = ({ version = 2, material = true, bandId = 'berlin', ...kept }: Revision = {}) =>
  event('offer.revised.v1', {
    ...{ ...base(version), ...facts(version, bandId), insideBand: true, material },
    ...{ changed: [material ? 'base' : 'message'], reason: 'negotiation', by: 'mara', ...kept },
  });

export const groups = [{ id: 'finance', people: ['finn', 'fay'], needed: 1 }];
export const approvalTerms = { groups, escalationOwner: 'olga', dueInHours: 24 };
const dueAt = '2026-03-03T09:00:00.000Z';
export const approvalRequested = (version = 1) =>
  event('offer.approval-requested.v1', {
    ...{ ...base(version), approvalVersion: version, ...approvalTerms, dueAt, by: 'mara', extendWithinHours: 120 },
  });
export const approvalGiven = (version = 1) =>
  event('offer.approval-given.v1', { ...base(version), approvalVersion: version, groupId: 'finance', by: 'finn' });
export const approved = (version = 1, more: { bandId?: string; extendBy?: string; askedAt?: string } = {}) =>
  event('offer.approved.v1', { ...base(version), bandId: 'berlin', ...(more.extendBy ? {} : { askedAt: at }), ...more });
export const seatOverdue = (askedAt = at) => event('offer.seat-overdue.v1', { ...base(), askedAt, owner: 'mara' });

/** The order of the requisition's words about the seat. */
export const seatAssigned = (requisitionSequence = 10, more: { seatId?: string; version?: number; by?: string } = {}) =>
  event('offer.seat-assigned.v1', {
    ...{ ...base(more.version), seatId: more.seatId ?? 'seat-1', bandId: 'berlin', requisitionSequence },
    extendBy: more.by ?? extendBy,
  });
export const seatAwaited = (requisitionSequence = 10, position?: number) =>
  event('offer.seat-awaited.v1', {
    ...{ ...base(), reason: position ? 'no_open_seat' : 'requisition_closed', requisitionSequence },
    ...(position ? { position } : {}),
  });
export const seatLost = (requisitionSequence = 11, reason = 'stalled') =>
  event('offer.seat-lost.v1', { ...base(), seatId: 'seat-1', reason, requisitionSequence });
export const seatReturned = event('offer.seat-returned.v2', { ...base(), reason: 'not_extended', extendBy });

export const extended = (version = 1, seatId = 'seat-1', until = expiresAt) =>
  event('offer.extended.v1', {
    ...{ ...base(version), seatId, expiresAt: until, startDate, contingencies: ['background_check'] },
    ...{ by: 'mara', extendedAt: at },
  });
export const opened = (version = 1) => event('offer.opened.v1', { ...base(version), openedAt: at });
export const accepted = (version = 1, acceptedAt = at) =>
  event('offer.accepted.v1', { ...base(version), seatId: 'seat-1', startDate, contingencies: ['background_check'], acceptedAt });
export const declined = event('offer.declined.v1', { ...base(), reason: 'personal', by: 'jon' });
export const expired = event('offer.expired.v1', base());
export const rescinded = event('offer.rescinded.v1', { ...base(), reason: 'other', by: 'mara' });
export const voided = (reason = 'other') => event('offer.voided.v1', { ...base(), reason, by: 'mara' });
export const reneged = event('offer.reneged.v1', { ...base(), reason: 'other', by: 'mara' });
export const reinstated = (from: 'expired' | 'declined' = 'expired') =>
  event('offer.reinstated.v1', { ...base(), from, reason: 'candidate_returned', by: 'mara' });
export const lateAnswer = (answer: 'accepted' | 'declined' = 'accepted', answeredAt = at) =>
  event('offer.late-answer-recorded.v1', { ...base(), answer, answeredAt, owner: 'mara' });

export const pending: OfferEvent[] = [asked, drafted(), approvalRequested()];
/** Approved, and waiting for the requisition's answer. */
export const unseated: OfferEvent[] = [...pending, approvalGiven(), approved()];
export const seated: OfferEvent[] = [...unseated, seatAssigned()];
export const out: OfferEvent[] = [...seated, extended()];
export const yes: OfferEvent[] = [...out, accepted()];

export const histories: Readonly<Record<Status, readonly OfferEvent[]>> = {
  absent: [],
  to_prepare: [asked],
  dropped: [asked, dropped],
  drafted: [asked, drafted()],
  pending_approval: pending,
  approved: seated,
  extended: out,
  opened: [...out, opened()],
  accepted: yes,
  declined: [...out, declined],
  expired: [...out, expired],
  rescinded: [...out, rescinded],
  voided: [...seated, voided()],
  reneged: [...yes, reneged],
};

export const stateOf = (...events: readonly OfferEvent[]): Offer => events.reduce(offer.evolve, offer.initial);

export const conclusion = (of: Command<'note-conclusion'>['conclusion'] = 'hire'): OfferCommand => ({
  ...{ do: 'note-conclusion', ...story, conclusion: of, owner: 'mara', concludedBy: 'hiro', dissent: false, application: 'going_on' },
});
export const draftOf = (terms = proposal()): Extract<OfferCommand, { do: 'draft' }> => ({
  ...{ do: 'draft', ...story, owner: 'mara', terms, application: 'going_on', conclusion: 'hire' },
});
/** What the requisition says; `offerSequence` is the word of ours that it answers. */
export const reserve = (offerSequence = 5, requisitionSequence = 20, seatId = 'seat-1'): OfferCommand => ({
  ...{ do: 'take-seat', seatId, bandId: 'berlin', offerSequence, requisitionSequence },
});
export const refuse = (offerSequence = 5, requisitionSequence = 20, position?: number): OfferCommand => ({
  ...{ do: 'wait-for-seat', reason: position ? 'no_open_seat' : 'requisition_closed', position, offerSequence, requisitionSequence },
});
export const release = (requisitionSequence = 20, reason = 'stalled', offerSequence?: number): OfferCommand => ({
  ...{ do: 'lose-seat', seatId: 'seat-1', reason, requisitionSequence, ...(offerSequence ? { offerSequence } : {}) },
});

/** One command of each kind: those of people as `actions` asks, in the state given, and those of others and of deadlines. */
export function commandsIn(state: Offer): Readonly<Record<OfferCommand['do'], OfferCommand>> {
  const probes = probesFor({ at, requisition: 'open', application: 'going_on', uptime: longUp });
  const asked = Object.entries(probes).map(([name, payload]) => [name, { ...(payload as (of: Offer) => object)(state), do: name }]);
  return {
    ...(Object.fromEntries(asked) as Record<keyof typeof probes, OfferCommand>),
    draft: draftOf(),
    'note-conclusion': conclusion(),
    'take-seat': reserve(6, 20, 'seat-2'),
    'wait-for-seat': refuse(6, 20, 1),
    'lose-seat': release(),
    'return-seat': { do: 'return-seat' },
    'ask-again': { do: 'ask-again' },
    'escalate-approval': { do: 'escalate-approval' },
    expire: { do: 'expire', uptime: longUp },
    'end-with-application': { do: 'end-with-application', how: 'withdrawn' },
    'take-back-hire': { do: 'take-back-hire', reason: 'contingency_failed', reversedBy: 'mara' },
  };
}
