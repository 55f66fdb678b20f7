/** The hire was taken back: the seat is open again, and so is a filled requisition. */
import { Controller } from '@nestjs/common';
import { applicationHireReversed } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';
import { commandOf } from './seat-words.js';

@Controller()
export class OnApplicationHireReversed {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(applicationHireReversed)
  reopenSeat({ event, cause }: Delivery<typeof applicationHireReversed>) {
    return this.requisitions.execute(event.data.requisitionId, commandOf(event), cause);
  }
}
