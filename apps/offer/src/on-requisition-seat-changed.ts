/** What the requisition says about an offer's seat is kept, whatever comes of the reaction to it. */
import { Controller } from '@nestjs/common';
import { seatRefused, seatReleased, seatReserved } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { type RequisitionSays, SeatWords } from './seat-words.js';

@Controller()
export class OnRequisitionSeatChanged {
  constructor(private readonly words: SeatWords) {}

  @Consumes(seatReserved, seatRefused, seatReleased)
  hear(delivery: Delivery<RequisitionSays>) {
    return this.words.hear(delivery.event.data.offerId, delivery);
  }
}
