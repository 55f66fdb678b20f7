/** A seat is kept for the offer, which may go out now. */
import { Controller } from '@nestjs/common';
import { seatReserved } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Offers } from './offers.js';
import { commandOf } from './seat-words.js';

@Controller()
export class OnRequisitionSeatReserved {
  constructor(private readonly offers: Offers) {}

  @Consumes(seatReserved)
  takeSeat({ event, cause }: Delivery<typeof seatReserved>) {
    return this.offers.execute(event.data.offerId, commandOf(event), cause);
  }
}
