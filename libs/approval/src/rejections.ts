/** What an approval says no to. */
import { defineRejection } from '@rolecall/kernel';

export const notPending = defineRejection(
  'approval/not-pending',
  'conflict',
  'No approval is pending.',
  'Request an approval first, or read the present state.',
);
export const alreadyPending = defineRejection(
  'approval/already-pending',
  'conflict',
  'An approval is already pending.',
  'Recall it before requesting another.',
);
export const otherVersion = defineRejection(
  'approval/other-version',
  'conflict',
  'Another version is up for approval than the one named.',
  'Read the present version and decide on that.',
);
export const notAnApprover = defineRejection(
  'approval/not-an-approver',
  'forbidden',
  'It is not your step to approve.',
  'An approver of the present step can approve or delegate to you.',
);
export const ownRequest = defineRejection(
  'approval/own-request',
  'forbidden',
  'Nobody approves their own request, nor through a delegate.',
  'Ask another approver, or have the approver replaced.',
);
export const notTheRequester = defineRejection(
  'approval/not-the-requester',
  'forbidden',
  'Only who requested the approval can recall it.',
  'Ask them, or send it back as an approver.',
);
export const unknownApprover = defineRejection(
  'approval/unknown-approver',
  'invalid',
  'That person is not an approver of that group, or has approved already.',
  'Name a group that is not complete and one of its people who has not approved.',
);
export const alreadyInGroup = defineRejection(
  'approval/already-in-group',
  'conflict',
  'That person already stands in that group.',
  'Name someone else.',
);
export const notEnoughApprovers = defineRejection(
  'approval/not-enough-approvers',
  'invalid',
  'Without the requester too few people are left in the group to agree.',
  'Add people to the group or lower the number needed.',
);
