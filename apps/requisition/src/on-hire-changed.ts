/** What an application says of the hire is kept, whatever comes of the reaction to it. */
import { Controller } from '@nestjs/common';
import { applicationHired, applicationHireReversed } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { type ApplicationSays, HireWords } from './seat-words.js';

@Controller()
export class OnHireChanged {
  constructor(private readonly words: HireWords) {}

  @Consumes(applicationHired, applicationHireReversed)
  hear(delivery: Delivery<ApplicationSays>) {
    return this.words.hear(delivery.event.data.offerId, delivery);
  }
}
