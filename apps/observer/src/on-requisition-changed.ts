/** A requisition came further: its status and its seats. */
import { Controller } from '@nestjs/common';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { RequisitionCopies } from './copies.js';
import { requisitionChanges } from './requisition/requisition-events.js';

@Controller()
export class OnRequisitionChanged {
  constructor(private readonly copies: RequisitionCopies) {}

  @Consumes(...requisitionChanges)
  follow({ event, cause }: Delivery<(typeof requisitionChanges)[number]>) {
    return this.copies.follow(event.data.requisitionId, event, cause);
  }
}
