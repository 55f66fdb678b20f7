/** Events of an offer's approval: libs/approval's steps under the offer's name. Its last step is offer.approved, which asks for a seat. */
import { approvalShapes } from '@rolecall/approval';
import { z } from 'zod';
import { defineOfferEvent as defineEvent, ofOffer as of } from './offer.scope.js';
import { id } from './shapes.js';

const inside = { terminal: 'an approval is a matter of the offer alone; people are told by its readers' };

export const bandExceptionReason = z.enum(['market', 'competing_offer', 'scarce_skills', 'internal_equity', 'other']);

export const offerApprovalRequested = defineEvent(
  'offer.approval-requested.v1',
  'The terms of this version are up for approval, group after group; outside the band with a reason, and the compensation group.',
  of({
    ...approvalShapes['approval-requested'].shape,
    bandException: z.object({ reason: bandExceptionReason, noteId: id.optional() }).optional(),
    /** How long a seat is kept for the offer before it goes out. */
    extendWithinHours: z.number().positive(),
  }),
  inside,
);
export const offerApprovalGiven = defineEvent(
  'offer.approval-given.v1',
  'An approver, or their delegate, agreed to this version.',
  of(approvalShapes['approval-given'].shape),
  inside,
);
export const offerApprovalDelegated = defineEvent(
  'offer.approval-delegated.v1',
  'An approver lets another person answer for them.',
  of(approvalShapes['approval-delegated'].shape),
  inside,
);
export const offerApproverReplaced = defineEvent(
  'offer.approver-replaced.v1',
  'Another person stands in the place of an approver.',
  of(approvalShapes['approver-replaced'].shape),
  inside,
);
export const offerApprovalReminded = defineEvent(
  'offer.approval-reminded.v1',
  'Those whom the approval waits for were reminded.',
  of(approvalShapes['approval-reminded'].shape),
  inside,
);
export const offerApprovalCommented = defineEvent(
  'offer.approval-commented.v1',
  'Someone commented on the approval; the text is in the vault.',
  of(approvalShapes['approval-commented'].shape),
  inside,
);
export const offerApprovalEscalated = defineEvent(
  'offer.approval-escalated.v1',
  'A step is late; its escalation owner has it now.',
  of(approvalShapes['approval-escalated'].shape),
  inside,
);
export const offerSentBack = defineEvent(
  'offer.sent-back.v1',
  'An approver wants it changed: a draft again.',
  of(approvalShapes['sent-back'].shape),
  inside,
);
export const offerRecalled = defineEvent(
  'offer.recalled.v1',
  'The requester took the request back: a draft again.',
  of(approvalShapes.recalled.shape),
  inside,
);
export const offerApprovalRejected = defineEvent(
  'offer.rejected.v1',
  'An approver said no, and that is final: the offer is voided.',
  of(approvalShapes.rejected.shape),
  inside,
);
