/** The steps of an approval in words, for whatever is approved. */
export const because = (reason: string | undefined): string => (reason ? `: ${reason}` : '');

interface Group {
  readonly id: string;
  readonly people: readonly string[];
}

export const approvalWords = {
  requested: ({ approvalVersion, groups, dueAt }: { approvalVersion: number; groups: readonly Group[]; dueAt: string }) =>
    `asked for the approval of version ${approvalVersion} by ${groups.map(({ id }) => id).join(', then ')}; first due ${dueAt}`,
  given: ({ approvalVersion, groupId, onBehalfOf }: { approvalVersion: number; groupId: string; onBehalfOf?: string }) =>
    `approved version ${approvalVersion} for ${groupId}${onBehalfOf ? `, on behalf of ${onBehalfOf}` : ''}`,
  delegated: ({ by, to }: { by: string; to: string }) => `let ${to} answer for ${by}`,
  replaced: ({ approver, replacement, groupId }: { approver: string; replacement: string; groupId: string }) =>
    `put ${replacement} in the place of ${approver} in ${groupId}`,
  reminded: ({ people }: { people: readonly string[] }) => `reminded ${people.join(', ')} of the approval`,
  commented: () => 'commented on the approval',
  escalated: ({ groupId, owner }: { groupId: string; owner: string }) => `told ${owner} that the approval by ${groupId} is late`,
  sentBack: () => 'sent it back: a draft again',
  recalled: () => 'took the request for approval back: a draft again',
  rejected: () => 'refused the approval, for good',
};
