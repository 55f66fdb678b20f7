/** An offer ended before a hire, in one of six ways, or gave its seat back: the seat is released, or the offer leaves the line. */
import { Controller } from '@nestjs/common';
import { offerDeclined, offerExpired, offerReneged, offerRescinded, offerSeatReturned, offerVoided } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';
import { commandOf, type Ends } from './seat-words.js';

@Controller()
export class OnOfferEnded {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(offerDeclined, offerExpired, offerRescinded, offerVoided, offerReneged, offerSeatReturned)
  releaseSeat({ event, cause }: Delivery<Ends>) {
    return this.requisitions.execute(event.data.requisitionId, commandOf(event), cause);
  }
}
