/** An offer is approved: it asks for a seat, and is answered with one or with its place in line. */
import { Controller } from '@nestjs/common';
import { offerApproved } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';

@Controller()
export class OnOfferApproved {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(offerApproved)
  reserveSeat({ event, cause }: Delivery<typeof offerApproved>) {
    const { requisitionId, offerId, applicationId, offerVersion, bandId } = event.data;
    const command = { do: 'reserve-seat', offerId, applicationId, offerVersion, bandId, offerSequence: event.sequence } as const;
    return this.requisitions.execute(requisitionId, command, cause);
  }
}
