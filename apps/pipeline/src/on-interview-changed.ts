/** An interview loop came further. Every event of it is followed. */
import { Controller } from '@nestjs/common';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { LoopCopies } from './copies.js';
import { Stories } from './story/stories.js';
import { loopEvents } from './streams.js';

@Controller()
export class OnInterviewChanged {
  constructor(
    private readonly stories: Stories,
    private readonly copies: LoopCopies,
  ) {}

  @Consumes(...loopEvents)
  async follow(delivery: Delivery<(typeof loopEvents)[number]>) {
    const { event, cause } = delivery;
    // The copy last: who sees how far it is finds the story told as far.
    await this.stories.tell(delivery);
    await this.copies.follow(event.data.loopId, event, cause);
  }
}
