import type { Band, OfferTerms, Seat } from '@rolecall/contracts';
import { type Bands, changesOf, changesOfUnknown, fitOf, proposed } from './terms.js';

const berlin: Band = {
  ...{
    id: 'berlin',
    location: 'Berlin',
    min: 70_000,
    max: 95_000,
    currency: 'EUR',
    period: 'year',
    basis: 'base',
    exceptionsAllowed: true,
  },
};
const seat: Seat = { id: 'seat-1', bandId: 'berlin', location: 'Berlin', employmentType: 'full_time', kind: 'new' };
const bands = (more: Partial<Band> = {}): Bands => ({ bands: [{ ...berlin, ...more }], bandVersion: 3, seats: [seat] });
const terms: OfferTerms = { base: 90_000, currency: 'EUR', bandId: 'berlin', contingencies: [], startDate: '2026-05-04' };

describe('how terms stand to their band', () => {
  it.each([
    [70_000, 'inside'],
    [95_000, 'inside'],
    [69_999.99, 'outside'],
    [95_000.01, 'outside'],
  ])('a base of %d is %s', (base, fit) => expect(fitOf({ ...terms, base }, bands())).toBe(fit));
  it('outside is forbidden where the band allows no exception', () =>
    expect(fitOf({ ...terms, base: 1 }, bands({ exceptionsAllowed: false }))).toBe('outside_forbidden'));
  it('a bonus counts in an on-target band and in no other', () => {
    expect(fitOf({ ...terms, bonus: 10_000 }, bands())).toBe('inside');
    expect(fitOf({ ...terms, bonus: 10_000 }, bands({ basis: 'on_target' }))).toBe('outside');
    expect(fitOf({ ...terms, base: 60_000, bonus: 10_000 }, bands({ basis: 'on_target' }))).toBe('inside');
    expect(fitOf({ ...terms, base: 60_000 }, bands({ basis: 'on_target' }))).toBe('outside');
  });
  it('the currency is the band’s', () => expect(fitOf({ ...terms, currency: 'USD' }, bands())).toBe('other_currency'));
  it('the band exists and has a seat', () => {
    expect(fitOf({ ...terms, bandId: 'paris' }, bands())).toBe('no_seat_in_band');
    expect(fitOf(terms, { ...bands(), seats: [] })).toBe('no_seat_in_band');
  });
});

describe('what changed', () => {
  it.each([
    [{ base: 91_000 }, ['base'], true],
    [{ bonus: 1 }, ['bonus'], true],
    [{ equity: { kind: 'options', units: 5 } }, ['equity'], true],
    [{ contingencies: ['references'] }, ['contingencies'], true],
    [{ startDate: '2026-06-01' }, ['startDate'], false],
    [{ message: 'welcome' }, ['message'], false],
    [{ startDate: '2026-06-01', base: 91_000 }, ['base', 'startDate'], true],
    [{}, [], false],
  ] as [Partial<OfferTerms>, string[], boolean][])('%j', (more, changed, material) =>
    expect(changesOf(terms, { ...terms, ...more })).toEqual({ changed, material }),
  );
  it('is seen when a field is taken out, and not when it is merely undefined or in another order', () => {
    expect(changesOf({ ...terms, bonus: 1 }, terms)).toEqual({ changed: ['bonus'], material: true });
    expect(changesOf(terms, { ...terms, bonus: undefined }).changed).toEqual([]);
    const both = (contingencies: OfferTerms['contingencies']) => ({ ...terms, contingencies });
    expect(changesOf(both(['references', 'other']), both(['other', 'references'])).changed).toEqual([]);
  });
});

describe('terms that are given again because theirs are gone', () => {
  const facts = (of: OfferTerms) => proposed(of, bands(), 'id', (text) => `#${text}`);
  const again = (more: Partial<OfferTerms>) =>
    changesOfUnknown(facts(terms).termsHash, facts({ ...terms, ...more }), { ...terms, ...more });
  it('are approved again only if their hash says that they are others', () => {
    expect(again({ startDate: '2026-06-01' })).toEqual({ changed: ['startDate'], material: false });
    expect(again({ base: 91_000 })).toEqual({ changed: ['bandId', 'base', 'contingencies', 'currency', 'startDate'], material: true });
  });
});

describe('the facts that leave the vault', () => {
  const hash = (text: string) => `#${text}`;
  it('hold no amount', () => {
    const facts = proposed({ ...terms, bonus: 7777, message: 'welcome' }, bands(), 'id', () => 'hash');
    expect(facts).toEqual({
      ...{ termsId: 'id', termsHash: 'hash', bandId: 'berlin', bandVersion: 3, currency: 'EUR', fit: 'inside' },
      ...{ startDate: '2026-05-04', contingencies: [] },
    });
  });
  it('have a hash of the material terms alone, the same for the same terms however they are written', () => {
    const hashed = (of: OfferTerms) => proposed(of, bands(), 'id', hash).termsHash;
    expect(hashed({ ...terms, message: 'welcome', startDate: '2027-01-01' })).toBe(hashed(terms));
    expect(hashed({ ...terms, base: 90_001 })).not.toBe(hashed(terms));
    const equity = { units: 5, kind: 'options' } as const;
    expect(hashed({ ...terms, equity })).toBe(hashed({ ...terms, equity: { kind: 'options', units: 5 } }));
  });
});
