/**
 * Our own word that an offer came (back) to life, in the order of its application's events: an end that came before it met no living
 * offer, and what it would have done is done here; one that comes after it meets the offer.
 */
import { Controller } from '@nestjs/common';
import { offerDrafted, offerReinstated } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { ApplicationCopies } from './application-copies.js';
import { Offers } from './offers.js';

@Controller()
export class OnOfferBegun {
  constructor(
    private readonly applications: ApplicationCopies,
    private readonly offers: Offers,
  ) {}

  @Consumes(offerDrafted, offerReinstated)
  async endWithApplication({ event, cause }: Delivery<typeof offerDrafted | typeof offerReinstated>) {
    const { applicationId, offerId, episode } = event.data;
    const how = await this.applications.standingOf(cause.org, applicationId, episode);
    if (how === 'going_on' || how === 'hired') return undefined;
    return this.offers.execute(offerId, { do: 'end-with-application', how }, cause);
  }
}
