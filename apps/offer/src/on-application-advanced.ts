/** The application goes to interviews. */
import { Controller } from '@nestjs/common';
import { applicationAdvanced } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { ApplicationCopies } from './application-copies.js';

@Controller()
export class OnApplicationAdvanced {
  constructor(private readonly applications: ApplicationCopies) {}

  @Consumes(applicationAdvanced)
  keep({ event, cause }: Delivery<typeof applicationAdvanced>) {
    return this.applications.follow(event, cause);
  }
}
