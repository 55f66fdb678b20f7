/** What the pipeline keeps of an offer: its status, its seat, its deadlines, and what of it waits for whom. Never an amount. Pure. */
import { type ApprovalCopy, approvalAfter, approvalWaits } from '../approval.js';
import { notBegun } from '../rejections.js';
import type { OfferEvent } from '../streams.js';
import { instant, type Waiting, waits } from '../waiting.js';

const ends = ['declined', 'expired', 'rescinded', 'voided', 'reneged'] as const;
export type OfferEnd = (typeof ends)[number];
export type OfferStatus =
  | 'to_prepare'
  | 'dropped'
  | 'drafted'
  | 'pending_approval'
  | 'approved'
  | 'extended'
  | 'opened'
  | 'accepted'
  | OfferEnd;

export interface OfferCopy {
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
  readonly version: number;
  readonly status: OfferStatus;
  readonly since: string;
  readonly owner?: string;
  /** Asked: the requisition owes an answer. Waiting: there is none at present. */
  readonly seat: 'none' | 'asked' | 'waiting' | 'assigned';
  readonly extendBy?: string;
  readonly expiresAt?: string;
  readonly startDate?: string;
  /** When it went out first, and how often it was: an offer that is reinstated goes out again. */
  readonly extendedAt?: string;
  readonly acceptedAt?: string;
  /** Each end that it had after it went out; one that was taken back has been one. */
  readonly ends: readonly { readonly how: OfferEnd; readonly reason?: string; readonly at: string }[];
  readonly approval?: ApprovalCopy;
  readonly owed: readonly Waiting[];
  readonly waiting: readonly Waiting[];
}

/** Throws `pipeline/not-begun` (unavailable) for a change of what has not arrived. */
export function foldOffer(before: OfferCopy | undefined, event: OfferEvent): OfferCopy {
  const begins = event.type === 'offer.preparation-asked.v1' || event.type === 'offer.drafted.v1';
  const copy = before ?? (begins ? begun(event) : undefined);
  if (!copy) throw notBegun();
  const status = statusAfter(copy.status, event);
  const approval = approvalAfter(copy.approval, event);
  const owed = owedAfter(copy, event);
  return {
    ...copy,
    ...{ episode: event.data.episode, version: event.data.offerVersion, status },
    ...{ since: status === copy.status ? copy.since : event.at, approval, owed },
    ...courseAfter(copy, event),
    waiting: [...(status === 'pending_approval' ? approvalWaits('offer_approval', approval) : []), ...owed],
  };
}

const begun = ({ at, data }: OfferEvent): OfferCopy => ({
  ...{ applicationId: data.applicationId, candidateId: data.candidateId, requisitionId: data.requisitionId, episode: data.episode },
  ...{ version: data.offerVersion, status: 'to_prepare', since: at, seat: 'none', ends: [], owed: [], waiting: [] },
});

const statusOf: Partial<Record<OfferEvent['type'], OfferStatus>> = {
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
};

function statusAfter(status: OfferStatus, event: OfferEvent): OfferStatus {
  // A change that is not material applies to the version as it stands.
  if (event.type === 'offer.revised.v1') return event.data.material ? 'drafted' : status;
  return statusOf[event.type] ?? status;
}

function owedAfter({ owed }: OfferCopy, { type, data, at }: OfferEvent): readonly Waiting[] {
  switch (type) {
    case 'offer.preparation-asked.v1':
      return [waits('offer_preparation', data.owner, at)];
    case 'offer.late-answer-recorded.v1':
      return [...owed, waits('late_answer', data.owner, at)];
    case 'offer.seat-overdue.v1':
      return [...owed, waits('seat_overdue', data.owner, at)];
    case 'offer.seat-assigned.v1':
    case 'offer.seat-awaited.v1':
      return owed.filter(({ kind }) => kind !== 'seat_overdue');
    case 'offer.preparation-dropped.v1':
    case 'offer.drafted.v1':
    case 'offer.reinstated.v1':
    case 'offer.voided.v1':
      return [];
    default:
      return owed;
  }
}

const isEnd = (how: string): how is OfferEnd => (ends as readonly string[]).includes(how);

function courseAfter(copy: OfferCopy, event: OfferEvent): Partial<OfferCopy> {
  const { at, data } = event;
  const how = event.type.slice('offer.'.length, -'.v1'.length);
  if (isEnd(how)) {
    const { reason } = data as { reason?: string };
    const ended = { seat: 'none', extendBy: undefined, expiresAt: undefined } as const;
    return { ...ended, ends: copy.extendedAt ? [...copy.ends, { how, ...(reason ? { reason } : {}), at }] : copy.ends };
  }
  switch (event.type) {
    case 'offer.preparation-asked.v1':
      return { owner: event.data.owner };
    case 'offer.drafted.v1':
      return { owner: event.data.owner, startDate: event.data.startDate };
    case 'offer.revised.v1':
    case 'offer.start-date-changed.v1':
      return { startDate: event.data.startDate };
    case 'offer.extended.v1':
      return {
        startDate: event.data.startDate,
        extendBy: undefined,
        expiresAt: instant(event.data.expiresAt),
        extendedAt: copy.extendedAt ?? at,
      };
    case 'offer.deadline-extended.v1':
    case 'offer.expiry-postponed.v1':
      return { expiresAt: instant(event.data.expiresAt) };
    case 'offer.accepted.v1':
      return { expiresAt: undefined, acceptedAt: event.data.acceptedAt };
    default:
      return seatAfter(event);
  }
}

function seatAfter(event: OfferEvent): Partial<OfferCopy> {
  switch (event.type) {
    case 'offer.approved.v1':
      return event.data.extendBy ? { seat: 'assigned', extendBy: instant(event.data.extendBy) } : { seat: 'asked' };
    case 'offer.seat-assigned.v1':
      return { seat: 'assigned', ...(event.data.extendBy ? { extendBy: instant(event.data.extendBy) } : {}) };
    case 'offer.seat-awaited.v1':
      return { seat: 'waiting', extendBy: undefined };
    case 'offer.seat-lost.v1':
    case 'offer.seat-returned.v2':
      return { seat: 'none', extendBy: undefined };
    case 'offer.reinstated.v1':
      return { seat: 'asked' };
    default:
      return {};
  }
}
