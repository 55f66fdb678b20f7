/** What one copy adds to the figures: whole numbers by cell, of which the figures are the sums. Pure. */
import type { ApplicationCopy } from '../application/application.js';
import type { OfferCopy } from '../offer/offer.js';
import type { RequisitionCopy } from '../requisition/requisition.js';
import { stateOf } from '../requisition/seats.js';
import { type Bounds, stageBounds, timeToHireBounds } from './bounds.js';

/** Cells are words with spaces between them: what is counted, its labels, and of a histogram the bucket. */
export type Parts = Readonly<Record<string, number>>;

export function summed(...all: Parts[]): Parts {
  const sum: Record<string, number> = {};
  for (const [cell, value] of all.flatMap(Object.entries)) sum[cell] = (sum[cell] ?? 0) + value;
  return sum;
}

/** What has to be added to go from one to the other; nothing for cells that stay. */
export const difference = (before: Parts, after: Parts): Parts =>
  Object.fromEntries(Object.entries(summed(after, negated(before))).filter(([, value]) => value !== 0));

const negated = (parts: Parts): Parts => Object.fromEntries(Object.entries(parts).map(([cell, value]) => [cell, -value]));

/** One value of a histogram: it counts in its own bucket alone, and in the sum. */
const observed = (name: string, bounds: Bounds, ms: number): Parts => {
  const bucket = bounds.findIndex((seconds) => ms <= seconds * 1000);
  return { [`${name} ${bucket < 0 ? bounds.length : bucket}`]: 1, [`${name} ms`]: ms };
};

export const partsOfRequisition = ({ status, seats }: RequisitionCopy): Parts =>
  summed({ [`requisitions ${status}`]: 1 }, ...seats.map(stateOf).flatMap((state) => (state ? [{ [`seats ${state}`]: 1 }] : [])));

export const partsOfApplication = ({ stage, source, left, hires }: ApplicationCopy): Parts =>
  summed(
    { [`applications ${stage} ${source}`]: 1 },
    ...left.map((each) => observed(`stage ${each.stage}`, stageBounds, each.ms)),
    ...hires.map((ms) => observed('hire', timeToHireBounds, ms)),
  );

export const partsOfOffer = ({ state }: OfferCopy): Parts => ({ [`offers ${state}`]: 1 });
