/** The state of a requisition, and the questions that several commands ask of it. */
import type { Approval } from '@rolecall/approval';
import type { Band, InterviewPlan, Question, RequisitionTerms, Seat, Team } from '@rolecall/contracts';
import type { Role } from '@rolecall/role-schema';
import * as no from './rejections.js';

export type Status = 'absent' | 'draft' | 'pending_approval' | 'approved' | 'rejected' | 'open' | 'on_hold' | 'filled' | 'cancelled';

/** How far the offer is that holds a seat or waits for one. */
export type Stage = 'approved' | 'extended' | 'accepted' | 'hired';
export const stages: readonly Stage[] = ['approved', 'extended', 'accepted', 'hired'];
export const further = (one: Stage, than: Stage): boolean => stages.indexOf(one) > stages.indexOf(than);

/** An offer as the requisition knows it. */
export interface Holder {
  readonly offerId: string;
  readonly applicationId: string;
  readonly offerVersion?: number;
  /** The last word of the offer's stream that counts here. */
  readonly offerSequence?: number;
  readonly stage: Stage;
}

export interface Waiting extends Holder {
  /** The band that the offer was approved in; an offer whose reservation was lost may have none. */
  readonly bandId?: string;
}

export type SeatCloseReason = 'budget' | 'reorganisation' | 'filled_internally' | 'duplicate';

/** A seat is open (nobody holds it), held (reserved, committed or filled, by the holder's stage) or closed. */
export interface SeatState extends Seat {
  readonly holder?: Holder;
  /** With a holder: the seat closes when the holder's offer ends. Without: it is closed. */
  readonly closing?: SeatCloseReason;
  /** Given up only because the requisition was cancelled: an offer that was out by then may still come back to it. */
  readonly cancelled?: boolean;
}

export interface Change {
  readonly version: number;
  readonly requestedBy: string;
  readonly bands?: readonly Band[];
  readonly seats?: readonly Seat[];
}

/** How far the streams had come when an offer ended, so that a late word from before counts no more. */
export interface Ended {
  readonly offer: number;
  readonly application: number;
}

export interface Requisition {
  readonly status: Status;
  readonly id: string;
  readonly role: Role;
  readonly roleVersion: number;
  readonly confirmed: boolean;
  readonly musts: readonly string[];
  readonly niceToHaves: readonly string[];
  readonly bands: readonly Band[];
  readonly bandVersion: number;
  readonly questions: readonly Question[];
  readonly questionsVersion: number;
  readonly plan?: InterviewPlan;
  readonly team: Team;
  readonly evaluation: 'on' | 'off';
  readonly visibility?: 'standard' | 'confidential';
  readonly evergreen?: boolean;
  readonly seats: readonly SeatState[];
  /** Offers without a seat, in their order. */
  readonly line: readonly Waiting[];
  readonly ended: Readonly<Record<string, Ended>>;
  /** Counts the edits; what an approval names. */
  readonly revision: number;
  readonly approval?: Approval;
  readonly change?: Change;
  readonly hold?: { readonly reason: string; readonly reviewAt: string; readonly reviewed: boolean };
  /** Filled or cancelled: until when the owner decides about the remaining applications. */
  readonly closing?: { readonly closeOn?: string; readonly owner: string };
  /** Cancelled, and no offer holds a seat any more. */
  readonly settled?: boolean;
}

/** Before the first event; nothing of it but the status is ever read. */
export const absent: Requisition = {
  status: 'absent',
  id: '',
  role: {
    schemaVersion: 1,
    title: '',
    tags: [],
    band: null,
    definition: '',
    careerPath: { entryFrom: [], advancementTo: [], lateral: [] },
    responsibilities: { primary: [], secondary: [] },
    requirements: { hard: [], soft: [], education: [], experience: [] },
    fieldsOfStudy: [],
    keywords: [],
  },
  roleVersion: 0,
  confirmed: false,
  musts: [],
  niceToHaves: [],
  bands: [],
  bandVersion: 0,
  questions: [],
  questionsVersion: 1,
  team: { hiringManager: '', recruiter: '', coordinators: [], interviewers: [] },
  evaluation: 'on',
  seats: [],
  line: [],
  ended: {},
  revision: 0,
};

export type SeatStatus = 'open' | 'reserved' | 'committed' | 'filled' | 'closed';

export function seatStatus({ holder, closing }: SeatState): SeatStatus {
  if (!holder) return closing ? 'closed' : 'open';
  if (holder.stage === 'hired') return 'filled';
  return holder.stage === 'accepted' ? 'committed' : 'reserved';
}

export const seatsThatAre = (state: Requisition, ...statuses: SeatStatus[]): SeatState[] =>
  state.seats.filter((seat) => statuses.includes(seatStatus(seat)));

/** With the candidate, or accepted: a person, the candidate or its deadline ends it, nothing else. */
export const outstanding = ({ holder }: SeatState): boolean => holder?.stage === 'extended' || holder?.stage === 'accepted';

export const heldBy = (state: Requisition, offerId: string): SeatState | undefined =>
  state.seats.find(({ holder }) => holder?.offerId === offerId);

export const running = ({ status }: Requisition): boolean => status === 'open' || status === 'on_hold';

/** Refuses what people ask of a requisition that nobody drafted, or that has ended for good. */
export function alive(state: Requisition): void {
  if (state.status === 'absent') throw no.notFound();
  if (state.status === 'cancelled' || state.status === 'rejected') throw no.ended({ status: state.status });
}

/** What other services keep of the requisition; complete from the opening on. */
export const termsOf = (state: Requisition): RequisitionTerms => ({
  role: state.role,
  roleVersion: state.roleVersion,
  musts: [...state.musts],
  niceToHaves: [...state.niceToHaves],
  bands: [...state.bands],
  bandVersion: state.bandVersion,
  questions: [...state.questions],
  questionsVersion: state.questionsVersion,
  plan: state.plan as InterviewPlan,
  team: state.team,
  seats: state.seats.filter((seat) => seatStatus(seat) !== 'closed').map(({ holder, closing, cancelled, ...seat }) => seat),
  evaluation: state.evaluation,
  ...(state.visibility ? { visibility: state.visibility } : {}),
  ...(state.evergreen === undefined ? {} : { evergreen: state.evergreen }),
});

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
