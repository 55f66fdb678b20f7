/** The person is hired: only this fills the seat. */
import { Controller } from '@nestjs/common';
import { applicationHired } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';
import { commandOf } from './seat-words.js';

@Controller()
export class OnApplicationHired {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(applicationHired)
  fillSeat({ event, cause }: Delivery<typeof applicationHired>) {
    return this.requisitions.execute(event.data.requisitionId, commandOf(event), cause);
  }
}
