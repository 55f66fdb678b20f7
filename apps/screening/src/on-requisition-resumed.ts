/** The hold is over. */
import { Controller } from '@nestjs/common';
import { requisitionResumed } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { foldRequisition, RequisitionCopies } from './requisition/requisition-copies.js';

@Controller()
export class OnRequisitionResumed {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionResumed)
  keep({ event, cause }: Delivery<typeof requisitionResumed>) {
    return this.requisitions.keep(cause.org, event.data.requisitionId, event.sequence, (copy) => foldRequisition(copy, event));
  }
}
