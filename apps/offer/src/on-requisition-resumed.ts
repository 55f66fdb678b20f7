/** The hold is over. */
import { Controller } from '@nestjs/common';
import { requisitionResumed } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { RequisitionCopies } from './requisition-copies.js';

@Controller()
export class OnRequisitionResumed {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionResumed)
  keep({ event, cause }: Delivery<typeof requisitionResumed>) {
    return this.requisitions.follow(event, cause);
  }
}
