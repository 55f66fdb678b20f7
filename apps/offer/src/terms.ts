/** What may be known of terms outside the vault: how they stand to their band, what changed and whether that is material, and a hash. Pure. */
import { type Band, materialTerms, type OfferTerms, type Seat } from '@rolecall/contracts';
import { canonical } from '@rolecall/kernel';
import type { Fit, ProposedTerms } from './offer/commands.js';

/** What the requisition pays, and on which seats. */
export interface Bands {
  readonly bands: readonly Band[];
  readonly bandVersion: number;
  readonly seats: readonly Seat[];
}

/** An on-target band holds base and bonus together, a base band the base alone. */
export function fitOf({ base, bonus = 0, bandId, currency }: OfferTerms, { bands, seats }: Bands): Fit {
  const band = bands.find(({ id }) => id === bandId);
  if (!band || !seats.some((seat) => seat.bandId === bandId)) return 'no_seat_in_band';
  if (currency !== band.currency) return 'other_currency';
  const paid = band.basis === 'on_target' ? base + bonus : base;
  if (paid >= band.min && paid <= band.max) return 'inside';
  return band.exceptionsAllowed ? 'outside' : 'outside_forbidden';
}

/** The facts that the decider and the events get. `hash` is keyed: without the key nobody can try amounts against it. */
export function proposed(terms: OfferTerms, bands: Bands, termsId: string, hash: (text: string) => string): ProposedTerms {
  const { bandId, currency, startDate, contingencies } = terms;
  const material = Object.fromEntries(materialTerms.map((name) => [name, comparable(terms, name)]));
  const termsHash = hash(canonical(material));
  return { termsId, termsHash, bandId, bandVersion: bands.bandVersion, currency, startDate, contingencies, fit: fitOf(terms, bands) };
}

export interface Changes {
  /** Names of the fields. */
  readonly changed: readonly string[];
  readonly material: boolean;
}

export function changesOf(before: OfferTerms, after: OfferTerms): Changes {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof OfferTerms)[];
  const changed = names.filter((name) => canonical(comparable(before, name)) !== canonical(comparable(after, name))).sort();
  return { changed, material: changed.some((name) => materialTerms.includes(name)) };
}

/** Terms given again for a version whose own are no longer in the vault: what is material is compared by its hash alone. */
export function changesOfUnknown(termsHash: string, { termsHash: hashAfter }: ProposedTerms, after: OfferTerms): Changes {
  const material = termsHash !== hashAfter;
  const names = Object.keys(after) as (keyof OfferTerms)[];
  return { changed: names.filter((name) => material || !materialTerms.includes(name)).sort(), material };
}

/** The order of contingencies means nothing. */
function comparable(terms: OfferTerms, name: keyof OfferTerms): unknown {
  return name === 'contingencies' ? [...terms.contingencies].sort() : (terms[name] ?? null);
}
