/** An offer came further. Every event of it is followed. */
import { Controller } from '@nestjs/common';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { OfferCopies } from './copies.js';
import { Stories } from './story/stories.js';
import { offerEvents } from './streams.js';

@Controller()
export class OnOfferChanged {
  constructor(
    private readonly stories: Stories,
    private readonly copies: OfferCopies,
  ) {}

  @Consumes(...offerEvents)
  async follow(delivery: Delivery<(typeof offerEvents)[number]>) {
    const { event, cause } = delivery;
    // The copy last: who sees how far it is finds the story told as far.
    await this.stories.tell(delivery);
    await this.copies.follow(event.data.offerId, event, cause);
  }
}
