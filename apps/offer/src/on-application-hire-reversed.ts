/** A person took the hire back: the accepted offer ends with it, by the reason as reneged or as rescinded. */
import { Controller } from '@nestjs/common';
import { applicationHireReversed } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { ApplicationCopies } from './application-copies.js';
import { Offers } from './offers.js';

@Controller()
export class OnApplicationHireReversed {
  constructor(
    private readonly applications: ApplicationCopies,
    private readonly offers: Offers,
  ) {}

  @Consumes(applicationHireReversed)
  async takeBackHire({ event, cause }: Delivery<typeof applicationHireReversed>) {
    await this.applications.follow(event, cause);
    const { offerId, reason, by: reversedBy } = event.data;
    return this.offers.execute(offerId, { do: 'take-back-hire', reason, reversedBy }, cause);
  }
}
