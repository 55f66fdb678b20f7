/** A seat is kept for the offer, which may go out now. */
import { Controller } from '@nestjs/common';
import { seatReserved } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Offers } from './offers.js';

@Controller()
export class OnRequisitionSeatReserved {
  constructor(private readonly offers: Offers) {}

  @Consumes(seatReserved)
  takeSeat({ event, cause }: Delivery<typeof seatReserved>) {
    const { offerId, seatId, bandId, offerSequence } = event.data;
    return this.offers.execute(offerId, { do: 'take-seat', seatId, bandId, offerSequence, requisitionSequence: event.sequence }, cause);
  }
}
