/** A typical valid payload of each command that people give: what `actions` asks the decider with, and the table of all states. */
import type { Probes } from '@rolecall/kernel';
import type { ApplicationStanding, OfferCommand, ProposedTerms, RequisitionStatus, Uptime } from './offer/commands.js';
import { type Offer, present } from './offer/state.js';

type Reaction = 'note-conclusion' | 'take-seat' | 'wait-for-seat' | 'lose-seat' | 'end-with-application' | 'take-back-hire';
type Deadline = 'escalate-approval' | 'return-seat' | 'ask-again' | 'expire';
export type PersonCommand = Exclude<OfferCommand['do'], Reaction | Deadline>;

/** What our copies say, and when it is asked. */
export interface ProbeFacts {
  readonly at: string;
  readonly requisition: RequisitionStatus;
  readonly application: ApplicationStanding;
  readonly uptime?: Uptime;
}

const farAhead = '9999-12-31T00:00:00.000Z';
const anyId = '00000000-0000-8000-8000-000000000000';
const someone = 'someone else';

const someTerms = ({ versions }: Offer): ProposedTerms => ({
  ...{ termsId: anyId, termsHash: 'any', bandId: 'any', bandVersion: 1, currency: 'EUR', contingencies: [] },
  ...versions.at(-1),
  startDate: '9999-12-31',
  fit: 'inside',
});

const approval = { groups: [{ id: 'approvers', people: [someone], needed: 1 }], escalationOwner: someone, dueInHours: 72 };
const exception = { reason: 'other' as const, approvers: [someone], needed: 1 };
/** As the terms stood when they were last held against the band. */
const askedFor = (state: Offer) =>
  state.versions.length === 0 || present(state).insideBand
    ? ({ fit: 'inside' } as const)
    : ({ fit: 'outside', bandException: exception } as const);

export function probesFor({
  at,
  requisition,
  application,
  uptime,
}: ProbeFacts): Probes<Offer, Extract<OfferCommand, { do: PersonCommand }>> {
  return {
    draft: ({ offerId, applicationId, candidateId, requisitionId, episode, owner, ...state }) => ({
      ...{ offerId, applicationId, candidateId, requisitionId, episode, owner, application, conclusion: 'hire' },
      terms: someTerms({ offerId, applicationId, candidateId, requisitionId, episode, owner, ...state }),
    }),
    revise: (state) => ({ version: state.version, terms: someTerms(state), changed: ['base'], material: true, reason: 'other' }),
    'request-approval': (state) => ({ ...approval, ...askedFor(state), version: state.version, extendWithinHours: 120 }),
    approve: ({ approval: pending }) => ({ version: pending?.version ?? 0 }),
    'send-back': () => ({}),
    'reject-approval': () => ({}),
    recall: () => ({}),
    delegate: () => ({ to: someone }),
    'replace-approver': ({ approval: pending }) => ({
      groupId: pending?.groups[0]?.id ?? 'none',
      approver: pending?.groups[0]?.people[0] ?? 'nobody',
      replacement: 'yet someone else',
    }),
    remind: () => ({}),
    comment: () => ({ noteId: anyId }),
    'request-seat': () => ({ requisition }),
    extend: ({ version }) => ({ version, expiresAt: farAhead, requisition, application }),
    open: ({ version }) => ({ version }),
    accept: ({ version }) => ({ version, answeredAt: at, uptime }),
    decline: () => ({ reason: 'personal', answeredAt: at }),
    'extend-deadline': () => ({ expiresAt: farAhead }),
    'change-start-date': () => ({ startDate: '9999-12-30' }),
    rescind: () => ({ reason: 'other' }),
    void: () => ({ reason: 'other' }),
    renege: () => ({ reason: 'other', application }),
    reinstate: () => ({ reason: 'other', requisition, application }),
  };
}
