/** The candidate said yes: contingencies begin, or the hire. A rejection or closure that crossed it is taken back; a withdrawal stands. */
import { Controller } from '@nestjs/common';
import { offerAccepted } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';
import { commandOf } from './offer/offer-words.js';
import { RequisitionCopies } from './requisition/requisition-copies.js';

@Controller()
export class OnOfferAccepted {
  constructor(
    private readonly applications: Applications,
    private readonly requisitions: RequisitionCopies,
  ) {}

  @Consumes(offerAccepted)
  async beginPreHire({ event, cause }: Delivery<typeof offerAccepted>) {
    const { applicationId, requisitionId } = event.data;
    const owner = await this.requisitions.recruiterOf(cause.org, requisitionId);
    return this.applications.execute(applicationId, commandOf(event, owner), cause);
  }
}
