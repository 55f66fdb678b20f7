/** The requisition took the seat of the offer back: that is believed, whatever the offer has come to. */
import { Controller } from '@nestjs/common';
import { seatReleased } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Offers } from './offers.js';
import { commandOf } from './seat-words.js';

@Controller()
export class OnRequisitionSeatReleased {
  constructor(private readonly offers: Offers) {}

  @Consumes(seatReleased)
  loseSeat({ event, cause }: Delivery<typeof seatReleased>) {
    return this.offers.execute(event.data.offerId, commandOf(event), cause);
  }
}
