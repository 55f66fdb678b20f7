/** Typical events and states of a requisition, typed: for specs, the documentation and the model of all services together. */
import type { Band, Question, RequisitionTerms, Seat, Team } from '@rolecall/contracts';
import { deriveId } from '@rolecall/kernel';
import { type Role, readRole, requirementsOf } from '@rolecall/role-schema';
import { event, type RequisitionEvent } from './requisition/events.js';
import { evolveAll } from './requisition/evolve.js';
import { drawPlan } from './requisition/plan.js';
import { absent, type Requisition, termsOf } from './requisition/state.js';

export const requisitionId = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
export const noteId = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b99';
/** Ids by a short name: `offer('a')`, `application('a')`. */
export const offer = (name: string): string => deriveId(requisitionId, `offer:${name}`);
export const application = (name: string): string => deriveId(requisitionId, `application:${name}`);
export const at = '2026-03-02T09:00:00.000Z';
/** Five working days after `at`. */
export const closeOn = '2026-03-09T09:00:00.000Z';

export const document = `Key Responsibilities and Required Skills for Backend Engineer

💰 $90,000 - $120,000

🎯 Role Definition

The Backend Engineer builds and runs the services of the ordering platform.

Core Responsibilities

Primary Functions

• Design and build services that take orders around the clock.
• Own a service from the first draft to its operation.

Required Skills & Competencies

Hard Skills (Technical)

• Strong programming proficiency in Go or Java.
• Experience with Apache Kafka or RabbitMQ.
• Proficiency with PostgreSQL.
• Hands-on experience with Kubernetes.
• Observability with Prometheus.
• Version control with Git.
• Load testing with Gatling.

Soft Skills

• Clear written communication.
• Mentoring of younger colleagues.
`;
export const role: Role = readRole(document).role;
export const requirementIds: readonly string[] = requirementsOf(role).map(({ id }) => id);
export const musts = requirementIds.slice(0, 3);
export const niceToHaves = requirementIds.slice(3, 5);

/** mara recruits, hiro is the hiring manager. */
export const team: Team = { hiringManager: 'hiro', recruiter: 'mara', coordinators: [], interviewers: ['ines', 'igor'] };
export const berlin: Band = {
  id: 'berlin',
  location: 'Berlin',
  min: 70_000,
  max: 95_000,
  currency: 'EUR',
  period: 'year',
  basis: 'base',
  exceptionsAllowed: true,
};
export const lisbon: Band = { ...berlin, id: 'lisbon', location: 'Lisbon', min: 50_000, max: 70_000 };
export const bands: Band[] = [berlin, lisbon];
export const seat = (id: string, bandId = 'berlin'): Seat => ({
  id,
  bandId,
  location: bandId === 'berlin' ? 'Berlin' : 'Lisbon',
  employmentType: 'full_time',
  kind: 'new',
});
export const question: Question = {
  id: 'right-to-work',
  kind: 'work_authorisation',
  text: 'May you work in Germany?',
  required: true,
  knockoutAnswers: ['no'],
};
export const approvalTerms = { groups: [{ id: 'finance', people: ['finn', 'fay'], needed: 1 }], escalationOwner: 'olga', dueInHours: 24 };

export const drafted = event('requisition.drafted.v1', { requisitionId, role, bands: [], team, by: 'mara' });
export const bandsSet = event('requisition.bands-set.v1', { requisitionId, bands, bandVersion: 1, by: 'mara' });
/** seat-1, seat-2, … in the band given. */
export const seatsAdded = (count = 1, bandId = 'berlin') => {
  const seats = Array.from({ length: count }, (_, n) => seat(`seat-${n + 1}`, bandId));
  return event('requisition.seats-added.v1', { requisitionId, seats, by: 'mara' });
};
export const requirementsConfirmed = event('requisition.requirements-confirmed.v1', { requisitionId, musts, niceToHaves, by: 'hiro' });
/** A draft that lacks nothing but its approval. */
export const completeDraft = (count = 1): RequisitionEvent[] => [drafted, bandsSet, seatsAdded(count), requirementsConfirmed];

const dueAt = '2026-03-03T09:00:00.000Z';
export const approvalRequested = (approvalVersion = 4) =>
  event('requisition.approval-requested.v1', { requisitionId, approvalVersion, ...approvalTerms, dueAt, by: 'mara' });
export const approvalGiven = (approvalVersion = 4) =>
  event('requisition.approval-given.v1', { requisitionId, approvalVersion, groupId: 'finance', by: 'finn' });
export const approved = event('requisition.approved.v1', { requisitionId, approvalVersion: 4 });
export const pendingApproval = (count = 1): RequisitionEvent[] => [...completeDraft(count), approvalRequested()];
export const approvedSearch = (count = 1): RequisitionEvent[] => [...pendingApproval(count), approvalGiven(), approved];
export const sentBack = event('requisition.sent-back.v1', { requisitionId, by: 'finn' });
export const recalled = event('requisition.recalled.v1', { requisitionId, by: 'mara' });
export const rejected = event('requisition.rejected.v1', { requisitionId, by: 'finn' });

export const stateOf = (...events: RequisitionEvent[]): Requisition => evolveAll(absent, events);
/** The terms after these events, as other services are told them. */
export const termsAfter = (...events: RequisitionEvent[]): RequisitionTerms => termsOf(stateOf(...events));

export const planSet = event('requisition.plan-set.v1', {
  requisitionId,
  plan: { version: 1, stages: drawPlan(stateOf(...completeDraft())) },
  drawn: true,
  by: 'mara',
});
export const opened = (count = 1) => {
  const terms = termsAfter(...approvedSearch(count), planSet);
  return event('requisition.opened.v1', { requisitionId, terms, by: 'mara' });
};
/** Everything that makes an open search with so many seats, all in the band of Berlin. */
export const openSearch = (count = 1): RequisitionEvent[] => [...approvedSearch(count), planSet, opened(count)];
export const held = event('requisition.held.v1', {
  requisitionId,
  reason: 'hiring_freeze',
  reviewAt: '2026-04-01T09:00:00.000Z',
  by: 'mara',
});
export const resumed = event('requisition.resumed.v1', { requisitionId, by: 'mara' });
export const filled = event('requisition.filled.v1', { requisitionId, owner: 'mara' });
export const cancelled = event('requisition.cancelled.v1', { requisitionId, reason: 'budget', owner: 'mara', by: 'mara' });
export const reopened = (count = 1) =>
  event('requisition.reopened.v1', { requisitionId, terms: termsAfter(...approvedSearch(count), planSet) });
