/** The search is on: its terms are kept, so that applications can come in. */
import { Controller } from '@nestjs/common';
import { requisitionOpened } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { foldRequisition, RequisitionCopies } from './requisition/requisition-copies.js';

@Controller()
export class OnRequisitionOpened {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionOpened)
  keep({ event, cause }: Delivery<typeof requisitionOpened>) {
    return this.requisitions.keep(cause.org, event.data.requisitionId, event.sequence, (copy) => foldRequisition(copy, event));
  }
}
