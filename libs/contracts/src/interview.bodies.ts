/** Request bodies about a loop and about calendars. Unknown fields are refused; notes and places go to the vault. */
import { personal } from '@rolecall/kernel';
import { z } from 'zod';
import * as shape from './interview.shapes.js';
import { competency, instant, key, personId, round, timeZone } from './shapes.js';

const note = personal({ note: z.string().trim().min(1).max(4000).optional() });

/** The end follows from the round's duration. */
const appointment = {
  local: shape.localTime.describe('The time on the clocks of `zone`, such as 2026-03-02T09:00.'),
  zone: timeZone.describe('An IANA time zone, such as Europe/Berlin.'),
  /** Needed only where the clocks change: which of two readings is meant, or what a skipped one means. */
  offset: z
    .string()
    .regex(/^(Z|[+-]\d{2}:\d{2})$/, 'must be like +01:00')
    .optional(),
  panel: z
    .array(z.strictObject({ person: personId, role: shape.panelRole }))
    .min(1)
    .max(12)
    .refine((all) => new Set(all.map(({ person }) => person)).size === all.length, 'names a person twice'),
  /** A room or a link. */
  ...personal({ place: z.string().trim().min(1).max(500).optional() }),
};
export const scheduleRoundBody = z.strictObject(appointment).meta({ id: 'ScheduleRoundBody' });
/** Of a scheduled round; `reschedule` takes the same after a no-show. */
export const moveRoundBody = z.strictObject({ ...appointment, reason: shape.roundMoveReason, ...note }).meta({ id: 'MoveRoundBody' });
export const cancelRoundBody = z.strictObject({ reason: shape.roundCancelReason, ...note }).meta({ id: 'CancelRoundBody' });
export const respondToInvitationBody = z
  .strictObject({ answer: z.enum(['accept', 'decline']), reason: shape.invitationDeclineReason.optional(), ...note })
  .meta({ id: 'RespondToInvitationBody' });
export const replaceInterviewerBody = z
  .strictObject({ person: personId, replacement: personId, reason: shape.interviewerReplaceReason.optional(), ...note })
  .meta({ id: 'ReplaceInterviewerBody' });
/** `person` says which interviewer did not come. */
export const markNoShowBody = z
  .strictObject({ absent: shape.absentParty, person: personId.optional(), ...note })
  .refine(({ absent, person }) => (absent === 'interviewer') === (person !== undefined), {
    message: 'is given for an absent interviewer, and only then',
    path: ['person'],
  })
  .meta({ id: 'MarkNoShowBody' });
/** `earlier`: it took place before its time; without it a round is held only once it has begun. */
export const markHeldBody = z.strictObject({ earlier: z.boolean().default(false) }).meta({ id: 'MarkHeldBody' });

const scorecard = {
  verdict: shape.rating,
  ratings: z
    .array(z.strictObject({ ...shape.competencyRating.shape, ...note }))
    .min(1)
    .max(12)
    .refine((all) => new Set(all.map(({ competencyId }) => competencyId)).size === all.length, 'rates a competency twice'),
  /** The panel member whose scorecard this is, when somebody else writes it down. */
  onBehalfOf: personId.optional(),
  ...note,
};
export const submitScorecardBody = z.strictObject(scorecard).meta({ id: 'SubmitScorecardBody' });
export const amendScorecardBody = z.strictObject(scorecard).meta({ id: 'AmendScorecardBody' });
export const waiveScorecardBody = z
  .strictObject({ person: personId, reason: shape.scorecardWaiveReason, ...note })
  .meta({ id: 'WaiveScorecardBody' });

export const passStageBody = z.strictObject({ stageId: key }).meta({ id: 'PassStageBody' });
export const moveLoopBackBody = z.strictObject({ toStageId: key, reason: shape.stageMoveReason, ...note }).meta({ id: 'MoveLoopBackBody' });
/** The round's id may be left to us. */
const extraRound = {
  round: z.strictObject({ ...round.shape, id: key.optional(), competencies: z.array(z.strictObject(competency.shape)).min(1).max(12) }),
  reason: shape.extraRoundReason,
  ...note,
};
export const addRoundBody = z.strictObject(extraRound).meta({ id: 'AddRoundBody' });
export const reopenLoopBody = z.strictObject(extraRound).meta({ id: 'ReopenLoopBody' });
export const concludeLoopBody = z
  .strictObject({
    conclusion: shape.conclusion,
    /** Say true when it goes against the majority of verdicts; a reason is obligatory then. */
    dissent: z.boolean().default(false),
    reason: shape.conclusionReason.optional(),
    ...note,
  })
  .refine(({ dissent, reason }) => !dissent || reason !== undefined, { message: 'is obligatory with dissent', path: ['reason'] })
  .meta({ id: 'ConcludeLoopBody' });
export const cancelLoopBody = z.strictObject({ reason: shape.loopCancelReason, ...note }).meta({ id: 'CancelLoopBody' });

const dayMs = 86_400_000;
const busyDaysMax = 93;
const inThisCentury = instant.refine((at) => at.startsWith('20'), 'is not in this century');

export const addBusyBody = z
  .strictObject({ from: inThisCentury, to: inThisCentury })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { message: 'is not after `from`', path: ['to'] })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= busyDaysMax * dayMs, {
    message: `is more than ${busyDaysMax} days after \`from\``,
    path: ['to'],
  })
  .meta({ id: 'AddBusyBody' });

export type ScheduleRoundBody = z.output<typeof scheduleRoundBody>;
export type MoveRoundBody = z.output<typeof moveRoundBody>;
export type CancelRoundBody = z.output<typeof cancelRoundBody>;
export type RespondToInvitationBody = z.output<typeof respondToInvitationBody>;
export type ReplaceInterviewerBody = z.output<typeof replaceInterviewerBody>;
export type MarkNoShowBody = z.output<typeof markNoShowBody>;
export type MarkHeldBody = z.output<typeof markHeldBody>;
export type SubmitScorecardBody = z.output<typeof submitScorecardBody>;
export type AmendScorecardBody = z.output<typeof amendScorecardBody>;
export type WaiveScorecardBody = z.output<typeof waiveScorecardBody>;
export type PassStageBody = z.output<typeof passStageBody>;
export type MoveLoopBackBody = z.output<typeof moveLoopBackBody>;
export type AddRoundBody = z.output<typeof addRoundBody>;
export type ReopenLoopBody = z.output<typeof reopenLoopBody>;
export type ConcludeLoopBody = z.output<typeof concludeLoopBody>;
export type CancelLoopBody = z.output<typeof cancelLoopBody>;
export type AddBusyBody = z.output<typeof addBusyBody>;
