/** The search is on: its bands, seats and team are kept. */
import { Controller } from '@nestjs/common';
import { requisitionOpened } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { RequisitionCopies } from './requisition-copies.js';

@Controller()
export class OnRequisitionOpened {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(requisitionOpened)
  keep({ event, cause }: Delivery<typeof requisitionOpened>) {
    return this.requisitions.follow(event, cause);
  }
}
