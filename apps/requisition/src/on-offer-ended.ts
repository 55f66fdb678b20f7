/** An offer ended before a hire, in one of six ways, or gave its seat back: the seat is released, or the offer leaves the line. */
import { Controller } from '@nestjs/common';
import { offerDeclined, offerExpired, offerReneged, offerRescinded, offerSeatReturned, offerVoided } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Requisitions } from './requisitions.js';

type OfferEnded =
  | typeof offerDeclined
  | typeof offerExpired
  | typeof offerRescinded
  | typeof offerVoided
  | typeof offerReneged
  | typeof offerSeatReturned;

/** The reason on the seat's event. */
const reasons: Record<OfferEnded['type'], string> = {
  'offer.declined.v1': 'declined',
  'offer.expired.v1': 'expired',
  'offer.rescinded.v1': 'rescinded',
  'offer.voided.v1': 'voided',
  'offer.reneged.v1': 'reneged',
  'offer.seat-returned.v1': 'not_extended',
};

@Controller()
export class OnOfferEnded {
  constructor(private readonly requisitions: Requisitions) {}

  @Consumes(offerDeclined, offerExpired, offerRescinded, offerVoided, offerReneged, offerSeatReturned)
  releaseSeat({ event, cause }: Delivery<OfferEnded>) {
    const { requisitionId, offerId, applicationId } = event.data;
    const command = { do: 'release-seat', offerId, applicationId, reason: reasons[event.type], offerSequence: event.sequence } as const;
    return this.requisitions.execute(requisitionId, command, cause);
  }
}
