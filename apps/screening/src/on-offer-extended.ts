/** An offer is out: the application is offered. A second one to the same person elsewhere is a warning to its owner. */
import { Controller } from '@nestjs/common';
import { offerExtended } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';
import { OtherApplications } from './application/other-applications.js';
import { beginOf } from './offer/offer-words.js';

@Controller()
export class OnOfferExtended {
  constructor(
    private readonly applications: Applications,
    private readonly others: OtherApplications,
  ) {}

  @Consumes(offerExtended)
  async beginOffer({ event, cause }: Delivery<typeof offerExtended>) {
    await this.applications.execute(event.data.applicationId, beginOf(event), cause);
    await this.others.warnOfSecondOffer(event.data, cause);
  }
}
