/** An application came further: its stage, and the time it took. */
import { Controller } from '@nestjs/common';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { applicationChanges } from './application/application-events.js';
import { ApplicationCopies } from './copies.js';

@Controller()
export class OnApplicationChanged {
  constructor(private readonly copies: ApplicationCopies) {}

  @Consumes(...applicationChanges)
  follow({ event, cause }: Delivery<(typeof applicationChanges)[number]>) {
    return this.copies.follow(event.data.applicationId, event, cause);
  }
}
