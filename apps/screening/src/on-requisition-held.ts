/** On hold: no new application and no advance. */
import { Controller } from '@nestjs/common';
import { requisitionHeld } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { foldRequisition, RequisitionCopies } from './requisition/requisition-copies.js';

@Controller()
export class OnRequisitionHeld {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionHeld)
  keep({ event, cause }: Delivery<typeof requisitionHeld>) {
    return this.requisitions.keep(cause.org, event.data.requisitionId, event.sequence, (copy) => foldRequisition(copy, event));
  }
}
