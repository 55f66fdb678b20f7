import { at, days } from '@rolecall/testing';
import { type ApprovalCopy, approvalAfter, approvalWaits } from './approval.js';

const groups = [
  { id: 'lead', people: ['hiro', 'lea'], needed: 1 },
  { id: 'hr', people: ['hana'], needed: 1 },
];
const requested = { approvalVersion: 1, groups, escalationOwner: 'olga', dueInHours: 24, dueAt: at(days), by: 'mara' };
type Step = readonly [name: string, data: object, minutes: number];
const of = (...steps: readonly Step[]) =>
  steps.reduce<ApprovalCopy | undefined>(
    (copy, [name, data, minutes]) => approvalAfter(copy, { type: `offer.${name}.v1`, data, at: at(minutes) }),
    undefined,
  );
const waiting = (...steps: readonly Step[]) => approvalWaits('offer_approval', of(...steps));
const asked = ['approval-requested', requested, 0] as const;
const given = ['approval-given', { approvalVersion: 1, groupId: 'lead', by: 'lea', nextDueAt: at(2 * days) }, 60] as const;

it('waits for everybody of the group whose turn it is, since its turn came', () => {
  expect(waiting(asked)).toEqual(['hiro', 'lea'].map((person) => ({ kind: 'offer_approval', person, since: at(0), dueAt: at(days) })));
  expect(waiting(asked, given)).toEqual([{ kind: 'offer_approval', person: 'hana', since: at(60), dueAt: at(2 * days) }]);
});

it('waits for the delegate in the place of who let them answer, and for a replacement, since the step began', () => {
  const delegated = ['approval-delegated', { groupId: 'lead', by: 'hiro', to: 'dora' }, 30] as const;
  const replaced = ['approver-replaced', { groupId: 'lead', approver: 'lea', replacement: 'lou', by: 'mara' }, 40] as const;
  expect(waiting(asked, delegated, replaced).map(({ person, since }) => [person, since])).toEqual([
    ['dora', at(0)],
    ['lou', at(0)],
  ]);
});

it('tells the one who is to help once the step is late, and its deadline stays', () => {
  const escalated = ['approval-escalated', { groupId: 'lead', owner: 'olga' }, days + 5] as const;
  expect(waiting(asked, escalated).at(-1)).toEqual({ kind: 'approval_late', person: 'olga', since: at(days), dueAt: at(days) });
  expect(waiting(asked, escalated)[0]).toEqual({ kind: 'offer_approval', person: 'hiro', since: at(0), dueAt: at(days) });
});

it('waits for nobody before it is asked for, and once it is over', () => {
  expect(waiting()).toEqual([]);
  expect(waiting(given)).toEqual([]);
  for (const end of ['sent-back', 'recalled', 'rejected', 'approved']) expect(waiting(asked, [end, { by: 'hiro' }, 90])).toEqual([]);
});

it('is changed by its own steps alone', () => expect(of(asked, ['seat-awaited', {}, 60])).toEqual(of(asked)));
