/** Bodies of the offer's HTTP commands. Unknown fields are refused; terms and free text (`note`) go to the vault. */
import { approvalGroup, approvalRequestBody } from '@rolecall/approval';
import { personal } from '@rolecall/kernel';
import { z } from 'zod';
import { bandExceptionReason } from './offer.approval.events.js';
import { reinstateReason } from './offer.course.events.js';
import { reviseReason } from './offer.draft.events.js';
import { offerTerms } from './offer.terms.js';
import { declineReason } from './reasons.js';
import { date, id, instant, personId, timeZone } from './shapes.js';

const note = personal({ note: z.string().trim().min(1).max(4000).optional() });
/** What is decided on: another version than this is refused. */
const version = z.int().positive();
/** The deadline, an instant, and the candidate's zone, in which it is shown. */
const deadline = { expiresAt: instant, zone: timeZone.optional() };
/** The group that an exception from the band adds to the approval. */
export const compensationGroup = 'compensation';

export const draftOfferBody = z.strictObject({ applicationId: id, terms: offerTerms }).meta({ id: 'DraftOfferBody' });
/** `terms` wholly, as they are to be; what changed, and whether that is material, is found by comparison. */
export const reviseOfferBody = z
  .strictObject({ version, terms: offerTerms, reason: reviseReason, ...note })
  .meta({ id: 'ReviseOfferBody' });
export const requestOfferApprovalBody = approvalRequestBody
  .extend({
    groups: z
      .array(approvalGroup)
      .min(1)
      .max(10)
      .refine((groups) => new Set(groups.map(({ id: groupId }) => groupId)).size === groups.length, 'group ids must differ')
      .refine((groups) => groups.every(({ id: groupId }) => groupId !== compensationGroup), 'name the compensation group in bandException'),
    /** Needed outside the band: why, and who of compensation must agree besides. */
    bandException: z
      .strictObject({
        reason: bandExceptionReason,
        ...note,
        approvers: z.array(personId).min(1).max(20),
        needed: z.int().min(1).max(20).default(1),
      })
      .refine(({ approvers, needed }) => needed <= new Set(approvers).size, {
        message: 'more approvals needed than people',
        path: ['needed'],
      })
      .optional(),
    /** How long a seat is kept for the offer before it goes out. */
    extendWithinHours: z.number().positive().max(2160).default(120),
  })
  .meta({ id: 'RequestOfferApprovalBody' });

export const requestSeatBody = z.strictObject({}).meta({ id: 'RequestSeatBody' });
export const extendOfferBody = z.strictObject({ version, ...deadline }).meta({ id: 'ExtendOfferBody' });
export const openOfferBody = z.strictObject({ version }).meta({ id: 'OpenOfferBody' });
export const acceptOfferBody = z.strictObject({ version }).meta({ id: 'AcceptOfferBody' });
export const declineOfferBody = z
  .strictObject({ reason: declineReason.exclude(['application_withdrawn']), ...note })
  .meta({ id: 'DeclineOfferBody' });
export const extendDeadlineBody = z.strictObject(deadline).meta({ id: 'ExtendDeadlineBody' });
export const changeStartDateBody = z.strictObject({ startDate: date }).meta({ id: 'ChangeStartDateBody' });
export const rescindOfferBody = z
  .strictObject({ reason: z.enum(['position_cancelled', 'budget', 'error_in_terms', 'misstatement', 'conduct', 'other']), ...note })
  .meta({ id: 'RescindOfferBody' });
export const voidOfferBody = z
  .strictObject({ reason: z.enum(['not_needed', 'other_candidate', 'budget', 'terms_not_agreed', 'mistake', 'other']), ...note })
  .meta({ id: 'VoidOfferBody' });
export const renegeOfferBody = z
  .strictObject({ reason: z.enum(['other_offer', 'counter_offer', 'personal', 'unresponsive', 'other']), ...note })
  .meta({ id: 'RenegeOfferBody' });
export const reinstateOfferBody = z.strictObject({ reason: reinstateReason, ...note }).meta({ id: 'ReinstateOfferBody' });

export type DraftOfferBody = z.output<typeof draftOfferBody>;
export type ReviseOfferBody = z.output<typeof reviseOfferBody>;
export type RequestOfferApprovalBody = z.output<typeof requestOfferApprovalBody>;
export type ExtendOfferBody = z.output<typeof extendOfferBody>;
export type OpenOfferBody = z.output<typeof openOfferBody>;
export type AcceptOfferBody = z.output<typeof acceptOfferBody>;
export type DeclineOfferBody = z.output<typeof declineOfferBody>;
export type ExtendDeadlineBody = z.output<typeof extendDeadlineBody>;
export type ChangeStartDateBody = z.output<typeof changeStartDateBody>;
export type RescindOfferBody = z.output<typeof rescindOfferBody>;
export type VoidOfferBody = z.output<typeof voidOfferBody>;
export type RenegeOfferBody = z.output<typeof renegeOfferBody>;
export type ReinstateOfferBody = z.output<typeof reinstateOfferBody>;
