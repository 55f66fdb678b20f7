/** The start date moved, also after the acceptance: day one moves with it. */
import { Controller } from '@nestjs/common';
import { offerStartDateChanged } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';

@Controller()
export class OnOfferStartDateChanged {
  constructor(private readonly applications: Applications) {}

  @Consumes(offerStartDateChanged)
  moveStartDate({ event, cause }: Delivery<typeof offerStartDateChanged>) {
    const { applicationId, offerId, startDate } = event.data;
    return this.applications.execute(applicationId, { do: 'move-start-date', offerId, startDate }, cause);
  }
}
