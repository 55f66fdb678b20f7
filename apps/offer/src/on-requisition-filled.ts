/** Every seat is filled: nothing goes out. */
import { Controller } from '@nestjs/common';
import { requisitionFilled } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { RequisitionCopies } from './requisition-copies.js';

@Controller()
export class OnRequisitionFilled {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionFilled)
  keep({ event, cause }: Delivery<typeof requisitionFilled>) {
    return this.requisitions.follow(event, cause);
  }
}
