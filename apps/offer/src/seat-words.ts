/** What the requisition says about an offer's seat, and what each word means to the offer. */
import { Injectable } from '@nestjs/common';
import type * as contracts from '@rolecall/contracts';
import { Ports, type Word, Words } from '@rolecall/messaging';
import type { SeatCommand } from './offer/commands.js';

export type RequisitionSays = typeof contracts.seatReserved | typeof contracts.seatRefused | typeof contracts.seatReleased;

export function commandOf({ type, data, sequence: requisitionSequence }: Word<RequisitionSays>): SeatCommand {
  const said = { offerSequence: data.offerSequence, requisitionSequence };
  switch (type) {
    case 'requisition.seat-reserved.v1':
      return { do: 'take-seat', ...said, seatId: data.seatId, bandId: data.bandId };
    case 'requisition.seat-refused.v1':
      return { do: 'wait-for-seat', ...said, reason: data.reason, position: data.position };
    case 'requisition.seat-released.v1':
      return { do: 'lose-seat', ...said, seatId: data.seatId, reason: data.reason };
  }
}

/** The last word to each offer. An offer is of one requisition, whose words come in order. */
@Injectable()
export class SeatWords extends Words<RequisitionSays> {
  constructor(ports: Ports) {
    super('seat-words', ports);
  }
}
