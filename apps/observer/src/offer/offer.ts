/** What the observer keeps of an offer: its state, and what it waits for. Pure. As its own decider folds it. */
import { notBegun } from '../rejections.js';
import { minuteMs, timerMs, type Wait, waiting, waitUntil } from '../waits.js';
import type { OfferChange } from './offer-events.js';

const inside = ['to_prepare', 'dropped', 'drafted', 'pending_approval', 'approved'] as const;
const ends = ['declined', 'expired', 'rescinded', 'voided', 'reneged'] as const;
export const offerStates = [...inside, 'extended', 'opened', 'accepted', ...ends] as const;
type OfferState = (typeof offerStates)[number];

/** What it waits for, as far as it is told. */
interface Times {
  readonly approvalDueAt?: string;
  /** Since when the requisition owes an answer: since the first time it was asked. */
  readonly askedAt?: string;
  /** It has a seat and is to go out by then. */
  readonly extendBy?: string;
  readonly expiresAt?: string;
}

export interface OfferCopy extends Times {
  readonly state: OfferState;
  readonly waits?: readonly Wait[];
}

/** The requisition answers within moments; after a quarter of an hour it is asked again. */
const answeredMs = 15 * minuteMs;
/** After a start of the offer service nothing expires for half an hour. */
const expiryMs = 30 * minuteMs + timerMs;
const nothing: Times = { approvalDueAt: undefined, askedAt: undefined, extendBy: undefined, expiresAt: undefined };

/** Throws `figures/not-begun` (unavailable) for a change of what has not arrived. */
export function foldOffer(before: OfferCopy | undefined, event: OfferChange): OfferCopy {
  const begins = event.type === 'offer.preparation-asked.v1' || event.type === 'offer.drafted.v1';
  const copy = begins ? { state: stateOf[event.type] } : before;
  if (!copy) throw notBegun();
  const after = { ...copy, state: stateAfter(copy.state, event), ...timesAfter(copy, event) };
  return waiting(after, waitsOf(after));
}

const stateOf = {
  'offer.preparation-asked.v1': 'to_prepare',
  'offer.preparation-dropped.v1': 'dropped',
  'offer.drafted.v1': 'drafted',
  'offer.approval-requested.v1': 'pending_approval',
  'offer.sent-back.v1': 'drafted',
  'offer.recalled.v1': 'drafted',
  'offer.approved.v1': 'approved',
  'offer.extended.v1': 'extended',
  'offer.opened.v1': 'opened',
  'offer.accepted.v1': 'accepted',
  'offer.declined.v1': 'declined',
  'offer.expired.v1': 'expired',
  'offer.rescinded.v1': 'rescinded',
  'offer.voided.v1': 'voided',
  'offer.reneged.v1': 'reneged',
  'offer.reinstated.v1': 'approved',
} as const satisfies Partial<Record<OfferChange['type'], OfferState>>;

function stateAfter(state: OfferState, event: OfferChange): OfferState {
  // A change that is not material applies to the version as it stands.
  if (event.type === 'offer.revised.v1') return event.data.material ? 'drafted' : state;
  return (stateOf as Partial<Record<OfferChange['type'], OfferState>>)[event.type] ?? state;
}

function timesAfter({ askedAt }: OfferCopy, event: OfferChange): Times {
  switch (event.type) {
    case 'offer.approval-requested.v1':
      return { approvalDueAt: event.data.dueAt };
    case 'offer.approval-given.v1':
      return event.data.nextDueAt ? { approvalDueAt: event.data.nextDueAt } : {};
    case 'offer.sent-back.v1':
    case 'offer.recalled.v1':
      return { approvalDueAt: undefined };
    case 'offer.approved.v1':
      return {
        approvalDueAt: undefined,
        ...(event.data.askedAt ? { askedAt: askedAt ?? event.data.askedAt } : { extendBy: event.data.extendBy }),
      };
    case 'offer.seat-assigned.v1':
      return { askedAt: undefined, extendBy: event.data.extendBy };
    case 'offer.seat-awaited.v1':
    case 'offer.seat-lost.v1':
    case 'offer.seat-returned.v2':
      return { askedAt: undefined, extendBy: undefined };
    case 'offer.revised.v1':
      return event.data.material ? { expiresAt: undefined, ...(event.data.extendBy ? { extendBy: event.data.extendBy } : {}) } : {};
    case 'offer.extended.v1':
      return { ...nothing, expiresAt: event.data.expiresAt };
    case 'offer.deadline-extended.v1':
    case 'offer.expiry-postponed.v1':
      return { expiresAt: event.data.expiresAt };
    case 'offer.opened.v1':
      return {};
    default:
      return nothing;
  }
}

const isInside = (state: OfferState) => state === 'drafted' || state === 'pending_approval' || state === 'approved';
const isOut = (state: OfferState) => state === 'extended' || state === 'opened';

const waitsOf = ({ state, approvalDueAt, askedAt, extendBy, expiresAt }: OfferCopy): Wait[] => [
  ...(state === 'pending_approval' ? waitUntil('offer_approval', approvalDueAt) : []),
  ...(state === 'approved' ? waitUntil('seat', askedAt, answeredMs) : []),
  ...(isInside(state) ? waitUntil('extension', extendBy, timerMs) : []),
  ...(isOut(state) ? waitUntil('answer', expiresAt, expiryMs) : []),
];
