/** No seat for the offer: it waits in line, or the requisition takes none. */
import { Controller } from '@nestjs/common';
import { seatRefused } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Offers } from './offers.js';

@Controller()
export class OnRequisitionSeatRefused {
  constructor(private readonly offers: Offers) {}

  @Consumes(seatRefused)
  waitForSeat({ event, cause }: Delivery<typeof seatRefused>) {
    const { offerId, reason, position, offerSequence } = event.data;
    const command = { do: 'wait-for-seat', reason, position, offerSequence, requisitionSequence: event.sequence } as const;
    return this.offers.execute(offerId, command, cause);
  }
}
