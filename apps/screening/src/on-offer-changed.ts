/** What an offer says of itself is kept, whatever comes of the reaction to it. */
import { Controller } from '@nestjs/common';
import { offerAccepted, offerDeclined, offerExpired, offerExtended, offerReneged, offerRescinded, offerVoided } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { wordId } from './application/conclusion-words.js';
import { type OfferSays, OfferWords } from './offer/offer-words.js';

@Controller()
export class OnOfferChanged {
  constructor(private readonly words: OfferWords) {}

  @Consumes(offerExtended, offerAccepted, offerDeclined, offerExpired, offerReneged, offerRescinded, offerVoided)
  hear(delivery: Delivery<OfferSays>) {
    const { applicationId, episode } = delivery.event.data;
    return this.words.hear(wordId(applicationId, episode), delivery);
  }
}
