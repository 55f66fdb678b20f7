/** Cancelled: intake stops at once, and the sweep asks the owner of each remaining application to keep or close it. */
import { Controller } from '@nestjs/common';
import { requisitionCancelled } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { SearchEnds } from './requisition/search-ends.js';

@Controller()
export class OnRequisitionCancelled {
  constructor(private readonly search: SearchEnds) {}

  @Consumes(requisitionCancelled)
  startSweep({ event, cause }: Delivery<typeof requisitionCancelled>) {
    return this.search.ends(event, cause);
  }
}
