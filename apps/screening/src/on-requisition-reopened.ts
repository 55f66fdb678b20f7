/** A seat came free: applications are taken again, and those that were to be closed go on. */
import { Controller } from '@nestjs/common';
import { requisitionReopened } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { SearchEnds } from './requisition/search-ends.js';

@Controller()
export class OnRequisitionReopened {
  constructor(private readonly search: SearchEnds) {}

  @Consumes(requisitionReopened)
  liftSweep({ event, cause }: Delivery<typeof requisitionReopened>) {
    return this.search.goesOn(event, cause);
  }
}
