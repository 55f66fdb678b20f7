/** An interview loop came further: rounds that are to take place, and scorecards that are owed. */
import { Controller } from '@nestjs/common';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { LoopCopies } from './copies.js';
import { loopChanges } from './loop/loop-events.js';

@Controller()
export class OnInterviewChanged {
  constructor(private readonly copies: LoopCopies) {}

  @Consumes(...loopChanges)
  follow({ event, cause }: Delivery<(typeof loopChanges)[number]>) {
    return this.copies.follow(event.data.loopId, event, cause);
  }
}
