import { at, days, hours, telling } from '@rolecall/testing';
import { foldRequisition, type RequisitionCopy } from './requisition.js';
import type { RequisitionChange } from './requisition-events.js';
import { stateOf } from './seats.js';

const told = telling<RequisitionCopy, RequisitionChange>(foldRequisition);
const drafted = ['requisition.drafted.v1'] as const;
const asked = ['requisition.approval-requested.v1', { dueAt: at(3 * days) }] as const;
const approved = ['requisition.approved.v1'] as const;
const terms = (...ids: string[]) => ({ terms: { seats: ids.map((id) => ({ id })) } });
const opened = ['requisition.opened.v1', terms('a', 'b')] as const;
const search = [drafted, asked, approved, opened] as const;
const seat = (what: 'reserved' | 'offered' | 'committed' | 'filled' | 'released', seatId: string, offerId = 'one') =>
  [`requisition.seat-${what}.v1`, { seatId, offerId }] as const;

it('has the status that its last event gave it', () => {
  expect(told(drafted).status).toBe('draft');
  expect(told(drafted, asked).status).toBe('pending_approval');
  for (const what of ['sent-back', 'recalled'] as const) expect(told(drafted, asked, [`requisition.${what}.v1`]).status).toBe('draft');
  expect(told(drafted, asked, ['requisition.rejected.v1']).status).toBe('rejected');
  expect(told(drafted, asked, approved).status).toBe('approved');
  expect(told(...search).status).toBe('open');
  expect(told(...search, asked).status).toBe('open');
  const held = ['requisition.held.v1', { reviewAt: at(9 * days) }] as const;
  expect(told(...search, held).status).toBe('on_hold');
  expect(told(...search, held, ['requisition.resumed.v1']).status).toBe('open');
  expect(told(...search, ['requisition.filled.v1']).status).toBe('filled');
  expect(told(...search, ['requisition.filled.v1'], ['requisition.reopened.v1', terms('a', 'b')]).status).toBe('open');
  expect(told(...search, ['requisition.cancelled.v1']).status).toBe('cancelled');
});

it('waits for what has not arrived, as long as it has not', () =>
  expect(() => told(opened)).toThrow(expect.objectContaining({ code: 'figures/not-begun' })));

describe('its seats', () => {
  const seats = (...events: Parameters<typeof told>) => told(...search, ...events).seats.map(stateOf);

  it('are those of its terms, from the opening on', () => {
    expect(told(drafted, asked).seats).toEqual([]);
    expect(seats()).toEqual(['open', 'open']);
    expect(seats(['requisition.terms-changed.v1', terms('a', 'b', 'c')])).toEqual(['open', 'open', 'open']);
    expect(seats(seat('reserved', 'b'), ['requisition.terms-changed.v1', terms('b')])).toEqual(['reserved']);
  });
  it('are reserved, committed and filled with the offer that has them, and open again', () => {
    expect(seats(seat('reserved', 'a'), seat('offered', 'a'))).toEqual(['reserved', 'open']);
    expect(seats(seat('reserved', 'a'), seat('committed', 'a'))).toEqual(['committed', 'open']);
    expect(seats(seat('reserved', 'a'), seat('committed', 'a'), seat('filled', 'a'))).toEqual(['filled', 'open']);
    expect(seats(seat('reserved', 'a'), seat('released', 'a'))).toEqual(['open', 'open']);
  });
  it('lose nothing by the answer to an offer that asks again, and begin anew with another', () => {
    expect(seats(seat('reserved', 'a'), seat('committed', 'a'), seat('reserved', 'a'))).toEqual(['committed', 'open']);
    expect(seats(seat('committed', 'a'), seat('released', 'a'), seat('reserved', 'a', 'two'))).toEqual(['reserved', 'open']);
  });
  it('count no more once they are given up and nobody has them', () => {
    const [closing, closed] = (['closing', 'closed'] as const).map((what) => [`requisition.seat-${what}.v1`, { seatId: 'a' }] as const) as [
      readonly ['requisition.seat-closing.v1', object],
      readonly ['requisition.seat-closed.v1', object],
    ];
    expect(seats(closed)).toEqual([undefined, 'open']);
    expect(seats(seat('reserved', 'a'), closing)).toEqual(['reserved', 'open']);
    expect(seats(seat('reserved', 'a'), closing, seat('released', 'a'))).toEqual([undefined, 'open']);
    expect(seats(seat('committed', 'a'), ['requisition.cancelled.v1'])).toEqual(['committed', undefined]);
  });
});

describe('waits', () => {
  const waits = (...events: Parameters<typeof told>) => told(...events).waits;

  it('for each step of its approval, and of the approval of a change', () => {
    expect(waits(drafted, asked)).toEqual([{ state: 'requisition_approval', until: at(3 * days) }]);
    const given = ['requisition.approval-given.v1', { nextDueAt: at(4 * days) }] as const;
    expect(waits(drafted, asked, given)).toEqual([{ state: 'requisition_approval', until: at(4 * days) }]);
    expect(waits(...search)).toBeUndefined();
    expect(waits(...search, asked)).toHaveLength(1);
    for (const what of ['approved', 'refused'] as const) expect(waits(...search, asked, [`requisition.change-${what}.v1`])).toBeUndefined();
  });
  it('for the review of a hold', () => {
    const held = ['requisition.held.v1', { reviewAt: '2026-03-02T10:00:00Z' }] as const;
    expect(waits(...search, held)).toEqual([{ state: 'hold', until: at(hours + 5) }]);
    for (const what of ['resumed', 'filled', 'cancelled'] as const)
      expect(waits(...search, held, [`requisition.${what}.v1`])).toBeUndefined();
  });
});
