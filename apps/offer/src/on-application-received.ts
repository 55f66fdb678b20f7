/** An application came in: whose it is, and for which requisition. */
import { Controller } from '@nestjs/common';
import { applicationReceived } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { ApplicationCopies } from './application-copies.js';

@Controller()
export class OnApplicationReceived {
  constructor(private readonly applications: ApplicationCopies) {}

  @Consumes(applicationReceived)
  keep({ event, cause }: Delivery<typeof applicationReceived>) {
    return this.applications.follow(event, cause);
  }
}
