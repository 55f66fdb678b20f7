/** An offer came to its end, in whichever way: back to a decision of people, with a task for the owner. */
import { Controller } from '@nestjs/common';
import { offerDeclined, offerExpired, offerReneged, offerRescinded, offerVoided } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';
import { RequisitionCopies } from './requisition/requisition-copies.js';

type Ends = typeof offerDeclined | typeof offerExpired | typeof offerReneged | typeof offerRescinded | typeof offerVoided;

const causes = {
  'offer.declined.v1': 'declined',
  'offer.expired.v1': 'expired',
  'offer.reneged.v1': 'reneged',
  'offer.rescinded.v1': 'rescinded',
  'offer.voided.v1': 'voided',
} as const;

@Controller()
export class OnOfferEnded {
  constructor(
    private readonly applications: Applications,
    private readonly requisitions: RequisitionCopies,
  ) {}

  @Consumes(offerDeclined, offerExpired, offerReneged, offerRescinded, offerVoided)
  async endOffer({ event, cause }: Delivery<Ends>) {
    const { applicationId, requisitionId, offerId, episode: offerEpisode } = event.data;
    const owner = await this.requisitions.recruiterOf(cause.org, requisitionId);
    const endedBy = 'by' in event.data ? event.data.by : undefined;
    const command = { do: 'end-offer', offerId, offerEpisode, cause: causes[event.type], owner, endedBy } as const;
    return this.applications.execute(applicationId, command, cause);
  }
}
