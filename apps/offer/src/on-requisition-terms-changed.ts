/** Bands, seats or team changed; what is drafted is held against them when its approval is requested. */
import { Controller } from '@nestjs/common';
import { requisitionTermsChanged } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { RequisitionCopies } from './requisition-copies.js';

@Controller()
export class OnRequisitionTermsChanged {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionTermsChanged)
  keep({ event, cause }: Delivery<typeof requisitionTermsChanged>) {
    return this.requisitions.follow(event, cause);
  }
}
