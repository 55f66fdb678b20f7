/** The hire was taken back: the seat is open again, and so is a filled requisition. */
import { Controller } from '@nestjs/common';
import { applicationHireReversed } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';

@Controller()
export class OnApplicationHireReversed {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(applicationHireReversed)
  reopenSeat({ event, cause }: Delivery<typeof applicationHireReversed>) {
    const { requisitionId, offerId, applicationId, reason } = event.data;
    const command = { do: 'reopen-seat', offerId, applicationId, reason, applicationSequence: event.sequence } as const;
    return this.requisitions.execute(requisitionId, command, cause);
  }
}
