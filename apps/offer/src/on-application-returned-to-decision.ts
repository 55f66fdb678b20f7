/** The application is back at a decision, in its next episode where the offer cannot be reinstated. */
import { Controller } from '@nestjs/common';
import { applicationReturnedToDecision } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { ApplicationCopies } from './application-copies.js';

@Controller()
export class OnApplicationReturnedToDecision {
  constructor(private readonly applications: ApplicationCopies) {}

  @Consumes(applicationReturnedToDecision)
  keep({ event, cause }: Delivery<typeof applicationReturnedToDecision>) {
    return this.applications.follow(event, cause);
  }
}
