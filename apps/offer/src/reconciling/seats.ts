/** What must hold between an offer and the requisition: it knows of its seat, or of its place in line, what was said last. */
import { Injectable } from '@nestjs/common';
import { type Loaded, type Mending, mend, Reconciler } from '@rolecall/messaging';
import type { Offer } from '../offer.js';
import { Offers } from '../offers.js';
import { commandOf, SeatWords } from '../seat-words.js';

const going = ['drafted', 'pending_approval', 'approved', 'extended', 'opened', 'accepted'];

@Injectable()
export class SeatRules {
  constructor(
    reconciler: Reconciler,
    private readonly offers: Offers,
    private readonly words: SeatWords,
  ) {
    reconciler.register({
      name: 'offer-behind-its-seat',
      of: offers.everywhere({ 'state.status': { $in: going } }),
      mends: (org, offer) => this.mends(org, offer),
    });
  }

  private async mends(org: string, offer: Loaded<Offer>): Promise<Mending[]> {
    const word = await this.words.get(org, offer.id);
    return word ? [mend(this.offers, offer, commandOf(word))] : [];
  }
}
