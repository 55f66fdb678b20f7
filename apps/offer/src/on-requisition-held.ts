/** On hold: nothing new goes out. */
import { Controller } from '@nestjs/common';
import { requisitionHeld } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { RequisitionCopies } from './requisition-copies.js';

@Controller()
export class OnRequisitionHeld {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionHeld)
  keep({ event, cause }: Delivery<typeof requisitionHeld>) {
    return this.requisitions.follow(event, cause);
  }
}
