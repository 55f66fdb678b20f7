/** An application came further. Every event of it is followed. */
import { Controller } from '@nestjs/common';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { ApplicationCopies } from './copies.js';
import { Stories } from './story/stories.js';
import { applicationEvents } from './streams.js';

@Controller()
export class OnApplicationChanged {
  constructor(
    private readonly stories: Stories,
    private readonly copies: ApplicationCopies,
  ) {}

  @Consumes(...applicationEvents)
  async follow(delivery: Delivery<(typeof applicationEvents)[number]>) {
    const { event, cause } = delivery;
    // The copy last: who sees how far it is finds the story told as far.
    await this.stories.tell(delivery);
    await this.copies.follow(event.data.applicationId, event, cause);
  }
}
