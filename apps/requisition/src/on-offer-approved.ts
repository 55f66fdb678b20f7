/** An offer is approved: it asks for a seat, and is answered with one or with its place in line. */
import { Controller } from '@nestjs/common';
import { offerApproved } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';
import { commandOf } from './seat-words.js';

@Controller()
export class OnOfferApproved {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(offerApproved)
  reserveSeat({ event, cause }: Delivery<typeof offerApproved>) {
    return this.requisitions.execute(event.data.requisitionId, commandOf(event), cause);
  }
}
