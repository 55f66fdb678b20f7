import type { z } from 'zod';
import { approvalBodies, approvalGroup, approvalRequestBody, approvalShapes } from './index.js';

const noteId = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
const group = { id: 'hr', people: ['hana', 'hugo'], needed: 2 };
const request = { groups: [group], escalationOwner: 'olga', dueInHours: 24 };
const people = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`);
const groups = (count: number) => people(count).map((id) => ({ ...group, id }));

/** Where it is wrong, or nothing when it is right. */
const wrong = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues.map(({ path }) => path.join('.'));

describe('a group', () => {
  it('has people, and needs one of them when nothing is said', () =>
    expect(approvalGroup.parse({ id: 'hr', people: ['hana'] })).toEqual({ id: 'hr', people: ['hana'], needed: 1 }));
  it.each([
    ['the longest id', { ...group, id: 'x'.repeat(64) }],
    ['as many people as may be', { ...group, people: people(20), needed: 20 }],
    ['a person with a long id', { ...group, people: ['x'.repeat(64)], needed: 1 }],
  ])('takes %s', (_, value) => expect(wrong(approvalGroup, value)).toBeUndefined());
  it.each([
    ['no id', { ...group, id: '' }, 'id'],
    ['an id that is too long', { ...group, id: 'x'.repeat(65) }, 'id'],
    ['nobody', { ...group, people: [], needed: 1 }, 'people'],
    ['too many people', { ...group, people: people(21) }, 'people'],
    ['a person without an id', { ...group, people: ['hana', ''] }, 'people.1'],
    ['a person whose id is too long', { ...group, people: ['hana', 'x'.repeat(65)] }, 'people.1'],
    ['an e-mail address for a person', { ...group, people: ['hana', 'hugo@acme.example'] }, 'people.1'],
    ['a name for a person', { ...group, people: ['hana', 'Hugo Bell'] }, 'people.1'],
    ['nobody needed', { ...group, needed: 0 }, 'needed'],
    ['more needed than may be', { ...group, people: people(20), needed: 21 }, 'needed'],
    ['more needed than people', { ...group, needed: 3 }, 'needed'],
    ['more needed than different people', { ...group, people: ['hana', 'hana'] }, 'needed'],
  ])('refuses %s', (_, value, path) => expect(wrong(approvalGroup, value)).toContain(path));
  it('says why the number needed is wrong', () =>
    expect(approvalGroup.safeParse({ ...group, needed: 3 }).error?.issues[0]?.message).toBe('more approvals needed than people'));
});

describe('a request', () => {
  it('gives each step three days when nothing is said', () => {
    const { dueInHours, ...unsaid } = request;
    expect(approvalRequestBody.parse(unsaid)).toEqual({ ...unsaid, dueInHours: 72 });
  });
  it.each([
    ['ten groups', { ...request, groups: groups(10) }],
    ['ninety days', { ...request, dueInHours: 2160 }],
  ])('takes %s', (_, value) => expect(wrong(approvalRequestBody, value)).toBeUndefined());
  it.each([
    ['no group', { ...request, groups: [] }, 'groups'],
    ['too many groups', { ...request, groups: groups(11) }, 'groups'],
    ['two groups of one id', { ...request, groups: [group, group] }, 'groups'],
    ['nobody to tell', { ...request, escalationOwner: '' }, 'escalationOwner'],
    ['no time', { ...request, dueInHours: 0 }, 'dueInHours'],
    ['more than ninety days', { ...request, dueInHours: 2161 }, 'dueInHours'],
    ['a field that is not known', { ...request, quickly: true }, ''],
  ])('refuses %s', (_, value, path) => expect(wrong(approvalRequestBody, value)).toContain(path));
  it('says why its groups are wrong', () =>
    expect(approvalRequestBody.safeParse({ ...request, groups: [group, group] }).error?.issues[0]?.message).toBe('group ids must differ'));
});

it('a note may be left out, is never empty, and has an end', () => {
  for (const body of [approvalBodies.sendBack, approvalBodies.reject]) {
    expect(body.parse({})).toEqual({});
    expect(wrong(body, { note: 'n'.repeat(4000) })).toBeUndefined();
    for (const note of ['', 'n'.repeat(4001)]) expect(wrong(body, { note })).toEqual(['note']);
  }
  expect(wrong(approvalBodies.comment, { note: 'n'.repeat(4000) })).toBeUndefined();
  for (const note of [undefined, '', 'n'.repeat(4001)]) expect(wrong(approvalBodies.comment, { note })).toEqual(['note']);
});

it.each(Object.entries(approvalBodies))('the body of %s has no field that is not known', (_, body) =>
  expect(wrong(body, { more: 1 })).toContain(''),
);

it('every step keeps all of its data through its shape', () => {
  const steps: Record<keyof typeof approvalShapes, object> = {
    'approval-requested': {
      approvalVersion: 1,
      groups: [group],
      escalationOwner: 'olga',
      dueInHours: 1,
      dueAt: '2026-03-03T09:00:00Z',
      by: 'm',
    },
    'approval-given': { approvalVersion: 1, groupId: 'hr', by: 'm', onBehalfOf: 'h', nextDueAt: '2026-03-03T09:00:00Z' },
    'approval-delegated': { groupId: 'hr', by: 'm', to: 'h' },
    'approver-replaced': { groupId: 'hr', approver: 'm', replacement: 'h', by: 'o' },
    'approval-reminded': { groupId: 'hr', people: ['m'], by: 'o' },
    'approval-commented': { noteId, by: 'm' },
    'approval-escalated': { groupId: 'hr', owner: 'o' },
    'sent-back': { by: 'm', noteId },
    recalled: { by: 'm' },
    rejected: { by: 'm', noteId },
    approved: { approvalVersion: 1 },
  };
  for (const [name, shape] of Object.entries(approvalShapes))
    expect(shape.parse(steps[name as keyof typeof steps])).toEqual(steps[name as keyof typeof steps]);
});
