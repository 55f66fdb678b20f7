import { at, days, hours, telling } from '@rolecall/testing';
import type { RequisitionEvent } from '../streams.js';
import { foldRequisition, type RequisitionCopy } from './requisition.js';

const told = telling<RequisitionCopy, RequisitionEvent>(foldRequisition);
const team = { hiringManager: 'hiro', recruiter: 'mara', coordinators: ['cleo'], interviewers: [] };
const stage = (id: string) => ({ id, name: id.toUpperCase(), rounds: [] });
const terms = (seats: string[], more = {}) => ({
  terms: {
    role: { title: 'Baker' },
    team,
    plan: { version: 1, stages: [stage('phone'), stage('onsite')] },
    seats: seats.map((id) => ({ id })),
    ...more,
  },
});
const drafted = ['requisition.drafted.v1', { role: { title: 'Cook' }, team }] as const;
const groups = [{ id: 'lead', people: ['hiro'], needed: 1 }];
const asked = [
  'requisition.approval-requested.v1',
  { approvalVersion: 1, groups, escalationOwner: 'olga', dueInHours: 24, dueAt: at(days), by: 'mara' },
] as const;
const approved = ['requisition.approved.v1', { approvalVersion: 1 }] as const;
const opened = ['requisition.opened.v1', terms(['a', 'b'])] as const;
const search = [drafted, asked, approved, opened] as const;
const held = ['requisition.held.v1', { reason: 'budget', reviewAt: at(9 * days) }] as const;

it('has the status that its last event gave it, and since when', () => {
  expect(told(drafted)).toMatchObject({ status: 'draft', since: at(0), title: 'Cook', team: { hiringManager: 'hiro', recruiter: 'mara' } });
  expect(told(drafted, asked)).toMatchObject({ status: 'pending_approval', since: at(hours) });
  for (const what of ['sent-back', 'recalled'] as const) expect(told(drafted, asked, [`requisition.${what}.v1`]).status).toBe('draft');
  expect(told(drafted, asked, ['requisition.rejected.v1']).status).toBe('rejected');
  expect(told(...search)).toMatchObject({ status: 'open', since: at(3 * hours), openedAt: at(3 * hours), title: 'Baker' });
  expect(told(...search, asked).status).toBe('open');
  expect(told(...search, held).status).toBe('on_hold');
  expect(told(...search, held, ['requisition.resumed.v1']).status).toBe('open');
  expect(told(...search, ['requisition.filled.v1']).status).toBe('filled');
  expect(told(...search, ['requisition.filled.v1'], ['requisition.reopened.v1', terms(['a'])]).status).toBe('open');
  expect(told(...search, ['requisition.cancelled.v1']).status).toBe('cancelled');
});

it('stays where it is at what changes nothing, for its place in the stream moves all the same', () =>
  expect(told(drafted, ['requisition.questions-set.v1'])).toEqual(told(drafted)));

it('waits for what has not arrived, as long as it has not', () =>
  expect(() => told(opened)).toThrow(expect.objectContaining({ code: 'pipeline/not-begun' })));

it('has the title, the team and the stages that were said last; an earlier plan’s stages stay known', () => {
  const plan = ['requisition.plan-set.v1', { plan: { version: 1, stages: [stage('talk'), stage('phone')] } }] as const;
  expect(told(drafted, plan).stages).toEqual(['talk', 'phone'].map((id) => ({ id, name: id.toUpperCase() })));
  const later = told(drafted, plan, opened);
  expect([later.stages.map(({ id }) => id), later.stagesOfPlan]).toEqual([['phone', 'onsite', 'talk'], 2]);
  expect(told(drafted, ['requisition.role-revised.v1', { role: { title: 'Pastry cook' } }]).title).toBe('Pastry cook');
  expect(told(drafted, ['requisition.role-revised.v1', { role: {} }]).title).toBeNull();
  const other = { ...team, recruiter: 'rita' };
  expect(told(drafted, ['requisition.team-set.v1', { team: other }]).team.recruiter).toBe('rita');
  expect(told(...search, ['requisition.terms-changed.v1', terms(['a'], { role: {} })])).toMatchObject({
    title: null,
    openedAt: at(3 * hours),
  });
  expect(told(['requisition.drafted.v1', { role: {}, team }]).title).toBeNull();
});

describe('waits', () => {
  const waiting = (...events: Parameters<typeof told>) => told(...events).waiting.map(({ kind, person }) => `${kind} ${person}`);

  it('for its approvers, and for those of a change', () => {
    expect(waiting(drafted, asked)).toEqual(['requisition_approval hiro']);
    expect(waiting(drafted, asked, approved)).toEqual([]);
    expect(waiting(...search, asked)).toEqual(['requisition_approval hiro']);
    for (const end of ['change-approved', 'change-refused', 'cancelled'] as const)
      expect(waiting(...search, asked, [`requisition.${end}.v1`])).toEqual([]);
  });
  it('for the owner of a hold whose review is due, until it is looked at', () => {
    const due = ['requisition.hold-review-due.v1', { owner: 'mara', reviewAt: at(9 * days) }] as const;
    expect(waiting(...search, held, due)).toEqual(['hold_review mara']);
    for (const end of ['resumed', 'held', 'filled', 'cancelled'] as const)
      expect(waiting(...search, held, due, [`requisition.${end}.v1`])).toEqual([]);
  });
  it('for the owner of an offer that lost its seat, until it has one or ends', () => {
    const missing = ['requisition.seat-missing.v1', { offerId: 'o', owner: 'mara', stage: 'accepted' }] as const;
    expect(waiting(...search, missing, missing)).toEqual(['seat_missing mara']);
    for (const end of ['seat-reserved', 'seat-committed', 'seat-filled', 'offer-ended'] as const) {
      expect(waiting(...search, missing, [`requisition.${end}.v1`, { offerId: 'o', seatId: 'a' }])).toEqual([]);
      expect(waiting(...search, missing, [`requisition.${end}.v1`, { offerId: 'p', seatId: 'a' }])).toEqual(['seat_missing mara']);
    }
  });
});

describe('its seats', () => {
  const seats = (...events: Parameters<typeof told>) => told(...search, ...events).seats.map(({ state }) => state);
  const seat = (what: 'reserved' | 'offered' | 'committed' | 'filled' | 'released', seatId: string, offerId = 'one') =>
    [`requisition.seat-${what}.v1`, { seatId, offerId }] as const;

  it('are those that its terms have ever named', () => {
    expect(told(drafted, asked).seats).toEqual([]);
    expect(seats(['requisition.terms-changed.v1', terms(['a', 'c'])])).toEqual(['open', 'open', 'open']);
  });
  it('are as far as the offer that has them, which loses nothing by asking again', () => {
    expect(seats(seat('reserved', 'a'), seat('offered', 'a'))).toEqual(['reserved', 'open']);
    expect(seats(seat('reserved', 'a'), seat('committed', 'a'), seat('reserved', 'a'))).toEqual(['committed', 'open']);
    expect(seats(seat('committed', 'a'), seat('released', 'a'), seat('reserved', 'a', 'two'))).toEqual(['reserved', 'open']);
  });
  it('are closed once they are given up and nobody has them', () => {
    const closed = ['requisition.seat-closed.v1', { seatId: 'b' }] as const;
    const closing = ['requisition.seat-closing.v1', { seatId: 'a' }] as const;
    expect(seats(closed)).toEqual(['open', 'closed']);
    expect(seats(seat('reserved', 'a'), closing)).toEqual(['reserved', 'open']);
    expect(seats(seat('reserved', 'a'), closing, seat('released', 'a'))).toEqual(['closed', 'open']);
    expect(seats(seat('committed', 'a'), ['requisition.cancelled.v1'])).toEqual(['committed', 'closed']);
  });
  it('were filled once for each hire, counted from when they were to be filled', () => {
    const fills = (...events: Parameters<typeof told>) => told(...search, ...events).fills;
    const first = { seatId: 'a', openedAt: at(3 * hours), at: at(4 * hours) };
    expect(fills(seat('filled', 'a'), seat('filled', 'a'))).toEqual([first]);
    const again = { seatId: 'a', openedAt: at(5 * hours), at: at(6 * hours) };
    expect(fills(seat('filled', 'a'), seat('released', 'a'), seat('filled', 'a', 'two'))).toEqual([first, again]);
  });
});
