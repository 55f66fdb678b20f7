/** Typed example events and commands of a loop: for specs, docs, and the model test across services. */
import type { Booking, InterviewPlan, Rating } from '@rolecall/contracts';
import { deriveId } from '@rolecall/kernel';
import type { Appointment, LoopCommand } from './commands.js';
import { loopIdOf } from './loop-ids.js';
import { event, type LoopEvent } from './state.js';

export const applicationId = '01932c07-0000-7a5e-9c3e-00000000b001';
export const candidateId = '01932c07-0000-7a5e-9c3e-00000000c001';
export const requisitionId = '01932c07-0000-7a5e-9c3e-00000000a001';
export const loopId = loopIdOf(applicationId, 1);
export const of = { applicationId, loopId, requisitionId, episode: 1 };
/** When a command comes unless a spec says otherwise: the day before the round. */
export const time = '2026-03-02T09:00:00.000Z';
export const startsAt = '2026-03-03T09:00:00.000Z';
export const endsAt = '2026-03-03T09:30:00.000Z';
export const dueAt = '2026-03-04T09:30:00.000Z';
export const team = { hiringManager: 'hiro', recruiter: 'mara', coordinators: ['cleo'] };
const by = 'mara';

const competency = (id: string) => ({ id, name: `About ${id}`, requirementIds: [id] });
const round = (id: string, durationMinutes: number, panelSize: number, ...competencies: string[]) => ({
  ...{ id, name: `The round ${id}`, durationMinutes, panelSize, questionGuide: [] },
  competencies: competencies.map(competency),
});
export const plan: InterviewPlan = {
  version: 3,
  stages: [
    { id: 'screen', name: 'Phone screen', rounds: [round('phone', 30, 1, 'go', 'talk')] },
    { id: 'onsite', name: 'Onsite', rounds: [round('skills', 60, 2, 'kafka'), round('together', 45, 1, 'team')] },
  ],
};
const [screen, onsite] = plan.stages as [InterviewPlan['stages'][number], InterviewPlan['stages'][number]];

export const bookingId = (n: number) => deriveId(loopId, `booking:${n}`);
export const slot = (n = 1, more: Partial<Booking> = {}): Omit<Booking, 'endsAt'> => ({
  ...{ bookingId: bookingId(n), local: '2026-03-03T10:00', zone: 'Europe/Berlin', startsAt, scorecardDueHours: 24 },
  panel: [
    { person: 'lena', role: 'lead' },
    { person: 'olaf', role: 'member' },
    { person: 'shay', role: 'shadow' },
  ],
  ...more,
});
export const booked = (n = 1, more: Partial<Booking> = {}): Booking => ({ ...slot(n, more), endsAt: more.endsAt ?? endsAt });
export const appointment = (n = 1, more: Partial<Booking> = {}): Appointment => ({ roundId: 'phone', booking: slot(n, more) });

export const planned = (): LoopEvent[] => [
  event('interview.planned.v1', { ...of, candidateId, planVersion: 3, stages: plan.stages }),
  event('interview.stage-planned.v1', {
    ...of,
    stageId: 'screen',
    rounds: screen.rounds.map((each) => ({ ...each, planRoundId: each.id })),
  }),
];
export const scheduled = (n = 1, more: Partial<Booking> = {}, roundId = 'phone') =>
  event('interview.round-scheduled.v1', { ...of, roundId, booking: booked(n, more), by });
export const moved = (n = 2, more: Partial<Booking> = {}) =>
  event('interview.round-moved.v1', {
    ...{ ...of, roundId: 'phone', fromBookingId: bookingId(1), booking: booked(n, more), reason: 'other', by },
  });
export const declined = (person: string) => event('interview.invitation-declined.v1', { ...of, roundId: 'phone', person });
export const accepted = (person: string) => event('interview.invitation-accepted.v1', { ...of, roundId: 'phone', person });
export const replaced = (person: string, replacement: string, n = 9) =>
  event('interview.interviewer-replaced.v1', { ...of, roundId: 'phone', person, replacement, role: 'member', bookingId: bookingId(n), by });
export const held = (due = ['lena', 'olaf'], roundId = 'phone', at = dueAt) =>
  event('interview.round-held.v1', { ...of, roundId, due, scorecardsDueAt: at, by: 'end-rounds' });
export const noShow = (absent: 'candidate' | 'interviewer' = 'candidate', roundId = 'phone') =>
  event('interview.no-show-recorded.v1', { ...of, roundId, absent, by });
export const roundCancelled = (reason = 'other', roundId = 'phone') =>
  event('interview.round-cancelled.v1', { ...of, roundId, reason, by });

export const ratings = (rating: Rating = 'yes', ...ids: string[]) =>
  (ids.length > 0 ? ids : ['go', 'talk']).map((competencyId) => ({ competencyId, rating }));
export const submitted = (person: string, verdict: Rating = 'yes', writtenBy = person): LoopEvent[] => [
  event('interview.scorecard-kept.v1', { ...of, roundId: 'phone', person, verdict, ratings: ratings(verdict) }),
  event('interview.scorecard-submitted.v1', { ...of, roundId: 'phone', person, by: writtenBy }),
];
export const waived = (person: string) =>
  event('interview.scorecard-waived.v1', { ...of, roundId: 'phone', person, reason: 'not_needed', by });
export const unlocked = () => event('interview.scorecards-unlocked.v1', { ...of, roundId: 'phone' });
export const feedback = (lena: Rating = 'yes', olaf: Rating = 'yes'): LoopEvent[] => [
  ...submitted('lena', lena),
  ...submitted('olaf', olaf),
  unlocked(),
];
export const passed = (): LoopEvent[] => [
  event('interview.stage-passed.v1', { ...of, stageId: 'screen', nextStageId: 'onsite', by }),
  event('interview.stage-planned.v1', {
    ...of,
    stageId: 'onsite',
    rounds: onsite.rounds.map((each) => ({ ...each, planRoundId: each.id })),
  }),
];
export const concluded = (conclusion: 'hire' | 'no_hire' | 'hold' = 'hire', verdicts = { yes: 2, no: 0 }) =>
  event('interview.concluded.v1', { ...of, candidateId, conclusion, dissent: false, verdicts, by });
export const cancelled = (reason = 'not_needed') => event('interview.cancelled.v1', { ...of, reason, by });
export const applicationEnded = () => event('interview.application-ended.v1', { ...of, how: 'rejected' });

/** A history that leads into each state, of the loop and of its first round. */
export const histories = {
  absent: [],
  planned: planned(),
  scheduled: [...planned(), scheduled()],
  awaiting_feedback: [...planned(), scheduled(), held()],
  complete: [...planned(), scheduled(), held(), ...feedback()],
  no_show: [...planned(), scheduled(), noShow()],
  round_cancelled: [...planned(), scheduled(), roundCancelled()],
  concluded: [...planned(), scheduled(), held(), ...feedback(), concluded()],
  cancelled: [...planned(), scheduled(), cancelled()],
} as const satisfies Record<string, readonly LoopEvent[]>;
export type Situation = keyof typeof histories;

export const extraRound = { ...round('extra', 30, 1, 'go'), id: 'extra' };
const card = { roundId: 'phone', person: 'lena', verdict: 'yes', ratings: ratings(), team } as const;

/** One valid command of each kind. */
export const commands: { readonly [Name in LoopCommand['do']]: Extract<LoopCommand, { do: Name }> } = {
  plan: { do: 'plan', ...of, candidateId, plan },
  'pass-stage': { do: 'pass-stage', stageId: 'screen', team },
  'move-back': { do: 'move-back', toStageId: 'screen', reason: 'more_evidence', team },
  'add-round': { do: 'add-round', round: extraRound, reason: 'more_evidence', team },
  'schedule-round': { do: 'schedule-round', ...appointment() },
  'move-round': {
    do: 'move-round',
    ...appointment(2, { startsAt: '2026-03-03T11:00:00.000Z', local: '2026-03-03T12:00' }),
    reason: 'other',
  },
  'reschedule-round': { do: 'reschedule-round', ...appointment(3, { startsAt: '2026-03-05T09:00:00.000Z' }), reason: 'no_show' },
  'cancel-round': { do: 'cancel-round', roundId: 'phone', reason: 'other' },
  'abandon-booking': { do: 'abandon-booking', roundId: 'phone', bookingId: bookingId(7) },
  'mark-held': { do: 'mark-held', roundId: 'phone', earlier: true },
  'end-rounds': { do: 'end-rounds' },
  'mark-no-show': { do: 'mark-no-show', roundId: 'phone', absent: 'candidate' },
  respond: { do: 'respond', roundId: 'phone', answer: 'accept' },
  'replace-interviewer': {
    ...{ do: 'replace-interviewer', roundId: 'phone', person: 'olaf', replacement: 'pia' },
    ...{ bookingId: bookingId(9), ofBookingId: bookingId(1) },
  },
  'submit-scorecard': { do: 'submit-scorecard', ...card },
  'amend-scorecard': { do: 'amend-scorecard', ...card, verdict: 'no' },
  'waive-scorecard': { do: 'waive-scorecard', roundId: 'phone', person: 'lena', reason: 'not_needed', team },
  remind: { do: 'remind', roundId: 'phone' },
  'mark-overdue': { do: 'mark-overdue' },
  conclude: { do: 'conclude', conclusion: 'hire', dissent: false, team },
  reopen: { do: 'reopen', round: extraRound, reason: 'new_information', team },
  cancel: { do: 'cancel', reason: 'not_needed', team },
  end: { do: 'end', how: 'rejected' },
};

/** Who gives it, when it is not the recruiter. */
export const givers: Partial<Record<LoopCommand['do'], { kind: 'person' | 'service' | 'timer'; id: string }>> = {
  plan: { kind: 'service', id: 'screening' },
  end: { kind: 'service', id: 'screening' },
  'abandon-booking': { kind: 'timer', id: 'expire-holds' },
  'end-rounds': { kind: 'timer', id: 'end-rounds' },
  'mark-overdue': { kind: 'timer', id: 'mark-overdue' },
  respond: { kind: 'person', id: 'lena' },
  'submit-scorecard': { kind: 'person', id: 'lena' },
  'amend-scorecard': { kind: 'person', id: 'lena' },
};
/** When it is given, when it is not the day before. */
export const times: Partial<Record<LoopCommand['do'], string>> = {
  'end-rounds': endsAt,
  'mark-no-show': '2026-03-03T09:10:00.000Z',
  'mark-overdue': dueAt,
};
