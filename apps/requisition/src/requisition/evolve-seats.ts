/** Folds what happens to seats and to the offers that hold or wait for one. */
import type { Folds, SeatEvent } from './events.js';
import { type Ended, further, type Holder, heldBy, type Requisition, type SeatState, type Stage, stages, type Waiting } from './state.js';

interface Said {
  readonly offerId: string;
  readonly applicationId: string;
  readonly offerVersion?: number;
  readonly offerSequence?: number;
  readonly applicationSequence?: number;
}

export const seatFolds: Folds<SeatEvent> = {
  'requisition.seat-reserved.v1': (state, data) => seated(state, data.seatId, data, 'approved'),
  'requisition.seat-offered.v1': (state, data) => seated(state, data.seatId, data, 'extended'),
  'requisition.seat-committed.v1': (state, data) => seated(state, data.seatId, data, 'accepted'),
  'requisition.seat-filled.v1': (state, data) => seated(state, data.seatId, data, 'hired'),
  'requisition.seat-released.v1': (state, data) => {
    const spent = state.seats.find(({ id }) => id === data.seatId)?.holder?.offerSequence;
    const seats = changed(state, data.seatId, ({ holder, ...seat }) => seat);
    return { ...state, seats, ended: endedBy(state, { ...data, offerSequence: data.offerSequence ?? spent }) };
  },
  'requisition.seat-closed.v1': (state, { seatId, reason }) => ({
    ...state,
    seats: changed(state, seatId, (seat) => ({ ...seat, closing: reason })),
  }),
  'requisition.seat-closing.v1': (state, { seatId, reason }) => ({
    ...state,
    seats: changed(state, seatId, (seat) => ({ ...seat, closing: reason })),
  }),
  'requisition.seat-refused.v1': (state, { position, bandId, ...data }) => {
    if (!position) return { ...state, line: without(state.line, data.offerId) };
    const known = state.line.find(({ offerId }) => offerId === data.offerId);
    const waiting = { ...known, ...holderOf(data, known?.stage ?? 'approved'), bandId };
    return { ...state, line: inOrder(without(state.line, data.offerId).toSpliced(position - 1, 0, waiting)) };
  },
  'requisition.seat-missing.v1': (state, { bandId, stage, ...data }) => {
    const known = state.line.find(({ offerId }) => offerId === data.offerId);
    const waiting = { ...known, ...holderOf(data, stage), bandId: known?.bandId ?? bandId };
    return { ...state, line: inOrder([...without(state.line, data.offerId), waiting]) };
  },
  'requisition.offer-ended.v1': (state, data) => ({
    ...state,
    line: without(state.line, data.offerId),
    ended: endedBy(state, data),
  }),
  'requisition.waiting-offers-ranked.v1': (state, { offerIds }) => ({
    ...state,
    line: inOrder([...state.line].sort((one, other) => offerIds.indexOf(one.offerId) - offerIds.indexOf(other.offerId))),
  }),
};

/** The offer holds the seat from now on, or had it already and gets no less than before. */
function seated(state: Requisition, seatId: string, said: Said, stage: Stage): Requisition {
  const before: Holder | undefined = heldBy(state, said.offerId)?.holder ?? state.line.find(({ offerId }) => offerId === said.offerId);
  const reached = before && further(before.stage, stage) ? before.stage : stage;
  const { offerId, applicationId, offerVersion, offerSequence } = { ...before, ...holderOf(said, reached) };
  const holder: Holder = { offerId, applicationId, offerVersion, offerSequence, stage: reached };
  const seats = changed(state, seatId, (seat) => ({ ...seat, holder }));
  return { ...state, line: without(state.line, offerId), seats, settled: reached === 'hired' ? state.settled : false };
}

/** Only what was said; what is known of the offer already stays. */
function holderOf({ offerId, applicationId, offerVersion, offerSequence }: Said, stage: Stage): Holder {
  return {
    offerId,
    applicationId,
    stage,
    ...(offerVersion === undefined ? {} : { offerVersion }),
    ...(offerSequence === undefined ? {} : { offerSequence }),
  };
}

function endedBy({ ended }: Requisition, { offerId, offerSequence = 0, applicationSequence = 0 }: Said): Record<string, Ended> {
  const before = ended[offerId] ?? { offer: 0, application: 0 };
  const now = { offer: Math.max(before.offer, offerSequence), application: Math.max(before.application, applicationSequence) };
  return { ...ended, [offerId]: now };
}

const changed = ({ seats }: Requisition, seatId: string, change: (seat: SeatState) => SeatState): SeatState[] =>
  seats.map((seat) => (seat.id === seatId ? change(seat) : seat));

const without = (line: readonly Waiting[], offerId: string): Waiting[] => line.filter((waiting) => waiting.offerId !== offerId);

/** An offer that went further stands before those that are only approved; otherwise the order stays. */
const inOrder = (line: readonly Waiting[]): Waiting[] =>
  [...line].sort((one, other) => stages.indexOf(other.stage) - stages.indexOf(one.stage));
