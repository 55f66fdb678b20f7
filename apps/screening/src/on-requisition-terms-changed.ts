/** The terms changed: what comes in from now on pins the new versions; earlier ones stay. */
import { Controller } from '@nestjs/common';
import { requisitionTermsChanged } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { foldRequisition, RequisitionCopies } from './requisition/requisition-copies.js';

@Controller()
export class OnRequisitionTermsChanged {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionTermsChanged)
  keep({ event, cause }: Delivery<typeof requisitionTermsChanged>) {
    return this.requisitions.keep(cause.org, event.data.requisitionId, event.sequence, (copy) => foldRequisition(copy, event));
  }
}
