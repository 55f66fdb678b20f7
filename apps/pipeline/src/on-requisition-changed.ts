/** A requisition came further. Every event of it is followed. */
import { Controller } from '@nestjs/common';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { RequisitionCopies } from './copies.js';
import { Stories } from './story/stories.js';
import { requisitionEvents } from './streams.js';

@Controller()
export class OnRequisitionChanged {
  constructor(
    private readonly stories: Stories,
    private readonly copies: RequisitionCopies,
  ) {}

  @Consumes(...requisitionEvents)
  async follow(delivery: Delivery<(typeof requisitionEvents)[number]>) {
    const { event, cause } = delivery;
    // The copy last: who sees how far it is finds the story told as far.
    await this.stories.tell(delivery);
    await this.copies.follow(event.data.requisitionId, event, cause);
  }
}
