/** The terms of an offer as people give them, each field marked whether a change of it is approved again. Amounts never leave the vault. */
import { personal } from '@rolecall/kernel';
import { z } from 'zod';
import { contingencyKind } from './offer.events.js';
import { currency, date, key } from './shapes.js';

/** In whole units of the currency per period of the band. */
const amount = z.number().nonnegative().max(1e12);
const material = { material: true } as const;
const immaterial = { material: false } as const;

const fields = {
  ...personal({
    base: amount.meta(material),
    /** What is paid on reaching the targets; counts where the band is on target. */
    bonus: amount.optional().meta(material),
    equity: z
      .strictObject({ kind: z.enum(['options', 'restricted_stock', 'phantom']), units: z.int().positive().max(1e12) })
      .optional()
      .meta(material),
    /** To the candidate, beside the terms. */
    message: z.string().trim().min(1).max(4000).optional().meta(immaterial),
  }),
  currency: currency.meta(material),
  /** One of the requisition's bands that has a seat. */
  bandId: key.meta(material),
  /** Checks after the acceptance; an offer with any is conditional. */
  contingencies: z
    .array(contingencyKind)
    .max(4)
    .refine((all) => new Set(all).size === all.length, 'names a contingency twice')
    .default([])
    .meta(material),
  startDate: date.meta(immaterial),
};

export const offerTerms = z.strictObject(fields).meta({ id: 'OfferTerms' });
export type OfferTerms = z.output<typeof offerTerms>;

/** The fields whose change makes the offer be approved again. */
export const materialTerms = (Object.keys(fields) as (keyof OfferTerms)[]).filter((name) => fields[name].meta()?.material === true);
