/** The search is over: nothing goes out. */
import { Controller } from '@nestjs/common';
import { requisitionCancelled } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { RequisitionCopies } from './requisition-copies.js';

@Controller()
export class OnRequisitionCancelled {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionCancelled)
  keep({ event, cause }: Delivery<typeof requisitionCancelled>) {
    return this.requisitions.follow(event, cause);
  }
}
