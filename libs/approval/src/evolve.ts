/** Folds the steps of an approval into its state. */
import type { Approval, GroupState } from './approval.js';
import type { ApprovalStep } from './shapes.js';

export function evolveApproval(approval: Approval | undefined, { name, data }: ApprovalStep): Approval | undefined {
  if (name === 'approval-requested') {
    const { approvalVersion, by, groups, escalationOwner, dueInHours, dueAt } = data;
    const fresh = groups.map((group) => ({ ...group, given: [], delegates: {} }));
    return { version: approvalVersion, status: 'pending', requestedBy: by, groups: fresh, escalationOwner, dueInHours, dueAt };
  }
  if (!approval) return undefined;
  switch (name) {
    case 'approval-given':
      return {
        ...approval,
        dueAt: data.nextDueAt ?? approval.dueAt,
        groups: inGroup(approval, data.groupId, (group) => ({ ...group, given: [...group.given, data.onBehalfOf ?? data.by] })),
      };
    case 'approval-delegated':
      return {
        ...approval,
        groups: inGroup(approval, data.groupId, (group) => ({ ...group, delegates: { ...group.delegates, [data.by]: data.to } })),
      };
    case 'approver-replaced':
      return {
        ...approval,
        groups: inGroup(approval, data.groupId, (group) => ({
          ...group,
          people: group.people.map((person) => (person === data.approver ? data.replacement : person)),
        })),
      };
    case 'approval-escalated':
      return { ...approval, dueAt: null };
    case 'sent-back':
      return { ...approval, status: 'sent_back' };
    case 'recalled':
      return { ...approval, status: 'recalled' };
    case 'rejected':
      return { ...approval, status: 'rejected' };
    case 'approved':
      return { ...approval, status: 'approved' };
    default:
      return approval;
  }
}

const inGroup = (approval: Approval, groupId: string, change: (group: GroupState) => GroupState) =>
  approval.groups.map((group) => (group.id === groupId ? change(group) : group));
