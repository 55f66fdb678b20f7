/** What an offer says of itself is kept, whatever comes of the reaction to it. */
import { Controller } from '@nestjs/common';
import {
  offerAccepted,
  offerApproved,
  offerDeclined,
  offerExpired,
  offerExtended,
  offerReneged,
  offerRescinded,
  offerSeatReturned,
  offerVoided,
} from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { type OfferSays, OfferWords } from './seat-words.js';

@Controller()
export class OnOfferChanged {
  constructor(private readonly words: OfferWords) {}

  @Consumes(
    offerApproved,
    offerExtended,
    offerAccepted,
    offerDeclined,
    offerExpired,
    offerRescinded,
    offerVoided,
    offerReneged,
    offerSeatReturned,
  )
  hear(delivery: Delivery<OfferSays>) {
    return this.words.hear(delivery.event.data.offerId, delivery);
  }
}
