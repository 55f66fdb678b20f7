/** The state of an offer, and the questions that several commands ask of it. */
import type { Approval } from '@rolecall/approval';
import type { contingencyKind } from '@rolecall/contracts';
import type { Context } from '@rolecall/kernel';
import * as no from './rejections.js';

export type Ended = 'declined' | 'expired' | 'rescinded' | 'voided' | 'reneged';
/** `dropped`: the interviews came to another conclusion before anything was drafted. */
export type Status =
  | 'absent'
  | 'to_prepare'
  | 'dropped'
  | 'drafted'
  | 'pending_approval'
  | 'approved'
  | 'extended'
  | 'opened'
  | 'accepted'
  | Ended;

export type Contingency = (typeof contingencyKind)['_output'];

/** What the decider knows of terms; amounts are in the vault, under `termsId`. */
export interface Terms {
  readonly termsId: string;
  readonly termsHash: string;
  readonly bandId: string;
  readonly bandVersion: number;
  readonly currency: string;
  readonly insideBand: boolean;
  readonly startDate: string;
  readonly contingencies: readonly Contingency[];
}

/** The last one counts. Its start date may move without a new version, also after the acceptance. */
export interface Version extends Terms {
  readonly version: number;
  readonly material: boolean;
  readonly changed: readonly string[];
  readonly supersededBy?: number;
}

export interface Seat {
  readonly seatId: string;
  readonly bandId: string;
  /** Not extended by then, it is given back. */
  readonly extendBy?: string;
}

export interface Waiting {
  readonly reason: 'no_open_seat' | 'on_hold' | 'requisition_closed';
  /** In line, as it was when the requisition said so; none: the requisition took the offer out of the line. */
  readonly position?: number;
}

export interface Deadline {
  readonly expiresAt: string;
  /** When it was set: a service that started after that may have been down meanwhile. */
  readonly setAt: string;
  /** The candidate's, in which it is shown. */
  readonly zone?: string;
}

export interface LateAnswer {
  readonly answer: 'accepted' | 'declined';
  readonly version: number;
  readonly answeredAt: string;
}

export interface Offer {
  readonly status: Status;
  readonly offerId: string;
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
  /** The present version of the terms; 1 also before there are any. */
  readonly version: number;
  readonly versions: readonly Version[];
  readonly owner: string;
  readonly approval?: Approval;
  readonly bandException?: { readonly reason: string; readonly noteId?: string };
  readonly extendWithinHours: number;
  readonly seat?: Seat;
  /** The last one it had; an acceptance names it even when the seat was lost meanwhile. */
  readonly lastSeatId: string;
  /** A seat was asked for and there is no answer yet, or the answer was a place in line. */
  readonly asking: boolean;
  /** Since when the requisition owes an answer, and how many times it was asked. */
  readonly asked?: { readonly at: string; readonly times: number };
  readonly waiting?: Waiting;
  /** Counts this stream's events, as the others see them. */
  readonly count: number;
  /** Where in this stream the seat was last given up: what the requisition answered to earlier words counts no more. */
  readonly gaveUpAt: number;
  /** The last word of the requisition about the seat, by its own count. */
  readonly heardUpTo: number;
  readonly deadline?: Deadline;
  readonly openedAt?: string;
  readonly acceptedAt?: string;
  readonly end?: { readonly reason?: string; readonly by?: string; readonly noteId?: string };
  readonly reinstatedFrom?: 'expired' | 'declined';
  readonly lateAnswers: readonly LateAnswer[];
}

export const absent: Offer = {
  status: 'absent',
  offerId: '',
  applicationId: '',
  candidateId: '',
  requisitionId: '',
  episode: 1,
  version: 1,
  versions: [],
  owner: '',
  extendWithinHours: 120,
  lastSeatId: '',
  asking: false,
  count: 0,
  gaveUpAt: 0,
  heardUpTo: 0,
  lateAnswers: [],
};

const among =
  <S extends Status>(...all: readonly S[]) =>
  (status: Status): status is S =>
    (all as readonly Status[]).includes(status);
export const isUndrafted = among('absent', 'to_prepare', 'dropped');
/** Drafted, and not with the candidate. */
export const isInside = among('drafted', 'pending_approval', 'approved');
export const isOut = among('extended', 'opened');
export const isEnded = among('declined', 'expired', 'rescinded', 'voided', 'reneged');

/** What every event of this offer carries. */
export const base = ({ applicationId, candidateId, requisitionId, offerId, episode, version }: Offer) => ({
  ...{ applicationId, candidateId, requisitionId, offerId, episode },
  offerVersion: version,
});

/** The terms of the present version; there are some from the draft on. */
export const present = ({ versions }: Offer): Version => versions.at(-1) as Version;

/** Whether the requisition keeps anything for this offer, or will when it has heard of it: a seat or a place in line. */
export const claims = ({ seat, asking }: Offer): boolean => seat !== undefined || asking;

/** A person alone decides about an offer. */
export function personOf({ by }: Context): string {
  if (by.kind !== 'person') throw no.personOnly({ kind: by.kind });
  return by.id;
}

/** Refuses what people ask of terms that nobody drafted, or of an offer that has ended. */
export function alive({ status }: Offer): void {
  if (status === 'absent') throw no.notFound();
  if (isUndrafted(status)) throw no.notDrafted();
  if (isEnded(status)) throw no.ended({ status });
}

/** The version that a person saw is the one that counts. */
export function sameVersion({ version }: Offer, named: number): void {
  if (version !== named) throw no.otherVersion({ present: version, named });
}
