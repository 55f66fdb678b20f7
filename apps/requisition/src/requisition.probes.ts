/** A typical valid payload of each command that people give: what `actions` asks the decider with, and the table of all states. */
import type { Probes } from '@rolecall/kernel';
import { requirementsOf } from '@rolecall/role-schema';
import { type SeatState, seatStatus } from './requisition/state.js';
import type { Requisition, RequisitionCommand } from './requisition.js';

type Reaction = 'reserve-seat' | 'mark-extended' | 'commit-seat' | 'release-seat' | 'fill-seat' | 'reopen-seat';
type Deadline = 'escalate-approval' | 'remind-review';
export type PersonCommand = Exclude<RequisitionCommand['do'], Reaction | Deadline | 'draft'>;

const farAhead = '9999-12-31T00:00:00.000Z';
const approval = { groups: [{ id: 'approvers', people: ['someone else'], needed: 1 }], escalationOwner: 'someone else', dueInHours: 72 };
const anyNote = '00000000-0000-8000-8000-000000000000';

const someBand = {
  id: 'another',
  location: 'elsewhere',
  min: 1,
  max: 2,
  currency: 'EUR',
  period: 'year',
  basis: 'base',
  exceptionsAllowed: true,
} as const;
const someSeat = ({ bands }: Requisition) =>
  ({ bandId: bands[0]?.id ?? 'none', location: 'elsewhere', employmentType: 'full_time', kind: 'new' }) as const;
/** The seat that the command is most likely meant for. */
const seatFor = ({ seats }: Requisition, fits: (seat: SeatState) => boolean) => ({ seatId: (seats.find(fits) ?? seats[0])?.id ?? 'none' });

export const probes: Probes<Requisition, Extract<RequisitionCommand, { do: PersonCommand }>> = {
  'revise-role': ({ role }) => ({ role: { ...role, title: `${role.title}, another` } }),
  'set-bands': ({ bands }) => ({ bands: [...bands, someBand] }),
  'add-seats': (state) => ({ seats: [someSeat(state)] }),
  'close-seat': (state) => ({ reason: 'budget', ...seatFor(state, (seat) => seatStatus(seat) === 'open') }),
  'set-team': ({ team }) => ({ team: { ...team, coordinators: [...team.coordinators, 'another'] } }),
  'set-questions': () => ({
    questions: [{ id: 'start', kind: 'availability', text: 'When can you start?', required: false, knockoutAnswers: [] }],
  }),
  'set-plan': () => ({}),
  'set-evaluation': ({ evaluation }) => ({ evaluation: evaluation === 'on' ? 'off' : 'on' }),
  'confirm-requirements': ({ role }) => ({
    musts: requirementsOf(role)
      .slice(0, 1)
      .map(({ id }) => id),
  }),
  'request-approval': () => approval,
  approve: ({ approval: pending }) => ({ version: pending?.version ?? 0 }),
  'send-back': () => ({}),
  'reject-approval': () => ({}),
  recall: () => ({}),
  delegate: () => ({ to: 'someone else' }),
  'replace-approver': ({ approval: pending }) => ({
    groupId: pending?.groups[0]?.id ?? 'none',
    approver: pending?.groups[0]?.people[0] ?? 'nobody',
    replacement: 'someone else',
  }),
  remind: () => ({}),
  comment: () => ({ noteId: anyNote }),
  open: () => ({}),
  hold: () => ({ reason: 'other', reviewAt: farAhead }),
  resume: () => ({}),
  'request-change': (state) => ({ seats: [someSeat(state)], approval }),
  'approve-change': ({ change }) => ({ version: change?.version ?? 0 }),
  'refuse-change': () => ({}),
  'rank-waiting-offers': ({ line }) => ({ offerIds: line.map(({ offerId }) => offerId).reverse(), reason: 'other' }),
  'release-reservation': (state) => ({ reason: 'other', ...seatFor(state, (seat) => seatStatus(seat) === 'reserved') }),
  cancel: () => ({ reason: 'budget' }),
};
