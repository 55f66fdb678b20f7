import * as contracts from '@rolecall/contracts';
import { z } from 'zod';
import * as the from './offer.examples.js';

const terms = { base: 90_000, currency: 'EUR', bandId: 'berlin', startDate: '2026-05-04' };
const draft = { applicationId: the.applicationId, terms };
const request = { groups: the.groups, escalationOwner: 'olga' };
const exception = { reason: 'market', approvers: ['cleo'] };

/** A valid body, and one with a fault and its path. */
const cases = [
  ['draftOfferBody', draft, { ...draft, salary: 1 }],
  ['draftOfferBody', draft, { ...draft, applicationId: 'a' }, 'applicationId'],
  ['draftOfferBody', draft, { ...draft, terms: { ...terms, base: -1 } }, 'terms.base'],
  ['draftOfferBody', draft, { ...draft, terms: { ...terms, base: '90000' } }, 'terms.base'],
  ['draftOfferBody', draft, { ...draft, terms: { ...terms, currency: 'XYZ' } }, 'terms.currency'],
  ['draftOfferBody', draft, { ...draft, terms: { ...terms, startDate: '2026-02-30' } }, 'terms.startDate'],
  ['draftOfferBody', draft, { ...draft, terms: { ...terms, contingencies: ['other', 'other'] } }, 'terms.contingencies'],
  ['draftOfferBody', draft, { ...draft, terms: { ...terms, contingencies: ['horoscope'] } }, 'terms.contingencies.0'],
  ['draftOfferBody', draft, { ...draft, terms: { ...terms, equity: { kind: 'options' } } }, 'terms.equity.units'],
  ['draftOfferBody', draft, { ...draft, terms: { ...terms, car: true } }, 'terms'],
  [
    'reviseOfferBody',
    { version: 1, terms: { ...terms, message: 'مرحبا 👋' }, reason: 'negotiation' },
    { version: 1, terms, reason: 'whim' },
    'reason',
  ],
  ['reviseOfferBody', { version: 1, terms, reason: 'other', note: 'she asked' }, { terms, reason: 'other' }, 'version'],
  ['requestOfferApprovalBody', request, { ...request, groups: [] }, 'groups'],
  [
    'requestOfferApprovalBody',
    { ...request, bandException: exception },
    { ...request, groups: [{ ...the.groups[0], id: 'compensation' }] },
    'groups',
  ],
  ['requestOfferApprovalBody', request, { ...request, groups: [the.groups[0], the.groups[0]] }, 'groups'],
  [
    'requestOfferApprovalBody',
    { ...request, extendWithinHours: 0.01 },
    { ...request, bandException: { ...exception, needed: 2 } },
    'bandException.needed',
  ],
  ['requestOfferApprovalBody', request, { ...request, extendWithinHours: 0 }, 'extendWithinHours'],
  ['extendOfferBody', { version: 1, expiresAt: the.expiresAt }, { version: 1, expiresAt: '2026-03-09' }, 'expiresAt'],
  ['openOfferBody', { version: 1 }, { version: 0 }, 'version'],
  ['acceptOfferBody', { version: 2 }, {}, 'version'],
  ['declineOfferBody', { reason: 'pay' }, { reason: 'application_withdrawn' }, 'reason'],
  ['extendDeadlineBody', { expiresAt: the.later }, { expiresAt: 'soon' }, 'expiresAt'],
  ['changeStartDateBody', { startDate: '2026-05-04' }, { startDate: the.later }, 'startDate'],
  ['rescindOfferBody', { reason: 'budget', note: 'x' }, { reason: 'budget', note: '' }, 'note'],
  ['voidOfferBody', { reason: 'not_needed' }, {}, 'reason'],
  ['renegeOfferBody', { reason: 'other_offer' }, { reason: 'no_show' }, 'reason'],
  ['reinstateOfferBody', { reason: 'late_answer' }, { reason: 'late' }, 'reason'],
  ['requestSeatBody', {}, { now: true }],
] as const;

const schemas = new Map(Object.entries(contracts)) as ReadonlyMap<string, unknown>;

describe.each(cases)('%s', (name, good, bad, path?: string) => {
  const schema = schemas.get(name) as z.ZodType;
  it('takes what fits', () => expect(schema.safeParse(good).error).toBeUndefined());
  it(`refuses what does not, at ${path ?? 'the top'}`, () =>
    expect(schema.safeParse(bad).error?.issues.map((issue) => issue.path.join('.'))).toContain(path ?? ''));
});

it('tells of each term whether its change is approved again, also in its JSON Schema', () => {
  expect(contracts.materialTerms).toEqual(['base', 'bonus', 'equity', 'currency', 'bandId', 'contingencies']);
  const { $defs } = z.toJSONSchema(contracts.offerTerms, { io: 'input' });
  const marks = Object.entries($defs?.OfferTerms?.properties ?? {}).map(([name, field]) => [
    name,
    (field as { material?: boolean }).material,
  ]);
  expect(marks.filter(([, material]) => material === true).map(([name]) => name)).toEqual(contracts.materialTerms);
  expect(marks.filter(([, material]) => material === false).map(([name]) => name)).toEqual(['message', 'startDate']);
});

it('no event of an offer has a field for an amount', () => {
  const amounts = ['base', 'bonus', 'equity', 'amount', 'salary', 'terms', 'message', 'note'];
  const events = Object.values(contracts).filter(
    (contract): contract is typeof contracts.offerDrafted => (contract as { service?: string }).service === 'offer',
  );
  expect(events.length).toBeGreaterThan(30);
  for (const { type, data } of events)
    expect([type, Object.keys(data.shape).filter((field) => amounts.includes(field))]).toEqual([type, []]);
});
