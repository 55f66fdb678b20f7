/** An end was taken back; an offer of an earlier episode does not come back with it. */
import { Controller } from '@nestjs/common';
import { applicationReinstated } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { ApplicationCopies } from './application-copies.js';

@Controller()
export class OnApplicationReinstated {
  constructor(private readonly applications: ApplicationCopies) {}

  @Consumes(applicationReinstated)
  keep({ event, cause }: Delivery<typeof applicationReinstated>) {
    return this.applications.follow(event, cause);
  }
}
