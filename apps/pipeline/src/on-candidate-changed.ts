/** A candidate came further. Every event of it is followed. */
import { Controller } from '@nestjs/common';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { CandidateCopies } from './copies.js';
import { Stories } from './story/stories.js';
import { candidateEvents } from './streams.js';

@Controller()
export class OnCandidateChanged {
  constructor(
    private readonly stories: Stories,
    private readonly copies: CandidateCopies,
  ) {}

  @Consumes(...candidateEvents)
  async follow(delivery: Delivery<(typeof candidateEvents)[number]>) {
    const { event, cause } = delivery;
    // The copy last: who sees how far it is finds the story told as far.
    await this.stories.tell(delivery);
    await this.copies.follow(event.data.candidateId, event, cause);
  }
}
