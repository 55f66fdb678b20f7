/** The events of an offer, as its decider makes and folds them. */
import type * as contracts from '@rolecall/contracts';
import { type EventOf, eventMaker } from '@rolecall/kernel';
import type { Offer } from './state.js';

/** Every contract whose type begins with `offer.`. */
type Contracts = Extract<(typeof contracts)[keyof typeof contracts], { readonly type: `offer.${string}` }>;
export type OfferEvent = EventOf<Contracts>;
export const event = eventMaker<OfferEvent>();

/** How a theme folds its events: one function for each type. */
export type Folds<Type extends OfferEvent['type']> = {
  readonly [T in Type]: (state: Offer, data: Extract<OfferEvent, { type: T }>['data']) => Offer;
};
