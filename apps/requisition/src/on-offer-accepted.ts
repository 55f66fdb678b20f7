/** The candidate said yes: the seat is committed. */
import { Controller } from '@nestjs/common';
import { offerAccepted } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';
import { commandOf } from './seat-words.js';

@Controller()
export class OnOfferAccepted {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(offerAccepted)
  commitSeat({ event, cause }: Delivery<typeof offerAccepted>) {
    return this.requisitions.execute(event.data.requisitionId, commandOf(event), cause);
  }
}
