/** The course of an offer that goes out: extended on a seat, looked at, its deadline and its start date moved, expired. */
import type { Command, Decisions } from './commands.js';
import { notPast } from './drafting.js';
import { event, type Folds, type OfferEvent } from './events.js';
import * as no from './rejections.js';
import { givenUp } from './seating.js';
import { alive, base, type Deadline, isOut, type Offer, personOf, present, type Seat, sameVersion } from './state.js';
import { answerableUntil, instantOf } from './time.js';

/** Only approved, on a seat of its band, while the requisition is open and the application goes on. */
function extend(command: Command<'extend'>, state: Offer): OfferEvent[] {
  const by = personOf(command);
  const { application, at, zone } = command;
  const expiresAt = instantOf(command.expiresAt);
  alive(state);
  sameVersion(state, command.version);
  if (state.status === 'accepted') throw no.accepted();
  if (isOut(state.status) && state.deadline?.expiresAt === expiresAt) return [];
  if (isOut(state.status)) throw no.alreadyOut();
  if (state.status !== 'approved') throw no.notApproved({ status: state.status });
  if (application !== 'going_on') throw no.applicationEnded({ application });
  const { seatId } = seatToGoOutOn(command, state);
  if (expiresAt <= at) throw no.dateInPast({ field: 'expiresAt', date: expiresAt });
  const { startDate, contingencies } = present(state);
  notPast('startDate', startDate, at);
  return [
    event('offer.extended.v1', {
      ...{ ...base(state), seatId, expiresAt, startDate, contingencies: [...contingencies], by, extendedAt: at },
      ...(zone ? { zone } : {}),
    }),
  ];
}

function seatToGoOutOn({ requisition }: Command<'extend'>, { seat, waiting, ...state }: Offer): Seat {
  if (requisition === 'on_hold') throw no.requisitionOnHold();
  if (requisition !== 'open') throw no.requisitionClosed({ requisition });
  if (seat?.bandId !== present({ seat, waiting, ...state }).bandId) throw no.noSeat({ position: waiting?.position ?? null });
  return seat;
}

function open(command: Command<'open'>, state: Offer): OfferEvent[] {
  personOf(command);
  alive(state);
  sameVersion(state, command.version);
  if (state.status === 'opened' || state.status === 'accepted') return [];
  if (state.status !== 'extended') throw no.notExtended({ status: state.status });
  return [event('offer.opened.v1', { ...base(state), openedAt: command.at })];
}

/** The deadline of an offer that is with the candidate. */
export function deadlineOf({ status, deadline }: Offer): Deadline | undefined {
  return isOut(status) ? deadline : undefined;
}

function extendDeadline(command: Command<'extend-deadline'>, state: Offer): OfferEvent[] {
  const by = personOf(command);
  const { at, zone } = command;
  const expiresAt = instantOf(command.expiresAt);
  alive(state);
  if (state.status === 'accepted') throw no.accepted();
  const deadline = deadlineOf(state);
  if (!deadline) throw no.notExtended({ status: state.status });
  if (expiresAt === deadline.expiresAt) return [];
  if (expiresAt <= at) throw no.dateInPast({ field: 'expiresAt', date: expiresAt });
  if (expiresAt < deadline.expiresAt) throw no.earlierDeadline({ expiresAt: deadline.expiresAt });
  return [event('offer.deadline-extended.v1', { ...base(state), expiresAt, ...(zone ? { zone } : {}), by, at })];
}

/** A deadline that fell into a downtime, or so near its end that nobody could answer, is postponed once and then holds. */
function expire({ at, uptime }: Command<'expire'>, state: Offer): OfferEvent[] {
  const deadline = deadlineOf(state);
  if (!deadline || at < deadline.expiresAt) return [];
  const until = answerableUntil(deadline, uptime);
  return [until > at ? postponed(state, until) : event('offer.expired.v1', base(state))];
}

export const postponed = (state: Offer, expiresAt: string): OfferEvent => event('offer.expiry-postponed.v1', { ...base(state), expiresAt });

function changeStartDate(command: Command<'change-start-date'>, state: Offer): OfferEvent[] {
  const by = personOf(command);
  const { startDate, at } = command;
  alive(state);
  if (startDate === present(state).startDate) return [];
  if (state.status === 'pending_approval') throw no.approvalPending();
  notPast('startDate', startDate, at);
  return [event('offer.start-date-changed.v1', { ...base(state), startDate, by })];
}

export const courseDecisions: Decisions<'extend' | 'open' | 'extend-deadline' | 'expire' | 'change-start-date'> = {
  extend,
  open,
  'extend-deadline': extendDeadline,
  expire,
  'change-start-date': changeStartDate,
};

type Types = 'extended' | 'opened' | 'deadline-extended' | 'expiry-postponed' | 'expired' | 'start-date-changed';

const movedTo = (state: Offer, expiresAt: string, { setAt, zone }: Partial<Deadline> = {}): Offer => ({
  ...state,
  deadline: { expiresAt, setAt: setAt ?? state.deadline?.setAt ?? '', zone: zone ?? state.deadline?.zone },
});

export const courseFolds: Folds<`offer.${Types}.v1`> = {
  'offer.extended.v1': (state, { expiresAt, extendedAt, zone }) => ({
    ...movedTo(state, expiresAt, { setAt: extendedAt, zone }),
    status: 'extended',
    seat: state.seat && { seatId: state.seat.seatId, bandId: state.seat.bandId },
    reinstatedFrom: undefined,
    openedAt: undefined,
  }),
  'offer.opened.v1': (state, { openedAt }) => ({ ...state, status: 'opened', openedAt }),
  'offer.deadline-extended.v1': (state, { expiresAt, at, zone }) => movedTo(state, expiresAt, { setAt: at, zone }),
  'offer.expiry-postponed.v1': (state, { expiresAt }) => movedTo(state, expiresAt),
  'offer.expired.v1': (state) => ({ ...givenUp(state), status: 'expired', end: {} }),
  'offer.start-date-changed.v1': (state, { startDate }) => ({
    ...state,
    versions: state.versions.with(-1, { ...present(state), startDate }),
  }),
};
