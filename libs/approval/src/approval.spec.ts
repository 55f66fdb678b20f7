import { type Context, Rejection } from '@rolecall/kernel';
import { type Approval, type ApprovalCommand, approvalDue, decideApproval, evolveApproval, requestApproval, waitingFor } from './index.js';

const at = '2026-03-02T09:00:00.000Z';
const noteId = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
const as = (id: string, when = at): Context => ({ at: when, by: { kind: 'person', id } });
const request = {
  groups: [
    { id: 'finance', people: ['finn', 'fay'], needed: 1 },
    { id: 'hr', people: ['hana', 'hugo', 'mara'], needed: 2 },
  ],
  escalationOwner: 'olga',
  dueInHours: 24,
  version: 1,
};
const requested = requestApproval({ ...request, ...as('mara') }).reduce(evolveApproval, undefined as Approval | undefined) as Approval;

function after(...commands: [string, ApprovalCommand][]): Approval {
  return commands.reduce(
    (approval, [who, command]) => decideApproval({ ...command, ...as(who) }, approval).reduce(evolveApproval, approval) as Approval,
    requested,
  );
}
const refusedWith = (code: string, act: () => unknown, details: object = {}) => {
  expect(act).toThrow(Rejection);
  try {
    act();
  } catch (error) {
    expect(error).toMatchObject({ code, details });
  }
};
const approve: ApprovalCommand = { do: 'approve', version: 1 };

describe('an approval', () => {
  it('goes through its groups in order, k of n each, and then is approved', () => {
    expect(waitingFor(requested)).toEqual(['finn', 'fay']);
    const one = after(['fay', approve]);
    expect(waitingFor(one)).toEqual(['hana', 'hugo', 'mara']);
    const two = after(['fay', approve], ['hana', approve]);
    expect(two.status).toBe('pending');
    expect(waitingFor(two)).toEqual(['hugo', 'mara']);
    const done = after(['fay', approve], ['hana', approve], ['hugo', approve]);
    expect(done.status).toBe('approved');
    expect(waitingFor(done)).toEqual([]);
  });
  it('answers an approver who says it again with nothing, also when all is done', () => {
    expect(decideApproval({ ...approve, ...as('fay') }, after(['fay', approve]))).toEqual([]);
    expect(decideApproval({ ...approve, ...as('hugo') }, after(['fay', approve], ['hana', approve], ['hugo', approve]))).toEqual([]);
  });
  it('says who agreed, and that the last one made it whole', () => {
    expect(decideApproval({ ...approve, ...as('fay') }, requested)).toEqual([
      {
        name: 'approval-given',
        data: { approvalVersion: 1, groupId: 'finance', by: 'fay', nextDueAt: '2026-03-03T09:00:00.000Z' },
      },
    ]);
    expect(decideApproval({ ...approve, ...as('hugo') }, after(['fay', approve], ['hana', approve]))).toEqual([
      { name: 'approval-given', data: { approvalVersion: 1, groupId: 'hr', by: 'hugo' } },
      { name: 'approved', data: { approvalVersion: 1 } },
    ]);
  });
  it('gives each step its own time', () => {
    const [later, dueAt] = ['2026-03-04T12:00:00.000Z', '2026-03-05T12:00:00.000Z'];
    const next = decideApproval({ ...approve, ...as('fay', later) }, requested).reduce(evolveApproval, requested as Approval | undefined);
    expect(next?.dueAt).toBe(dueAt);
    expect(decideApproval({ ...approve, ...as('hana', later) }, next).reduce(evolveApproval, next)?.dueAt).toBe(dueAt);
  });
  it('takes one who stands in two groups for a repeat only when they owe nothing', () => {
    const groups = [
      { id: 'team', people: ['finn', 'fay'], needed: 1 },
      { id: 'board', people: ['bo', 'finn', 'fay'], needed: 2 },
    ];
    const first = requestApproval({ ...request, groups, ...as('mara') }).reduce(evolveApproval, undefined as Approval | undefined);
    const say = (who: string, approval: Approval | undefined, command: ApprovalCommand = approve) =>
      decideApproval({ ...command, ...as(who) }, approval).reduce(evolveApproval, approval);
    const one = say('finn', first);
    const two = say('finn', one);
    expect(two?.groups.map(({ given }) => given)).toEqual([['finn'], ['finn']]);
    expect(say('finn', two)).toEqual(two);
    const throughDelegate = say('dora', say('fay', one, { do: 'delegate', to: 'dora' }));
    expect(throughDelegate?.groups[1]?.given).toEqual(['fay']);
    const delegateTwice = say('dora', say('bo', throughDelegate, { do: 'delegate', to: 'dora' }));
    expect(delegateTwice?.status).toBe('approved');
  });
  it('keeps to the order', () => refusedWith('approval/not-an-approver', () => after(['hana', approve]), { groupId: 'finance' }));
  it('is no repeat when somebody else has agreed', () =>
    refusedWith('approval/not-an-approver', () => after(['fay', approve], ['zoe', approve]), { groupId: 'hr' }));
  it('names the version, also to one who has agreed to another', () => {
    const other: ApprovalCommand = { do: 'approve', version: 2 };
    refusedWith('approval/other-version', () => after(['fay', other]), { pending: 1, named: 2 });
    refusedWith('approval/other-version', () => after(['fay', approve], ['fay', other]), { pending: 1, named: 2 });
  });
  it('lets nobody approve their own request', () => refusedWith('approval/own-request', () => after(['fay', approve], ['mara', approve])));
  it('records the delegate and the principal', () => {
    const delegated = after(['finn', { do: 'delegate', to: 'dora' }]);
    expect(waitingFor(delegated)).toEqual(['dora', 'fay']);
    expect(decideApproval({ ...approve, ...as('dora') }, delegated)[0]?.data).toMatchObject({
      by: 'dora',
      onBehalfOf: 'finn',
      nextDueAt: '2026-03-03T09:00:00.000Z',
    });
    expect(decideApproval({ do: 'delegate', to: 'dora', ...as('finn') }, delegated)).toEqual([]);
    const given = after(['finn', { do: 'delegate', to: 'dora' }], ['dora', approve]);
    expect(decideApproval({ ...approve, ...as('dora') }, given)).toEqual([]);
  });
  it('never delegates to the requester, nor within the group, nor for others', () => {
    refusedWith('approval/own-request', () => after(['finn', { do: 'delegate', to: 'mara' }]));
    refusedWith('approval/already-in-group', () => after(['finn', { do: 'delegate', to: 'fay' }]), { groupId: 'finance' });
    refusedWith('approval/not-an-approver', () => after(['zoe', { do: 'delegate', to: 'dora' }]), { groupId: 'finance' });
  });
  it('replaces an approver who has not answered, also in a later group', () => {
    const replace = (groupId: string, approver: string, replacement: string): ApprovalCommand => ({
      do: 'replace-approver',
      groupId,
      approver,
      replacement,
    });
    expect(waitingFor(after(['olga', replace('finance', 'finn', 'fred')]))).toEqual(['fred', 'fay']);
    expect(after(['olga', replace('hr', 'hana', 'hans')]).groups[1]?.people).toEqual(['hans', 'hugo', 'mara']);
    expect(
      decideApproval({ ...replace('finance', 'finn', 'fred'), ...as('olga') }, after(['olga', replace('finance', 'finn', 'fred')])),
    ).toEqual([]);
    refusedWith('approval/unknown-approver', () => after(['olga', replace('finance', 'zoe', 'fred')]), { groupId: 'finance' });
    refusedWith('approval/unknown-approver', () => after(['olga', replace('law', 'finn', 'fred')]), { groupId: 'law' });
    refusedWith('approval/unknown-approver', () => after(['fay', approve], ['olga', replace('finance', 'finn', 'fred')]));
    refusedWith('approval/own-request', () => after(['olga', replace('finance', 'finn', 'mara')]));
    refusedWith('approval/already-in-group', () => after(['olga', replace('finance', 'finn', 'fay')]), { groupId: 'finance' });
  });
  it('ends by sending back, rejecting or recalling, each by who may', () => {
    expect(after(['finn', { do: 'send-back' }]).status).toBe('sent_back');
    expect(after(['fay', { do: 'reject-approval' }]).status).toBe('rejected');
    expect(after(['mara', { do: 'recall' }]).status).toBe('recalled');
    refusedWith('approval/not-the-requester', () => after(['finn', { do: 'recall' }]));
    refusedWith('approval/not-an-approver', () => after(['zoe', { do: 'send-back' }]));
    refusedWith('approval/not-an-approver', () => after(['fay', approve], ['hana', approve], ['hana', { do: 'send-back' }]));
    refusedWith('approval/not-pending', () => after(['finn', { do: 'send-back' }], ['fay', approve]), { status: 'sent_back' });
    refusedWith('approval/not-pending', () => decideApproval({ do: 'recall', ...as('mara') }, undefined), { status: 'absent' });
    refusedWith('approval/not-pending', () => decideApproval({ ...approve, ...as('finn') }, undefined), { status: 'absent' });
    expect(waitingFor(after(['finn', { do: 'send-back' }]))).toEqual([]);
  });
  it('says who ended it, and where the note is', () => {
    expect(decideApproval({ do: 'send-back', noteId, ...as('finn') }, requested)).toEqual([
      { name: 'sent-back', data: { by: 'finn', noteId } },
    ]);
    expect(decideApproval({ do: 'reject-approval', noteId, ...as('fay') }, requested)).toEqual([
      { name: 'rejected', data: { by: 'fay', noteId } },
    ]);
    expect(decideApproval({ do: 'recall', ...as('mara') }, requested)).toEqual([{ name: 'recalled', data: { by: 'mara' } }]);
  });
  it('reminds whom it waits for and takes comments', () => {
    expect(decideApproval({ do: 'remind', ...as('mara') }, requested)).toEqual([
      { name: 'approval-reminded', data: { groupId: 'finance', people: ['finn', 'fay'], by: 'mara' } },
    ]);
    expect(decideApproval({ do: 'comment', noteId, ...as('zoe') }, requested)).toEqual([
      { name: 'approval-commented', data: { noteId, by: 'zoe' } },
    ]);
    expect(after(['zoe', { do: 'comment', noteId }])).toEqual(requested);
  });
  it('escalates a late step once, and not a step that is no longer due', () => {
    expect(approvalDue(requested)).toEqual({ at: '2026-03-03T09:00:00.000Z', command: { do: 'escalate-approval' } });
    const late = as('timer', '2026-03-03T09:00:00.000Z');
    expect(decideApproval({ do: 'escalate-approval', ...late }, requested)).toEqual([
      { name: 'approval-escalated', data: { groupId: 'finance', owner: 'olga' } },
    ]);
    const escalated = decideApproval({ do: 'escalate-approval', ...late }, requested).reduce(
      evolveApproval,
      requested as Approval | undefined,
    );
    expect(escalated).toEqual({ ...requested, dueAt: null });
    expect(approvalDue(escalated)).toBeUndefined();
    expect(decideApproval({ do: 'escalate-approval', ...late }, escalated)).toEqual([]);
    expect(decideApproval({ do: 'escalate-approval', ...as('timer') }, requested)).toEqual([]);
    expect(decideApproval({ do: 'escalate-approval', ...late }, after(['mara', { do: 'recall' }]))).toEqual([]);
    expect(decideApproval({ do: 'escalate-approval', ...late }, undefined)).toEqual([]);
    expect(approvalDue(undefined)).toBeUndefined();
  });
  it('is requested once at a time and with enough people besides the requester', () => {
    refusedWith('approval/already-pending', () => requestApproval({ ...request, ...as('mara') }, requested));
    const alone = [{ id: 'x', people: ['mara'], needed: 1 }];
    refusedWith('approval/not-enough-approvers', () => requestApproval({ ...request, ...as('mara'), groups: alone }), { groupId: 'x' });
  });
  it('knows nothing before it is requested', () =>
    expect(evolveApproval(undefined, { name: 'approved', data: { approvalVersion: 1 } })).toBeUndefined());
});
