/** The person is hired: from now on the application takes the hire back, not the offer. */
import { Controller } from '@nestjs/common';
import { applicationHired } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { ApplicationCopies } from './application-copies.js';

@Controller()
export class OnApplicationHired {
  constructor(private readonly applications: ApplicationCopies) {}

  @Consumes(applicationHired)
  keep({ event, cause }: Delivery<typeof applicationHired>) {
    return this.applications.follow(event, cause);
  }
}
