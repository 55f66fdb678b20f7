/** No seat for the offer: it waits in line, or the requisition takes none. */
import { Controller } from '@nestjs/common';
import { seatRefused } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Offers } from './offers.js';
import { commandOf } from './seat-words.js';

@Controller()
export class OnRequisitionSeatRefused {
  constructor(private readonly offers: Offers) {}

  @Consumes(seatRefused)
  waitForSeat({ event, cause }: Delivery<typeof seatRefused>) {
    return this.offers.execute(event.data.offerId, commandOf(event), cause);
  }
}
