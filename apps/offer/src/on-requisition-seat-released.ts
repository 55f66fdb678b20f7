/** The requisition took the seat of the offer back: that is believed, whatever the offer has come to. */
import { Controller } from '@nestjs/common';
import { seatReleased } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Offers } from './offers.js';

@Controller()
export class OnRequisitionSeatReleased {
  constructor(private readonly offers: Offers) {}

  @Consumes(seatReleased)
  loseSeat({ event, cause }: Delivery<typeof seatReleased>) {
    const { offerId, seatId, reason, offerSequence } = event.data;
    return this.offers.execute(offerId, { do: 'lose-seat', seatId, reason, offerSequence, requisitionSequence: event.sequence }, cause);
  }
}
