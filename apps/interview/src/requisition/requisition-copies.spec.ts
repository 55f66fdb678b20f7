/** What interview keeps of a requisition: every version of its plan, its team, and how it stands. */
import type { RequisitionTerms, requisitionOpened } from '@rolecall/contracts';
import { type EventOf, Rejection } from '@rolecall/kernel';
import { plan, requisitionId, team } from '../loop/loop.examples.js';
import { foldRequisition, type RequisitionCopy } from './requisition-copies.js';

type Change = Parameters<typeof foldRequisition>[1];
const terms = (version: number) =>
  ({ role: { title: 'Engineer' }, team: { ...team, interviewers: [] }, plan: { ...plan, version } }) as unknown as RequisitionTerms;
const opened: EventOf<typeof requisitionOpened> = { type: 'requisition.opened.v1', data: { requisitionId, terms: terms(1) } };
const after = (...changes: Change[]) => changes.reduce<RequisitionCopy | undefined>(foldRequisition, undefined);

it('keeps every version of the plan, for an application pins one', () => {
  const changed: Change = { type: 'requisition.terms-changed.v1', data: { requisitionId, terms: terms(2) } };
  expect(after(opened, changed)).toMatchObject({
    status: 'open',
    title: 'Engineer',
    team,
    plans: { 1: { version: 1 }, 2: { version: 2 } },
  });
  expect(after(changed)).toMatchObject({ status: 'open', plans: { 2: { version: 2 } } });
});
it.each([
  [{ type: 'requisition.held.v1', data: { requisitionId, reason: 'budget', reviewAt: '2026-04-01T09:00:00.000Z' } }, 'on_hold'],
  [{ type: 'requisition.resumed.v1', data: { requisitionId } }, 'open'],
  [{ type: 'requisition.filled.v1', data: { requisitionId, closeOn: '2026-04-01T09:00:00.000Z', owner: 'mara' } }, 'filled'],
  [
    { type: 'requisition.cancelled.v1', data: { requisitionId, closeOn: '2026-04-01T09:00:00.000Z', owner: 'mara', reason: 'budget' } },
    'cancelled',
  ],
  [{ type: 'requisition.reopened.v1', data: { requisitionId, terms: terms(3) } }, 'open'],
] as [Change, string][])('%j', (change, status) => expect(after(opened, change)?.status).toBe(status));
it('waits for what has not arrived', () => {
  const held: Change = { type: 'requisition.held.v1', data: { requisitionId, reason: 'budget', reviewAt: '2026-04-01T09:00:00.000Z' } };
  expect(() => after(held)).toThrow(Rejection);
});
