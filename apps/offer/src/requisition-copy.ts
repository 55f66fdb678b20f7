/** What the offer service keeps of a requisition: its bands and seats, its team, and whether anything may go out. Pure. */
import type * as contracts from '@rolecall/contracts';
import type { RequisitionTerms } from '@rolecall/contracts';
import type { EventOf } from '@rolecall/kernel';
import type { RequisitionStatus } from './offer/commands.js';
import { requisitionUnknown } from './rejections.js';

export type KeptTerms = Pick<RequisitionTerms, 'bands' | 'bandVersion' | 'seats' | 'team'>;

export interface RequisitionCopy extends KeptTerms {
  readonly status: RequisitionStatus;
}

type Changes =
  | typeof contracts.requisitionOpened
  | typeof contracts.requisitionTermsChanged
  | typeof contracts.requisitionHeld
  | typeof contracts.requisitionResumed
  | typeof contracts.requisitionFilled
  | typeof contracts.requisitionReopened
  | typeof contracts.requisitionCancelled;
export type RequisitionChange = EventOf<Changes>;

const kept = ({ bands, bandVersion, seats, team }: RequisitionTerms): KeptTerms => ({ bands, bandVersion, seats, team });

/** Throws `offer/requisition-unknown` (unavailable) for a change of what has not arrived yet. */
export function foldRequisition(copy: RequisitionCopy | undefined, { type, data }: RequisitionChange): RequisitionCopy {
  switch (type) {
    case 'requisition.opened.v1':
    case 'requisition.reopened.v1':
      return { ...kept(data.terms), status: 'open' };
    case 'requisition.terms-changed.v1':
      return { ...kept(data.terms), status: copy?.status ?? 'open' };
    case 'requisition.held.v1':
      return { ...known(copy), status: 'on_hold' };
    case 'requisition.resumed.v1':
      return { ...known(copy), status: 'open' };
    case 'requisition.filled.v1':
      return { ...known(copy), status: 'filled' };
    case 'requisition.cancelled.v1':
      return { ...known(copy), status: 'cancelled' };
  }
}

function known(copy: RequisitionCopy | undefined): RequisitionCopy {
  if (!copy) throw requisitionUnknown();
  return copy;
}
