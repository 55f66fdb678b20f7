/** An offer went out: from now on its seat cannot be closed under it, nor its reservation released by hand. */
import { Controller } from '@nestjs/common';
import { offerExtended } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';

@Controller()
export class OnOfferExtended {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(offerExtended)
  markExtended({ event, cause }: Delivery<typeof offerExtended>) {
    const { requisitionId, offerId, applicationId, seatId } = event.data;
    const command = { do: 'mark-extended', offerId, applicationId, seatId, offerSequence: event.sequence } as const;
    return this.requisitions.execute(requisitionId, command, cause);
  }
}
