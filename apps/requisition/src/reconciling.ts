/** What must hold between a requisition and the offers that hold its seats or wait for one. */
import { Injectable } from '@nestjs/common';
import { type Loaded, type Mending, mend, Reconciler } from '@rolecall/messaging';
import type { Requisition } from './requisition.js';
import { Requisitions } from './requisitions.js';
import { commandOf, HireWords, OfferWords } from './seat-words.js';

@Injectable()
export class Reconciling {
  constructor(
    reconciler: Reconciler,
    private readonly requisitions: Requisitions,
    private readonly offers: OfferWords,
    private readonly hires: HireWords,
  ) {
    const begun = { 'state.status': { $in: ['open', 'on_hold', 'filled', 'cancelled'] } };
    reconciler.register({
      name: 'seat-behind-its-offer',
      of: requisitions.everywhere(begun),
      mends: (org, loaded) => this.mends(org, loaded),
    });
  }

  /** Each holder of a seat, and each offer in line, is as far as its offer and its application have said. */
  private async mends(org: string, loaded: Loaded<Requisition>): Promise<Mending[]> {
    const { seats, line } = loaded.state;
    const mendings: Mending[] = [];
    for (const { offerId } of [...seats.flatMap(({ holder }) => holder ?? []), ...line]) {
      const words = [await this.offers.get(org, offerId), await this.hires.get(org, offerId)];
      // An approved offer is answered each time that it asks; one that got no answer asks again.
      for (const word of words)
        if (word && word.type !== 'offer.approved.v1') mendings.push(mend(this.requisitions, loaded, commandOf(word), offerId));
    }
    return mendings;
  }
}
