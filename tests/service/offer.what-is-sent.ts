/** Bad input, strangers, and what leaves the service: each with its own answer, and no amount anywhere. Run by offer.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { contractOf } from '@rolecall/kernel';
import { systemRandomness } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { type OfferService, secrets, terms } from './offer-service.js';

export const whatIsSent = (of: () => OfferService) => {
  describe('what is sent', () => {
    let wanted: Awaited<ReturnType<OfferService['wanted']>>;
    beforeAll(async () => {
      wanted = await of().wanted();
    });

    it.each([
      ['a negative amount', { base: -1 }, 400, 'request/invalid', 'terms.base'],
      ['an amount that is a text', { base: '81234' }, 400, 'request/invalid', 'terms.base'],
      ['a currency that does not exist', { currency: 'XYZ' }, 400, 'request/invalid', 'terms.currency'],
      ['a day that does not exist', { startDate: '2031-02-30' }, 400, 'request/invalid', 'terms.startDate'],
      ['an unknown field', { car: true }, 400, 'request/invalid', 'terms'],
      ['a contingency twice', { contingencies: ['other', 'other'] }, 400, 'request/invalid', 'terms.contingencies'],
      ['a start in the past', { startDate: '2020-01-01' }, 422, 'offer/date-in-past', undefined],
      ['the currency of another country', { currency: 'USD' }, 422, 'offer/other-currency', undefined],
      ['a band that the requisition does not have', { bandId: 'paris' }, 422, 'offer/no-seat-in-band', undefined],
      ['a band without a seat', { bandId: 'empty' }, 422, 'offer/no-seat-in-band', undefined],
      ['too much where no exception is allowed', { base: 123_456, bandId: 'strict' }, 422, 'offer/outside-forbidden-band', undefined],
    ])('%s is refused by its name, and nothing is written', async (_, more, status, code, path) => {
      const { applicationId, offerId } = wanted;
      const { json } = await of().post('offers', { applicationId, terms: { ...terms, ...more } });
      expect(json).toMatchObject({ status, code });
      if (path) expect(json.errors[0].path).toBe(path);
      expect(JSON.stringify(json)).not.toMatch(secrets);
      expect(await of().history(offerId)).toEqual(['preparation-asked']);
    });

    it('a name in any script is taken as it is', async () => {
      const person = await of().wanted();
      const message = 'مرحبا 👩‍🍳 שלום';
      await of().post('offers', { applicationId: person.applicationId, terms: { ...terms, message } });
      expect((await of().get(`offers/${person.offerId}`)).json.terms.message).toBe(message);
    });

    it('an application that is not here is 503 with the time to ask again', async () => {
      const answer = await of().post('offers', { applicationId: systemRandomness.id(), terms });
      expect(answer).toMatchObject({ status: 503, json: { code: 'offer/application-unknown' } });
      expect(answer.headers.get('retry-after')).toBe('2');
    });

    it('an id that is none, one of nothing and one of another organization are told apart, and never shown', async () => {
      const { offerId } = wanted;
      expect((await of().get('offers/17')).json).toMatchObject({ status: 400, code: 'request/invalid' });
      expect((await of().get(`offers/${systemRandomness.id()}`)).json).toMatchObject({ status: 404, code: 'offer/not-found' });
      const other = { org: 'umbrella' };
      expect((await of().get(`offers/${offerId}`, 'eve', other)).json.code).toBe('offer/not-found');
      expect((await of().post(`offers/${offerId}/void`, { reason: 'other' }, 'eve', other)).json.code).toBe('offer/not-found');
      expect((await of().get(`offers?requisitionId=${of().requisitionId}`, 'eve', other)).json.items).toEqual([]);
      expect((await of().get('offers?status=lost')).json.code).toBe('request/invalid');
    });

    it('a list has pages', async () => {
      const path = `offers?requisitionId=${of().requisitionId}&limit=2`;
      const first = (await of().get(path)).json;
      const second = (await of().get(`${path}&after=${first.next}`)).json;
      expect([first.items.length, second.items.length]).toEqual([2, 2]);
      expect(first.next < second.items[0].id).toBe(true);
      expect(JSON.stringify(first)).not.toMatch(secrets);
    });

    it('a message that breaks its contract stops nothing else', async () => {
      const { requisitionId } = of();
      await of().tell(contracts.seatReserved, requisitionId, { requisitionId, offerId: 'none' });
      await of().wanted();
    });

    it('every event of an offer on the topic fits its contract and tells no amount, no text and no name', async () => {
      const ours = () => of().published.filter(({ headers }) => headers.ce_source === '/rolecall/offer');
      await eventually(async () => ours().some(({ headers }) => headers.ce_type === 'offer.reneged.v1'), 30_000);
      expect(new Set(ours().map(({ headers }) => headers.ce_type)).size).toBeGreaterThan(20);
      for (const { value, headers, key } of ours()) {
        const data = JSON.parse(String(value));
        expect(contractOf(headers.ce_type as string)?.data.safeParse(data).error).toBeUndefined();
        expect([key, headers.ce_correlationid]).toEqual([data.applicationId, data.applicationId]);
        expect(String(value)).not.toMatch(secrets);
      }
    });
  });
};
