/** An approval: ordered groups, each with how many must agree. Requisitions and offers embed it; it is decided here once. */
import type { Context, Due } from '@rolecall/kernel';
import * as no from './rejections.js';
import type { ApprovalGroup, ApprovalStep } from './shapes.js';

export interface GroupState extends ApprovalGroup {
  /** Principals who have agreed. */
  readonly given: readonly string[];
  /** Who may approve for whom: delegate by principal. */
  readonly delegates: Readonly<Record<string, string>>;
}

export interface Approval {
  /** The version of the thing that is approved. */
  readonly version: number;
  readonly status: 'pending' | 'approved' | 'sent_back' | 'recalled' | 'rejected';
  readonly requestedBy: string;
  readonly groups: readonly GroupState[];
  readonly escalationOwner: string;
  readonly dueInHours: number;
  /** Deadline of the present step; null once it was escalated. */
  readonly dueAt: string | null;
}

export type ApprovalCommand =
  | { readonly do: 'approve'; readonly version: number }
  | { readonly do: 'send-back'; readonly noteId?: string }
  | { readonly do: 'reject-approval'; readonly noteId?: string }
  | { readonly do: 'recall' }
  | { readonly do: 'delegate'; readonly to: string }
  | { readonly do: 'replace-approver'; readonly groupId: string; readonly approver: string; readonly replacement: string }
  | { readonly do: 'remind' }
  | { readonly do: 'comment'; readonly noteId: string }
  | { readonly do: 'escalate-approval' };

export interface ApprovalRequest {
  readonly groups: readonly ApprovalGroup[];
  readonly escalationOwner: string;
  readonly dueInHours: number;
  /** The version of the thing to approve. */
  readonly version: number;
}

const step = <Name extends ApprovalStep['name']>(name: Name, data: Extract<ApprovalStep, { name: Name }>['data']) =>
  ({ name, data }) as ApprovalStep;
const inHours = (at: string, hours: number) => new Date(Date.parse(at) + hours * 3_600_000).toISOString();
const complete = (group: GroupState) => group.given.length >= group.needed;

/** The step whose turn it is. */
export const dueGroup = (approval: Approval): GroupState | undefined => approval.groups.find((group) => !complete(group));

/** Who the present step waits for: principals without an answer, or their delegates. */
export const waitingFor = (approval: Approval): string[] => {
  const group = approval.status === 'pending' ? dueGroup(approval) : undefined;
  return group ? group.people.filter((person) => !group.given.includes(person)).map((person) => group.delegates[person] ?? person) : [];
};

export function requestApproval(request: ApprovalRequest & Context, current?: Approval): ApprovalStep[] {
  if (current?.status === 'pending') throw no.alreadyPending();
  const { groups, escalationOwner, dueInHours, version, at, by } = request;
  for (const { id, people, needed } of groups) {
    if (people.filter((person) => person !== by.id).length < needed) throw no.notEnoughApprovers({ groupId: id });
  }
  const dueAt = inHours(at, dueInHours);
  return [step('approval-requested', { approvalVersion: version, groups: [...groups], escalationOwner, dueInHours, dueAt, by: by.id })];
}

/** Steps that follow from a command; [] for a repeat; a Rejection for what cannot be. */
export function decideApproval(command: ApprovalCommand & Context, approval: Approval | undefined): ApprovalStep[] {
  if (repeated(command, approval)) return [];
  if (approval?.status !== 'pending') throw no.notPending({ status: approval?.status ?? 'absent' });
  const group = dueGroup(approval) as GroupState;
  const by = command.by.id;
  switch (command.do) {
    case 'approve':
      return approve(command, approval, group);
    case 'send-back':
      return [step('sent-back', { by: approverOf(approval, group, by).by, noteId: command.noteId })];
    case 'reject-approval':
      return [step('rejected', { by: approverOf(approval, group, by).by, noteId: command.noteId })];
    case 'recall':
      if (by !== approval.requestedBy) throw no.notTheRequester();
      return [step('recalled', { by })];
    case 'delegate':
      return delegate(command.to, by, approval, group);
    case 'replace-approver':
      return replace(command, approval);
    case 'remind':
      return [step('approval-reminded', { groupId: group.id, people: waitingFor(approval), by })];
    case 'comment':
      return [step('approval-commented', { noteId: command.noteId, by })];
    case 'escalate-approval':
      return approval.dueAt && approval.dueAt <= command.at
        ? [step('approval-escalated', { groupId: group.id, owner: approval.escalationOwner })]
        : [];
  }
}

/** An approver who says the same again, or a deadline that no longer matters, is answered with nothing. */
function repeated(command: ApprovalCommand & Context, approval: Approval | undefined): boolean {
  if (command.do === 'escalate-approval') return approval?.status !== 'pending';
  if (command.do !== 'approve' || approval?.version !== command.version || !['pending', 'approved'].includes(approval.status)) return false;
  const group = approval.status === 'pending' ? dueGroup(approval) : undefined;
  const owes = group?.people.some(
    (person) => !group.given.includes(person) && (person === command.by.id || group.delegates[person] === command.by.id),
  );
  return (
    !owes &&
    approval.groups.some(({ given, delegates }) => given.some((person) => person === command.by.id || delegates[person] === command.by.id))
  );
}

/** The principal for whom this person may answer the present step. */
function approverOf(approval: Approval, group: GroupState, by: string): { by: string; principal: string } {
  if (by === approval.requestedBy) throw no.ownRequest();
  const open = group.people.filter((person) => !group.given.includes(person));
  const principal = open.find((person) => person === by) ?? open.find((person) => group.delegates[person] === by);
  if (!principal) throw no.notAnApprover({ groupId: group.id });
  return { by, principal };
}

function approve(command: { version: number } & Context, approval: Approval, group: GroupState): ApprovalStep[] {
  if (command.version !== approval.version) throw no.otherVersion({ pending: approval.version, named: command.version });
  const { by, principal } = approverOf(approval, group, command.by.id);
  const last = group.given.length + 1 >= group.needed;
  const next = last ? approval.groups[approval.groups.indexOf(group) + 1] : undefined;
  const given = step('approval-given', {
    approvalVersion: approval.version,
    groupId: group.id,
    by,
    ...(principal === by ? {} : { onBehalfOf: principal }),
    ...(next ? { nextDueAt: inHours(command.at, approval.dueInHours) } : {}),
  });
  return last && !next ? [given, step('approved', { approvalVersion: approval.version })] : [given];
}

function delegate(to: string, by: string, approval: Approval, group: GroupState): ApprovalStep[] {
  if (!group.people.includes(by) || group.given.includes(by)) throw no.notAnApprover({ groupId: group.id });
  if (to === approval.requestedBy) throw no.ownRequest();
  if (group.people.includes(to)) throw no.alreadyInGroup({ groupId: group.id });
  return group.delegates[by] === to ? [] : [step('approval-delegated', { groupId: group.id, by, to })];
}

function replace(command: Extract<ApprovalCommand, { do: 'replace-approver' }> & Context, approval: Approval): ApprovalStep[] {
  const { groupId, approver, replacement, by } = command;
  const group = approval.groups.find(({ id }) => id === groupId);
  if (group?.people.includes(replacement) && !group.people.includes(approver)) return [];
  if (!group?.people.includes(approver) || group.given.includes(approver) || complete(group)) throw no.unknownApprover({ groupId });
  if (replacement === approval.requestedBy) throw no.ownRequest();
  if (group.people.includes(replacement)) throw no.alreadyInGroup({ groupId });
  return [step('approver-replaced', { groupId, approver, replacement, by: by.id })];
}

/** When the present step is late, and the command that tells its escalation owner. */
export const approvalDue = (approval: Approval | undefined): Due<ApprovalCommand> | undefined =>
  approval?.status === 'pending' && approval.dueAt ? { at: approval.dueAt, command: { do: 'escalate-approval' } } : undefined;
