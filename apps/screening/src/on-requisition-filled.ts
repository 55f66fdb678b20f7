/** Filled: intake stops at once, and the sweep asks the owner of each remaining application to keep or close it. */
import { Controller } from '@nestjs/common';
import { requisitionFilled } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { SearchEnds } from './requisition/search-ends.js';

@Controller()
export class OnRequisitionFilled {
  constructor(private readonly search: SearchEnds) {}

  @Consumes(requisitionFilled)
  startSweep({ event, cause }: Delivery<typeof requisitionFilled>) {
    return this.search.ends(event, cause);
  }
}
