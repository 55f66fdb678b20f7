import type { ApplicationCopy } from '../application/application.js';
import { difference, partsOfApplication, partsOfOffer, partsOfRequisition, summed } from './parts.js';

const copy: ApplicationCopy = { stage: 'hired', since: '', receivedAt: '', source: 'direct', left: [], hires: [], awaited: {} };

it('counts an application once where it stands, and each stage that it left in one bucket', () => {
  const left = [
    { stage: 'received', ms: 60_000 },
    { stage: 'received', ms: 60_001 },
    { stage: 'decision', ms: 91 * 86_400_000 },
  ] as const;
  expect(partsOfApplication({ ...copy, left })).toEqual({
    'applications hired direct': 1,
    ...{ 'stage received 0': 1, 'stage received 1': 1, 'stage received ms': 120_001 },
    ...{ 'stage decision 11': 1, 'stage decision ms': 91 * 86_400_000 },
  });
});

it('counts each of two hires in the same bucket', () =>
  expect(partsOfApplication({ ...copy, hires: [1000, 2000] })).toMatchObject({ 'hire 0': 2, 'hire ms': 3000 }));

it('counts a requisition, those of its seats that are there, and an offer', () => {
  const seats = [{ id: 'a' }, { id: 'b' }, { id: 'c', closing: true }, { id: 'd', holder: { offerId: 'x', hold: 'filled' as const } }];
  expect(partsOfRequisition({ status: 'open', seats })).toEqual({ 'requisitions open': 1, 'seats open': 2, 'seats filled': 1 });
  expect(partsOfOffer({ state: 'extended' })).toEqual({ 'offers extended': 1 });
});

it('adds only what has changed, and nothing for the same again', () => {
  const before = { 'offers drafted': 2, 'offers extended': 1 };
  const after = { 'offers drafted': 1, 'offers extended': 1, 'offers accepted': 1 };
  const added = difference(before, after);
  expect(added).toEqual({ 'offers drafted': -1, 'offers accepted': 1 });
  expect(summed(before, added)).toEqual(after);
  expect(difference(after, after)).toEqual({});
});
