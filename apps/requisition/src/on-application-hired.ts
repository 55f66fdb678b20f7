/** The person is hired: only this fills the seat. */
import { Controller } from '@nestjs/common';
import { applicationHired } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';

@Controller()
export class OnApplicationHired {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(applicationHired)
  fillSeat({ event, cause }: Delivery<typeof applicationHired>) {
    const { requisitionId, offerId, applicationId } = event.data;
    const command = { do: 'fill-seat', offerId, applicationId, applicationSequence: event.sequence } as const;
    return this.requisitions.execute(requisitionId, command, cause);
  }
}
