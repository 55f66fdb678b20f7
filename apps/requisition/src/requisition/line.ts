/** The line: what follows, in the same decision, when a seat comes free, is taken or is given up. */
import { event, type RequisitionEvent } from './events.js';
import { evolveAll } from './evolve.js';
import { type Holder, type Requisition, running, type SeatState, seatsThatAre, termsOf, type Waiting } from './state.js';

/**
 * A seat that this offer may have: the one it names, or one in its band. Only an open requisition reserves. For an offer that is
 * out already a hold does not matter, nor a cancellation, whose seats it may have back; accepted, it takes any seat rather than none.
 */
export function freeSeat(state: Requisition, { stage, bandId }: Pick<Waiting, 'stage' | 'bandId'>, named?: string): SeatState | undefined {
  const out = stage !== 'approved';
  if (out ? !running(state) && state.status !== 'cancelled' : state.status !== 'open') return undefined;
  const open = seatsThatAre(state, 'open', 'closed').filter((seat) => !seat.closing || (out && seat.cancelled));
  const fitting = open.find(({ id }) => id === named) ?? open.find((seat) => seat.bandId === bandId);
  return fitting ?? (stage === 'accepted' || stage === 'hired' ? open[0] : undefined);
}

/** The offer gets the seat, as far as it has come; a seat that it did not hold is reserved first, so that the offer learns of it. */
export function take(state: Requisition, seat: SeatState, holder: Holder, applicationSequence?: number): RequisitionEvent[] {
  const { offerId, applicationId, offerVersion, offerSequence, stage } = holder;
  const asked = offerSequence === undefined ? {} : { offerSequence };
  const offered = { requisitionId: state.id, offerId, applicationId, seatId: seat.id, ...asked };
  const said = { ...offered, ...(offerVersion === undefined ? {} : { offerVersion }) };
  const hired = { ...said, ...(applicationSequence === undefined ? {} : { applicationSequence }) };
  const reserved = seat.holder ? [] : [event('requisition.seat-reserved.v1', { ...said, bandId: seat.bandId })];
  switch (stage) {
    case 'approved':
      return reserved;
    case 'extended':
      return [...reserved, event('requisition.seat-offered.v1', offered)];
    case 'accepted':
      return [...reserved, event('requisition.seat-committed.v1', said)];
    case 'hired':
      return [...reserved, event('requisition.seat-filled.v1', hired)];
  }
}

export interface Why {
  readonly reason: string;
  readonly offerSequence?: number;
  readonly applicationSequence?: number;
  readonly by?: string;
  readonly noteId?: string;
}

/** The holder leaves the seat; the seat closes if it is to, or the next in line gets it. */
export function leave(state: Requisition, seat: SeatState, why: Why): RequisitionEvent[] {
  const { offerId, applicationId } = seat.holder as Holder;
  const requisitionId = state.id;
  const left: RequisitionEvent[] = [
    event('requisition.seat-released.v1', { requisitionId, offerId, applicationId, seatId: seat.id, ...why }),
    ...(seat.closing ? [event('requisition.seat-closed.v1', { requisitionId, seatId: seat.id, reason: seat.closing })] : []),
  ];
  const after = evolveAll(state, left);
  const told = seat.closing && running(state) ? [event('requisition.terms-changed.v1', { requisitionId, terms: termsOf(after) })] : [];
  return [...left, ...told, ...settle(after)];
}

/** Why an offer has no seat now. */
export const refusal = ({ status }: Requisition): 'no_open_seat' | 'on_hold' | 'requisition_closed' => {
  if (status === 'open') return 'no_open_seat';
  return status === 'on_hold' ? 'on_hold' : 'requisition_closed';
};

/** Reopens what has a free seat, seats the line, and ends what is full. */
export function settle(before: Requisition): RequisitionEvent[] {
  const events: RequisitionEvent[] = [];
  let state = before;
  const happen = (...more: RequisitionEvent[]) => {
    events.push(...more);
    state = evolveAll(state, more);
  };
  if (state.status === 'filled' && seatsThatAre(state, 'open').length > 0)
    happen(event('requisition.reopened.v1', { requisitionId: state.id, terms: termsOf(state) }));
  for (const waiting of before.line) {
    const seat = freeSeat(state, waiting);
    if (seat) happen(...take(state, seat, waiting));
  }
  if (running(state) && isFull(state)) happen(...filled(state));
  if (state.status === 'cancelled' && !state.settled && seatsThatAre(state, 'reserved', 'committed').length === 0)
    happen(event('requisition.cancellation-completed.v1', { requisitionId: state.id }));
  return events;
}

const isFull = (state: Requisition) =>
  seatsThatAre(state, 'open', 'reserved', 'committed').length === 0 && seatsThatAre(state, 'filled').length > 0;

/** Offers that still wait are told; they keep their place, for a hire may be reversed. */
function filled(state: Requisition): RequisitionEvent[] {
  const requisitionId = state.id;
  return [
    event('requisition.filled.v1', { requisitionId, owner: state.team.recruiter }),
    ...state.line.map(({ stage, ...waiting }, place) =>
      event('requisition.seat-refused.v1', { requisitionId, ...waiting, reason: 'requisition_closed', position: place + 1 }),
    ),
  ];
}
