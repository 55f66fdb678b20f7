import { at, days, hours, telling } from '@rolecall/testing';
import type { OfferEvent } from '../streams.js';
import { foldOffer, type OfferCopy } from './offer.js';

const told = telling<OfferCopy, OfferEvent>(foldOffer);
const of = <T extends string>(what: T, data = {}) =>
  [`offer.${what}.v1` as `offer.${T}.v1`, { episode: 1, offerVersion: 1, ...data }] as const;
const asked = of('preparation-asked', { owner: 'mara' });
const drafted = of('drafted', { owner: 'mara', startDate: '2026-05-01', applicationId: 'a', candidateId: 'c', requisitionId: 'r' });
const groups = [{ id: 'lead', people: ['hiro'], needed: 1 }];
const requested = of('approval-requested', {
  approvalVersion: 1,
  groups,
  escalationOwner: 'olga',
  dueInHours: 24,
  dueAt: at(days),
  by: 'mara',
});
const approved = of('approved', { askedAt: at(0) });
const seated = of('seat-assigned', { extendBy: at(5 * days) });
const extended = of('extended', { expiresAt: at(7 * days), startDate: '2026-05-02' });
const out = [drafted, requested, approved, seated, extended] as const;

it('waits for what has not arrived, as long as it has not', () =>
  expect(() => told(extended)).toThrow(expect.objectContaining({ code: 'pipeline/not-begun' })));

it('has the status that its last event gave it, and since when', () => {
  expect(told(asked)).toMatchObject({ status: 'to_prepare', owner: 'mara', since: at(0) });
  expect(told(asked, of('preparation-dropped')).status).toBe('dropped');
  expect(told(asked, drafted)).toMatchObject({ status: 'drafted', since: at(hours), startDate: '2026-05-01' });
  expect(told(drafted)).toMatchObject({ applicationId: 'a', candidateId: 'c', requisitionId: 'r', version: 1, episode: 1 });
  expect(told(drafted, requested).status).toBe('pending_approval');
  for (const back of ['sent-back', 'recalled'] as const) expect(told(drafted, requested, of(back)).status).toBe('drafted');
  expect(told(...out)).toMatchObject({ status: 'extended', extendedAt: at(4 * hours), expiresAt: at(7 * days), startDate: '2026-05-02' });
  expect(told(...out, of('opened')).status).toBe('opened');
  expect(told(...out, of('accepted', { acceptedAt: at(6 * hours) }))).toMatchObject({
    status: 'accepted',
    acceptedAt: at(6 * hours),
    expiresAt: undefined,
  });
  expect(told(...out, of('superseded', { offerVersion: 2 }))).toMatchObject({ status: 'extended', version: 2 });
});

it('is a draft again when its terms change in what was agreed, and stays where it is otherwise', () => {
  expect(told(...out, of('revised', { material: true, startDate: '2026-06-01' }))).toMatchObject({
    status: 'drafted',
    startDate: '2026-06-01',
  });
  expect(told(...out, of('revised', { material: false })).status).toBe('extended');
  expect(told(...out, of('start-date-changed', { startDate: '2026-07-01' })).startDate).toBe('2026-07-01');
});

it('has as long as it was given last', () => {
  for (const more of ['deadline-extended', 'expiry-postponed'] as const)
    expect(told(...out, of(more, { expiresAt: at(9 * days) })).expiresAt).toBe(at(9 * days));
});

it('has an end for each time that it ended after it went out', () => {
  for (const end of ['declined', 'expired', 'rescinded', 'voided', 'reneged'] as const) {
    expect(told(...out, of(end, { reason: 'pay' }))).toMatchObject({
      status: end,
      seat: 'none',
      ends: [{ how: end, reason: 'pay', at: at(5 * hours) }],
    });
    expect(told(drafted, of(end)).ends).toEqual([]);
  }
  const again = told(...out, of('expired'), of('reinstated'), seated, extended, of('declined', { reason: 'pay' }));
  expect(again.ends.map(({ how }) => how)).toEqual(['expired', 'declined']);
  expect(again.extendedAt).toBe(at(4 * hours));
});

describe('its seat', () => {
  const seat = (...events: Parameters<typeof told>) => told(drafted, requested, ...events);
  it('is asked for with the approval, unless it was kept through a change', () => {
    expect(seat(approved).seat).toBe('asked');
    expect(seat(of('approved', { extendBy: at(days) }))).toMatchObject({ seat: 'assigned', extendBy: at(days) });
    expect(told(...out, of('expired'), of('reinstated')).seat).toBe('asked');
  });
  it('is there, waited for, lost, or given back', () => {
    expect(seat(approved, seated)).toMatchObject({ seat: 'assigned', extendBy: at(5 * days) });
    expect(seat(approved, of('seat-assigned')).extendBy).toBeUndefined();
    expect(seat(approved, of('seat-awaited'))).toMatchObject({ seat: 'waiting', extendBy: undefined });
    expect(seat(approved, seated, of('seat-lost'))).toMatchObject({ seat: 'none', extendBy: undefined });
    expect(seat(approved, seated, ['offer.seat-returned.v2', { episode: 1, offerVersion: 1 }])).toMatchObject({ seat: 'none' });
  });
});

describe('waits', () => {
  const waiting = (...events: Parameters<typeof told>) => told(...events).waiting.map(({ kind, person }) => `${kind} ${person}`);

  it('for its owner to prepare it', () => {
    expect(waiting(asked)).toEqual(['offer_preparation mara']);
    expect(waiting(asked, of('preparation-dropped'))).toEqual([]);
    expect(waiting(asked, drafted)).toEqual([]);
  });
  it('for its approvers while it is up for approval', () => {
    expect(waiting(drafted, requested)).toEqual(['offer_approval hiro']);
    expect(waiting(drafted, requested, of('voided'))).toEqual([]);
    expect(waiting(drafted, requested, approved)).toEqual([]);
  });
  it('for its owner when the requisition does not answer, or the candidate did too late', () => {
    const overdue = of('seat-overdue', { owner: 'mara' });
    expect(waiting(drafted, requested, approved, overdue)).toEqual(['seat_overdue mara']);
    for (const answer of ['seat-assigned', 'seat-awaited'] as const)
      expect(waiting(drafted, requested, approved, overdue, of(answer))).toEqual([]);
    const late = of('late-answer-recorded', { owner: 'mara' });
    expect(waiting(...out, of('expired'), late)).toEqual(['late_answer mara']);
    expect(waiting(...out, of('expired'), late, of('reinstated'))).toEqual([]);
  });
});
