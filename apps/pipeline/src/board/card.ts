/** A card of a board: an application with what its interviews and its offer add. Ids and facts; names are screening's. Pure. */
import type { ApplicationCopy } from '../application/application.js';
import { idOf, type Kept } from '../copies.js';
import type { OfferCopy } from '../offer/offer.js';
import { type Next, nextOf, type Situation } from './next.js';

export interface Card {
  /** The application. */
  readonly id: string;
  readonly candidateId: string;
  /** Of the application's stream, as far as it is known here. */
  readonly sequence: number;
  readonly status: string;
  /** Of the interview plan; null before one was told, and once all are passed. */
  readonly stageId: string | null;
  /** When it came into its column. */
  readonly since: string;
  readonly receivedAt: string;
  /** In the order in which they were told. */
  readonly sources: readonly string[];
  readonly next: readonly (Next & { readonly overdue: boolean })[];
  readonly marks: {
    readonly knockouts: readonly string[];
    readonly sourceConflict: boolean;
    readonly closing: ApplicationCopy['closing'] | null;
  };
  readonly offer: {
    readonly id: string;
    readonly status: string;
    readonly version: number;
    readonly seat: string;
    readonly expiresAt: string | null;
  } | null;
  readonly end: ApplicationCopy['end'] | null;
}

export interface Dealt extends Omit<Situation, 'application' | 'offer'> {
  readonly application: Kept<ApplicationCopy>;
  readonly offer?: Kept<OfferCopy>;
}

export function cardOf({ application, offer, ...beside }: Dealt, now: string): Card {
  const { sequence, copy } = application;
  const next = nextOf({ ...beside, application: copy, offer: offer?.copy });
  const { candidateId, status, stageId = null, since, receivedAt, sources, knockouts, closing = null, end = null, waiting } = copy;
  return {
    ...{ id: idOf(application), candidateId, sequence, status, stageId: status === 'interviewing' ? stageId : null },
    ...{ since, receivedAt, sources: [...sources], end },
    next: next.map((step) => ({ ...step, overdue: step.dueAt !== undefined && step.dueAt < now })),
    marks: { knockouts: [...knockouts], sourceConflict: waiting.some(({ kind }) => kind === 'source_conflict'), closing },
    offer: offer ? shownOffer(offer) : null,
  };
}

const shownOffer = (offer: Kept<OfferCopy>): NonNullable<Card['offer']> => {
  const { status, version, seat, expiresAt = null } = offer.copy;
  return { id: idOf(offer), status, version, seat, expiresAt };
};
