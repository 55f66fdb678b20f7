/** Bodies of the requisition's HTTP commands. Unknown fields are refused; free text (`note`) goes to the vault. */
import { approvalRequestBody } from '@rolecall/approval';
import { personal } from '@rolecall/kernel';
import { z } from 'zod';
import { holdReason, seatCloseReason } from './reasons.js';
import { lineReason } from './requisition.seats.events.js';
import { band, competency, id, instant, key, question, round, seat, stage, team } from './shapes.js';

const note = personal({ note: z.string().min(1).max(4000).optional() });
const requirementId = z.string().min(1).max(120);

const teamIn = z.strictObject(team.shape);
const bandIn = z.strictObject(band.shape).refine(({ min, max }) => min <= max, { message: 'min is above max', path: ['min'] });
const bandsIn = z.array(bandIn).min(1).max(50);
/** A seat's id may be left to us. */
const seatIn = z.strictObject({ ...seat.shape, id: key.optional() });
const seatsIn = z.array(seatIn).min(1).max(200);

const roundIn = z.strictObject({ ...round.shape, competencies: z.array(z.strictObject(competency.shape)).min(1).max(12) });
const stageIn = z.strictObject({ ...stage.shape, rounds: z.array(roundIn).min(1).max(12) });

/** The role document itself as text/plain, or as JSON with the team. */
export const draftRequisitionBody = z
  .union([z.string(), z.strictObject({ document: z.string(), team: teamIn.optional() })])
  .meta({ id: 'DraftRequisitionBody' });
export const reviseRoleBody = z.union([z.string(), z.strictObject({ document: z.string() })]).meta({ id: 'ReviseRoleBody' });
export const setBandsBody = z.strictObject({ bands: bandsIn }).meta({ id: 'SetBandsBody' });
export const addSeatsBody = z.strictObject({ seats: seatsIn }).meta({ id: 'AddSeatsBody' });
export const closeSeatBody = z.strictObject({ seatId: key, reason: seatCloseReason }).meta({ id: 'CloseSeatBody' });
export const setTeamBody = teamIn.meta({ id: 'SetTeamBody' });
export const setQuestionsBody = z
  .strictObject({ questions: z.array(z.strictObject(question.shape)).max(50) })
  .meta({ id: 'SetQuestionsBody' });
/** Without stages a plan is drawn from the musts. */
export const setPlanBody = z.strictObject({ stages: z.array(stageIn).min(1).max(10).optional() }).meta({ id: 'SetPlanBody' });
export const setEvaluationBody = z.strictObject({ evaluation: z.enum(['on', 'off']) }).meta({ id: 'SetEvaluationBody' });
export const confirmRequirementsBody = z
  .strictObject({ musts: z.array(requirementId).min(1).max(500), niceToHaves: z.array(requirementId).max(500).default([]) })
  .meta({ id: 'ConfirmRequirementsBody' });

export const requestRequisitionApprovalBody = approvalRequestBody.meta({ id: 'RequestRequisitionApprovalBody' });
export const requestChangeBody = z
  .strictObject({ bands: bandsIn.optional(), seats: seatsIn.optional(), approval: approvalRequestBody })
  .meta({ id: 'RequestChangeBody' });
export const approveChangeBody = z.strictObject({ version: z.int().positive() }).meta({ id: 'ApproveChangeBody' });
export const refuseChangeBody = z.strictObject({ ...note }).meta({ id: 'RefuseChangeBody' });

export const openRequisitionBody = z.strictObject({}).meta({ id: 'OpenRequisitionBody' });
export const holdRequisitionBody = z.strictObject({ reason: holdReason, reviewAt: instant, ...note }).meta({ id: 'HoldRequisitionBody' });
export const resumeRequisitionBody = z.strictObject({}).meta({ id: 'ResumeRequisitionBody' });
/** `closeOn` and `owner` default to five of the organization's working days and the recruiter. */
export const cancelRequisitionBody = z
  .strictObject({ reason: seatCloseReason, closeOn: instant.optional(), owner: team.shape.recruiter.optional(), ...note })
  .meta({ id: 'CancelRequisitionBody' });

export const rankWaitingOffersBody = z
  .strictObject({ offerIds: z.array(id).min(1).max(1000), reason: lineReason, ...note })
  .meta({ id: 'RankWaitingOffersBody' });
export const releaseReservationBody = z.strictObject({ seatId: key, reason: lineReason, ...note }).meta({ id: 'ReleaseReservationBody' });

export type DraftRequisitionBody = z.output<typeof draftRequisitionBody>;
export type ReviseRoleBody = z.output<typeof reviseRoleBody>;
export type SetBandsBody = z.output<typeof setBandsBody>;
export type AddSeatsBody = z.output<typeof addSeatsBody>;
export type CloseSeatBody = z.output<typeof closeSeatBody>;
export type SetTeamBody = z.output<typeof setTeamBody>;
export type SetQuestionsBody = z.output<typeof setQuestionsBody>;
export type SetPlanBody = z.output<typeof setPlanBody>;
export type SetEvaluationBody = z.output<typeof setEvaluationBody>;
export type ConfirmRequirementsBody = z.output<typeof confirmRequirementsBody>;
export type RequestRequisitionApprovalBody = z.output<typeof requestRequisitionApprovalBody>;
export type RequestChangeBody = z.output<typeof requestChangeBody>;
export type ApproveChangeBody = z.output<typeof approveChangeBody>;
export type RefuseChangeBody = z.output<typeof refuseChangeBody>;
export type HoldRequisitionBody = z.output<typeof holdRequisitionBody>;
export type CancelRequisitionBody = z.output<typeof cancelRequisitionBody>;
export type RankWaitingOffersBody = z.output<typeof rankWaitingOffersBody>;
export type ReleaseReservationBody = z.output<typeof releaseReservationBody>;
