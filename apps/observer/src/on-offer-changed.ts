/** An offer came further: its state. */
import { Controller } from '@nestjs/common';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { OfferCopies } from './copies.js';
import { offerChanges } from './offer/offer-events.js';

@Controller()
export class OnOfferChanged {
  constructor(private readonly copies: OfferCopies) {}

  @Consumes(...offerChanges)
  follow({ event, cause }: Delivery<(typeof offerChanges)[number]>) {
    return this.copies.follow(event.data.offerId, event, cause);
  }
}
