/** The state of an application, and the words that its rules are written in. */
import type * as contracts from '@rolecall/contracts';
import type { AnswerMark, Evaluation, FindingKind, Source, TaskKind } from '@rolecall/contracts';
import { type Context, type EventOf, eventMaker } from '@rolecall/kernel';
import { personOnly } from './rejections.js';

/** Every contract whose type begins with `application.`. */
type Contracts = Extract<(typeof contracts)[keyof typeof contracts], { readonly type: `application.${string}` }>;
export type ApplicationEvent = EventOf<Contracts>;
export const event = eventMaker<ApplicationEvent>();

/** How a theme folds its events: one function for each type. */
export type Folds<Type extends ApplicationEvent['type']> = {
  readonly [T in Type]: (state: Application, data: Extract<ApplicationEvent, { type: T }>['data']) => Application;
};

/** Before an offer: here a person may advance, reject or close. */
export const openStages = ['received', 'in_review', 'interviewing', 'decision'] as const;
export type OpenStage = (typeof openStages)[number];
export type Ended = 'rejected' | 'withdrawn' | 'closed';
/** Gone for good from this service's point of view; reserved for the second build. */
export type Gone = 'transferred' | 'merged' | 'erased';
export type Status = 'absent' | OpenStage | 'offered' | 'pre_hire' | 'hired' | 'started' | Ended | Gone;

export interface Answer extends AnswerMark {
  readonly overruled?: { readonly by: string; readonly reason: string };
}

export interface Correction {
  readonly finding: FindingKind;
  readonly points: number;
  readonly by: string;
  readonly reason: string;
}

export type EvaluationState =
  | { readonly status: 'pending'; readonly since: string }
  | { readonly status: 'done'; readonly result: Evaluation; readonly corrections: Readonly<Record<string, Correction>> }
  | { readonly status: 'unavailable'; readonly why: string }
  | { readonly status: 'not_applicable'; readonly why: string };

export interface Task {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly owner: string;
  readonly dueAt: string;
  /** What it is about: another application, an offer. */
  readonly about?: string;
  readonly outcome?: string;
}

export interface Offer {
  readonly offerId: string;
  readonly version: number;
  readonly startDate: string;
}

export interface End {
  readonly status: Ended;
  /** Where the application stood; a late conclusion of interviews still moves it. */
  readonly from: Exclude<Status, 'absent' | Ended | Gone>;
  readonly by: string;
  readonly reason: string;
  readonly letterDueAt: string | null;
  readonly letterOut: boolean;
}

export interface Closing {
  readonly reason: 'position_filled' | 'cancelled' | 'hired_elsewhere';
  readonly closeOn: string;
  readonly taskId: string;
  readonly kept: boolean;
}

export interface Contingency {
  readonly kind: string;
  readonly status: 'pending' | 'pre_adverse' | 'cleared' | 'waived' | 'failed';
}

export interface Application {
  readonly status: Status;
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly attempt: number;
  readonly episode: number;
  readonly receivedAt: string;
  readonly owner: string;
  readonly resumeVersion?: number;
  readonly pins: { readonly role: number; readonly questions: number; readonly plan: number; readonly band: number };
  readonly sources: readonly (Source & { readonly conflict?: boolean })[];
  readonly answers: readonly Answer[];
  /** Names the answers in the vault. */
  readonly answersId?: string;
  readonly evaluation: EvaluationState;
  /** Ids of every evaluation there ever was: a decision may name the one its decider saw. */
  readonly evaluations: readonly string[];
  /** The stage of interviews that comes next; null when all are passed. Absent while nobody has passed one. */
  readonly stage?: { readonly loopId: string; readonly stageId: string | null };
  readonly conclusion?: { readonly loopId: string; readonly conclusion: string; readonly dissent: boolean };
  /** Interviews or an offer have begun in this episode, so that an end leaves traces in other services. */
  readonly reacted: boolean;
  /** The application went to interviews in this episode. */
  readonly advanced: boolean;
  /** Since when it has had no word from its interviews or its offer, while it waits for them; none when the owner was told. */
  readonly waitsSince?: string;
  /** How earlier episodes ended. */
  readonly past: Readonly<Record<string, Ended | 'offer_ended'>>;
  readonly offer?: Offer;
  /** Offers that have ended for good. */
  readonly pastOffers: readonly string[];
  /** Why the application came back from an offer, while that is what it waits with. */
  readonly returned?: string;
  readonly contingencies: readonly Contingency[];
  readonly startedOn?: string;
  readonly closing?: Closing;
  readonly tasks: readonly Task[];
  readonly end?: End;
  /** How many times it has ended: one letter for each end at most. */
  readonly ends: number;
}

export const absent: Application = {
  status: 'absent',
  applicationId: '',
  candidateId: '',
  requisitionId: '',
  attempt: 0,
  episode: 1,
  receivedAt: '',
  owner: '',
  pins: { role: 1, questions: 1, plan: 1, band: 1 },
  sources: [],
  answers: [],
  evaluation: { status: 'not_applicable', why: 'no_resume' },
  evaluations: [],
  reacted: false,
  advanced: false,
  past: {},
  pastOffers: [],
  contingencies: [],
  tasks: [],
  ends: 0,
};

const among =
  <S extends Status>(...all: readonly S[]) =>
  (status: Status): status is S =>
    (all as readonly Status[]).includes(status);
export const isOpen = among(...openStages);
export const isEnded = among('rejected', 'withdrawn', 'closed');
export const isGone = among('transferred', 'merged', 'erased');
export const isHired = among('hired', 'started');

/** What every event of this application carries. */
export const base = ({ applicationId, candidateId, requisitionId, episode }: Application) => ({
  applicationId,
  candidateId,
  requisitionId,
  episode,
});

/** The person who decides; machines do not judge people. */
export function personOf({ by }: Context): string {
  if (by.kind !== 'person') throw personOnly({ kind: by.kind });
  return by.id;
}
