/** A seat came free after the requisition was filled. */
import { Controller } from '@nestjs/common';
import { requisitionReopened } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { RequisitionCopies } from './requisition-copies.js';

@Controller()
export class OnRequisitionReopened {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionReopened)
  keep({ event, cause }: Delivery<typeof requisitionReopened>) {
    return this.requisitions.follow(event, cause);
  }
}
