/** Shapes of a loop's events and bodies: bookings, panels, ratings, and the reasons that people give. No personal data. */
import { z } from 'zod';
import { id, instant, key, personId, round, timeZone } from './shapes.js';

/** A clock's reading without a zone, to the minute or second. */
export const localTime = z.string().regex(/^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, 'must be like 2026-03-02T09:00');

/** A shadow listens and has no vote. */
export const panelRole = z.enum(['lead', 'member', 'shadow']);
export const panelSeat = z.object({ person: personId, role: panelRole });

/** A round as it is planned; `planRoundId` is the plan's, for a stage that is planned again has new rounds. */
export const plannedRound = round.extend({ planRoundId: key.nullable() });

/** One booking of a whole panel: the instant, and the local time and zone that it was given in. The place is in the vault. */
export const bookingShape = z.object({
  bookingId: id,
  local: localTime,
  zone: timeZone,
  startsAt: instant,
  endsAt: instant,
  panel: z.array(panelSeat).min(1).max(12),
  /** How long after the round its scorecards are overdue. */
  scorecardDueHours: z.number().positive().max(1000),
  placeId: id.optional(),
});

export const rating = z.enum(['strong_no', 'no', 'yes', 'strong_yes']);
export const competencyRating = z.object({ competencyId: key, rating });
export const conclusion = z.enum(['hire', 'no_hire', 'hold', 'other_level', 'other_requisition']);
export const absentParty = z.enum(['candidate', 'interviewer']);

export const roundCancelReason = z.enum(['no_longer_needed', 'candidate_asked', 'interviewer_unavailable', 'duplicate', 'other']);
export const roundMoveReason = z.enum(['candidate_asked', 'interviewer_unavailable', 'no_show', 'place', 'mistake', 'other']);
export const invitationDeclineReason = z.enum(['unavailable', 'conflict_of_interest', 'not_my_field', 'other']);
export const interviewerReplaceReason = z.enum(['declined', 'unavailable', 'conflict_of_interest', 'other']);
export const scorecardWaiveReason = z.enum(['not_needed', 'interviewer_left', 'interviewer_absent', 'too_late', 'other']);
export const stageMoveReason = z.enum(['more_evidence', 'new_information', 'wrong_stage', 'other']);
export const extraRoundReason = z.enum(['more_evidence', 'split_panel', 'new_information', 'other_level', 'other']);
export const loopCancelReason = z.enum(['not_needed', 'mistake', 'other']);
export const conclusionReason = z.enum([
  'requirements_shown',
  'requirements_not_shown',
  'level',
  'better_fit_elsewhere',
  'more_information_needed',
  'weight_of_evidence',
  'new_information',
  'panel_misjudged',
  'other',
]);

export type Booking = z.output<typeof bookingShape>;
export type PanelSeat = z.output<typeof panelSeat>;
export type PlannedRound = z.output<typeof plannedRound>;
export type Rating = z.output<typeof rating>;
export type CompetencyRating = z.output<typeof competencyRating>;
export type Conclusion = z.output<typeof conclusion>;
