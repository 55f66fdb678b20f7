/** The second version of offer.seat-returned says what the first has said, and passes its own contract. */
import { contractOf, inNewestVersion } from '@rolecall/kernel';
import { offerSeatReturned } from './index.js';

const id = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
const offer = { applicationId: id, candidateId: id, requisitionId: id, offerId: id, episode: 1, offerVersion: 2 };
const extendBy = '2026-03-04T09:00:00.000Z';

it.each([
  ['without a reason, it was not extended in time', {}, { reason: 'not_extended', extendBy }],
  ['not extended in time', { reason: 'not_extended' }, { reason: 'not_extended', extendBy }],
  ['another band: there was no deadline, whatever was said of one', { reason: 'other_band' }, { reason: 'other_band' }],
])('tells the first version: %s', (_, said, told) => {
  const data = contractOf('offer.seat-returned.v1')?.data.parse({ ...offer, extendBy, ...said }) ?? {};
  const newest = inNewestVersion({ type: 'offer.seat-returned.v1', data });
  expect(newest).toEqual({ type: offerSeatReturned.type, data: { ...offer, ...told } });
  expect(offerSeatReturned.data.parse(newest?.data)).toEqual(newest?.data);
});
