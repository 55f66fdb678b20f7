/** What an application says of itself is kept, whatever comes of the reaction to it. */
import { Controller } from '@nestjs/common';
import { applicationAdvanced, applicationClosed, applicationRejected, applicationWithdrawn } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { type ApplicationSays, ApplicationWords } from './application/application-words.js';

@Controller()
export class OnApplicationChanged {
  constructor(private readonly words: ApplicationWords) {}

  @Consumes(applicationAdvanced, applicationRejected, applicationWithdrawn, applicationClosed)
  hear(delivery: Delivery<ApplicationSays>) {
    return this.words.hear(delivery.event.data.applicationId, delivery);
  }
}
