/** An application ended: first the copy, so that nothing is drafted any more, then its offer, as far as it has come. */
import { Controller } from '@nestjs/common';
import { applicationClosed, applicationRejected, applicationWithdrawn } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { ApplicationCopies } from './application-copies.js';
import { Offers, offerIdOf } from './offers.js';

type Ends = typeof applicationRejected | typeof applicationWithdrawn | typeof applicationClosed;

const ways = {
  'application.rejected.v1': 'rejected',
  'application.withdrawn.v1': 'withdrawn',
  'application.closed.v1': 'closed',
} as const;

@Controller()
export class OnApplicationEnded {
  constructor(
    private readonly applications: ApplicationCopies,
    private readonly offers: Offers,
  ) {}

  @Consumes(applicationRejected, applicationWithdrawn, applicationClosed)
  async endWithApplication({ event, cause }: Delivery<Ends>) {
    await this.applications.follow(event, cause);
    const { applicationId, episode } = event.data;
    // Delivered again after it was taken back, an end counts no more: the copy has gone on.
    const how = await this.applications.standingOf(cause.org, applicationId, episode);
    if (how === 'going_on' || how === 'hired') return undefined;
    return this.offers.execute(offerIdOf(applicationId, episode), { do: 'end-with-application', how: ways[event.type] }, cause);
  }
}
