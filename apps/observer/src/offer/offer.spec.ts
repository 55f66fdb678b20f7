import { at, days, hours, telling } from '@rolecall/testing';
import { foldOffer, type OfferCopy } from './offer.js';
import type { OfferChange } from './offer-events.js';

const told = telling<OfferCopy, OfferChange>(foldOffer);
const drafted = ['offer.drafted.v1'] as const;
const requested = ['offer.approval-requested.v1', { dueAt: at(2 * days) }] as const;
const approved = (askedAt: string) => ['offer.approved.v1', { askedAt }] as const;
const seated = ['offer.seat-assigned.v1', { extendBy: at(5 * days) }] as const;
const extended = ['offer.extended.v1', { expiresAt: at(7 * days) }] as const;
const out = [drafted, requested, approved(at(60)), seated, extended] as const;
const revised = (material: boolean, more = {}) => ['offer.revised.v1', { material, ...more }] as const;

it('has the state that its last event gave it', () => {
  expect(told(['offer.preparation-asked.v1']).state).toBe('to_prepare');
  expect(told(['offer.preparation-asked.v1'], ['offer.preparation-dropped.v1']).state).toBe('dropped');
  expect(told(['offer.preparation-asked.v1'], drafted).state).toBe('drafted');
  expect(told(drafted, requested).state).toBe('pending_approval');
  for (const what of ['sent-back', 'recalled'] as const) expect(told(drafted, requested, [`offer.${what}.v1`]).state).toBe('drafted');
  expect(told(...out.slice(0, 4)).state).toBe('approved');
  expect(told(...out, ['offer.opened.v1']).state).toBe('opened');
  for (const end of ['accepted', 'declined', 'expired', 'rescinded', 'voided', 'reneged'] as const)
    expect(told(...out, [`offer.${end}.v1`]).state).toBe(end);
  expect(told(...out, ['offer.expired.v1'], ['offer.reinstated.v1']).state).toBe('approved');
});

it('is a draft again when its terms change in what was agreed, and stays where it is otherwise', () => {
  expect(told(...out, revised(true)).state).toBe('drafted');
  expect(told(...out, revised(false)).state).toBe('extended');
});

it('waits for what has not arrived, as long as it has not', () =>
  expect(() => told(extended)).toThrow(expect.objectContaining({ code: 'figures/not-begun' })));

describe('waits', () => {
  const waits = (...events: Parameters<typeof told>) => told(...events).waits;

  it('for each step of its approval', () => {
    expect(waits(drafted, requested)).toEqual([{ state: 'offer_approval', until: at(2 * days) }]);
    const given = ['offer.approval-given.v1', { nextDueAt: at(3 * days) }] as const;
    expect(waits(drafted, requested, given)).toEqual([{ state: 'offer_approval', until: at(3 * days) }]);
    expect(waits(drafted, requested, ['offer.sent-back.v1'])).toBeUndefined();
  });
  it('for the requisition’s answer since it asked first, whatever the answer is', () => {
    const asks = [drafted, requested, approved(at(60))] as const;
    expect(waits(...asks)).toEqual([{ state: 'seat', until: at(75) }]);
    expect(waits(...asks, approved(at(80)))).toEqual([{ state: 'seat', until: at(75) }]);
    for (const answer of ['awaited', 'lost'] as const) expect(waits(...asks, [`offer.seat-${answer}.v1`])).toBeUndefined();
  });
  it('to go out while it has a seat, also one that it kept through a change', () => {
    const wait = (minutes: number) => [{ state: 'extension', until: at(minutes + 5) }];
    expect(waits(...out.slice(0, 4))).toEqual(wait(5 * days));
    expect(waits(...out.slice(0, 4), ['offer.seat-returned.v2'])).toBeUndefined();
    expect(waits(...out, revised(true, { extendBy: at(9 * days) }))).toEqual(wait(9 * days));
    const again = ['offer.approved.v1', { extendBy: at(11 * days) }] as const;
    expect(waits(...out, revised(true, { extendBy: at(9 * days) }), requested, again)).toEqual(wait(11 * days));
  });
  it('for the candidate’s answer, as long as the deadline says and the grace after a start', () => {
    const wait = (minutes: number) => [{ state: 'answer', until: at(minutes + 35) }];
    expect(waits(...out)).toEqual(wait(7 * days));
    expect(waits(...out, ['offer.opened.v1'])).toEqual(wait(7 * days));
    for (const what of ['deadline-extended', 'expiry-postponed'] as const)
      expect(waits(...out, [`offer.${what}.v1`, { expiresAt: at(8 * days + hours) }])).toEqual(wait(8 * days + hours));
    for (const end of ['accepted', 'declined', 'expired'] as const) expect(waits(...out, [`offer.${end}.v1`])).toBeUndefined();
  });
});
