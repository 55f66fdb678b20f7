/** An offer came to its end, in whichever way: back to a decision of people, with a task for the owner. */
import { Controller } from '@nestjs/common';
import { offerDeclined, offerExpired, offerReneged, offerRescinded, offerVoided } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';
import { commandOf, type OfferEnds } from './offer/offer-words.js';
import { RequisitionCopies } from './requisition/requisition-copies.js';

@Controller()
export class OnOfferEnded {
  constructor(
    private readonly applications: Applications,
    private readonly requisitions: RequisitionCopies,
  ) {}

  @Consumes(offerDeclined, offerExpired, offerReneged, offerRescinded, offerVoided)
  async endOffer({ event, cause }: Delivery<OfferEnds>) {
    const { applicationId, requisitionId } = event.data;
    const owner = await this.requisitions.recruiterOf(cause.org, requisitionId);
    return this.applications.execute(applicationId, commandOf(event, owner), cause);
  }
}
