/** What offers and applications say about seats, and what each word means to the requisition. */
import { Injectable } from '@nestjs/common';
import type * as contracts from '@rolecall/contracts';
import { Ports, type Word, Words } from '@rolecall/messaging';
import type { SeatCommand } from './requisition/commands.js';

export type Ends =
  | typeof contracts.offerDeclined
  | typeof contracts.offerExpired
  | typeof contracts.offerRescinded
  | typeof contracts.offerVoided
  | typeof contracts.offerReneged
  | typeof contracts.offerSeatReturned;
export type OfferSays = typeof contracts.offerApproved | typeof contracts.offerExtended | typeof contracts.offerAccepted | Ends;
export type ApplicationSays = typeof contracts.applicationHired | typeof contracts.applicationHireReversed;

/** Its end is why the seat is released; an offer that goes on without it says why itself. */
const endings = {
  'offer.declined.v1': 'declined',
  'offer.expired.v1': 'expired',
  'offer.rescinded.v1': 'rescinded',
  'offer.voided.v1': 'voided',
  'offer.reneged.v1': 'reneged',
} as const;

export function commandOf({ type, data, sequence }: Word<OfferSays | ApplicationSays>): SeatCommand {
  const { offerId, applicationId } = data;
  const ofOffer = { offerId, applicationId, offerSequence: sequence };
  const ofApplication = { offerId, applicationId, applicationSequence: sequence };
  switch (type) {
    case 'offer.approved.v1':
      return { do: 'reserve-seat', ...ofOffer, offerVersion: data.offerVersion, bandId: data.bandId };
    case 'offer.extended.v1':
      return { do: 'mark-extended', ...ofOffer, seatId: data.seatId };
    case 'offer.accepted.v1':
      return { do: 'commit-seat', ...ofOffer, seatId: data.seatId };
    case 'application.hired.v1':
      return { do: 'fill-seat', ...ofApplication };
    case 'application.hire-reversed.v1':
      return { do: 'reopen-seat', ...ofApplication, reason: data.reason };
    case 'offer.seat-returned.v2':
      return { do: 'release-seat', ...ofOffer, reason: data.reason };
    default:
      return { do: 'release-seat', ...ofOffer, reason: endings[type] };
  }
}

/** The last word of each offer about itself, and of its application about the hire on it. By the offer's id. */
@Injectable()
export class OfferWords extends Words<OfferSays> {
  constructor(ports: Ports) {
    super('offer-words', ports);
  }
}

@Injectable()
export class HireWords extends Words<ApplicationSays> {
  constructor(ports: Ports) {
    super('hire-words', ports);
  }
}
