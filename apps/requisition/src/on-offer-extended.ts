/** An offer went out: from now on its seat cannot be closed under it, nor its reservation released by hand. */
import { Controller } from '@nestjs/common';
import { offerExtended } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';
import { commandOf } from './seat-words.js';

@Controller()
export class OnOfferExtended {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(offerExtended)
  markExtended({ event, cause }: Delivery<typeof offerExtended>) {
    return this.requisitions.execute(event.data.requisitionId, commandOf(event), cause);
  }
}
