/** Events of a requisition's approval, and of the approval of a change: libs/approval's steps under the requisition's name. */
import { approvalShapes } from '@rolecall/approval';
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { id } from './shapes.js';

const defineEvent = eventsOn({ topic: 'hiring.requisition', key: 'requisitionId', service: 'requisition' });
const of = <S extends z.ZodRawShape>(shape: S) => z.object({ requisitionId: id, ...shape });
const inside = { terminal: 'an approval is a matter of the requisition alone; people are told by its readers' };

export const requisitionApprovalRequested = defineEvent(
  'requisition.approval-requested.v1',
  'The terms of this version are up for approval, group after group.',
  of(approvalShapes['approval-requested'].shape),
  inside,
);
export const requisitionApprovalGiven = defineEvent(
  'requisition.approval-given.v1',
  'An approver, or their delegate, agreed to this version.',
  of(approvalShapes['approval-given'].shape),
  inside,
);
export const requisitionApprovalDelegated = defineEvent(
  'requisition.approval-delegated.v1',
  'An approver lets another person answer for them.',
  of(approvalShapes['approval-delegated'].shape),
  inside,
);
export const requisitionApproverReplaced = defineEvent(
  'requisition.approver-replaced.v1',
  'Another person stands in the place of an approver.',
  of(approvalShapes['approver-replaced'].shape),
  inside,
);
export const requisitionApprovalReminded = defineEvent(
  'requisition.approval-reminded.v1',
  'Those whom the approval waits for were reminded.',
  of(approvalShapes['approval-reminded'].shape),
  inside,
);
export const requisitionApprovalCommented = defineEvent(
  'requisition.approval-commented.v1',
  'Someone commented on the approval; the text is in the vault.',
  of(approvalShapes['approval-commented'].shape),
  inside,
);
export const requisitionApprovalEscalated = defineEvent(
  'requisition.approval-escalated.v1',
  'A step is late; its escalation owner has it now.',
  of(approvalShapes['approval-escalated'].shape),
  inside,
);
export const requisitionSentBack = defineEvent(
  'requisition.sent-back.v1',
  'An approver wants it changed: a draft again.',
  of(approvalShapes['sent-back'].shape),
  inside,
);
export const requisitionRecalled = defineEvent(
  'requisition.recalled.v1',
  'The requester took the request back: a draft again.',
  of(approvalShapes.recalled.shape),
  inside,
);
export const requisitionRejected = defineEvent(
  'requisition.rejected.v1',
  'An approver said no, and that is final.',
  of(approvalShapes.rejected.shape),
  inside,
);
export const requisitionApproved = defineEvent(
  'requisition.approved.v1',
  'Every group agreed to this version; it may be opened.',
  of(approvalShapes.approved.shape),
  inside,
);
