/** The candidate said yes: the seat is committed. */
import { Controller } from '@nestjs/common';
import { offerAccepted } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';

@Controller()
export class OnOfferAccepted {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(offerAccepted)
  commitSeat({ event, cause }: Delivery<typeof offerAccepted>) {
    const { requisitionId, offerId, applicationId, seatId } = event.data;
    const command = { do: 'commit-seat', offerId, applicationId, seatId, offerSequence: event.sequence } as const;
    return this.requisitions.execute(requisitionId, command, cause);
  }
}
