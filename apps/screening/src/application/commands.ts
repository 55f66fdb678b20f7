/** Every command of an application, by theme. What comes from a request body is typed by its contract. */
import type {
  closureReason,
  contingencyKind,
  Evaluation,
  FindingKind,
  hireReversalReason,
  interviewConcluded,
  Question,
  rejectionReason,
  Shown,
  Source,
  TaskKind,
  withdrawalReason,
} from '@rolecall/contracts';
import type { Context, EventOf } from '@rolecall/kernel';
import type { z } from 'zod';
import type { Application, ApplicationEvent, OpenStage } from './state.js';

/** How the requisition stands in our copy. */
export type RequisitionStatus = 'open' | 'on_hold' | 'filled' | 'cancelled';
type Kind = z.output<typeof contingencyKind>;
type Note = { readonly noteId?: string };

export interface Receive {
  readonly do: 'receive';
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly attempt: number;
  readonly resumeVersion?: number;
  readonly pins: { readonly role: number; readonly questions: number; readonly plan: number; readonly band: number };
  readonly source: Omit<Source, 'at'>;
  readonly answers: readonly { readonly questionId: string; readonly value: string }[];
  /** Names the answers in the vault. */
  readonly answersId?: string;
  readonly questions: readonly Question[];
  readonly requisition: RequisitionStatus;
  /** Switched off for the requisition, or not wished by the candidate. */
  readonly evaluation: 'on' | 'switched_off' | 'candidate_wish';
  readonly owner: string;
}

export type ReviewCommand =
  | Receive
  | { readonly do: 'add-source'; readonly source: Omit<Source, 'at'> }
  | ({ readonly do: 'overrule-knockout'; readonly questionId: string; readonly reason: string } & Note)
  | { readonly do: 'start-review' }
  | { readonly do: 'advance'; readonly requisition: RequisitionStatus; readonly planVersion: number; readonly shown?: Shown }
  | { readonly do: 'move-back'; readonly to: Exclude<OpenStage, 'decision'>; readonly reason: string }
  | {
      readonly do: 'conclude-interviews';
      readonly loopId: string;
      readonly loopEpisode: number;
      readonly conclusion: EventOf<typeof interviewConcluded>['data']['conclusion'];
      readonly dissent: boolean;
      readonly concludedBy: string;
    }
  | { readonly do: 'enter-stage'; readonly loopId: string; readonly loopEpisode: number; readonly stageId: string | null };

export type EvaluationCommand =
  | { readonly do: 'record-evaluation'; readonly evaluation: Evaluation }
  | { readonly do: 'record-evaluation-unavailable'; readonly why: 'resume_missing' | 'role_missing' | 'not_in_time' }
  | { readonly do: 'request-evaluation' }
  | { readonly do: 'decline-evaluation' }
  | ({ readonly do: 'correct-finding'; readonly requirementId: string; readonly finding: FindingKind; readonly reason: string } & Note);

export type EndingCommand =
  | ({
      readonly do: 'reject';
      readonly reason: z.output<typeof rejectionReason>;
      readonly letterDueAt: string;
      readonly shown?: Shown;
    } & Note)
  | ({ readonly do: 'withdraw'; readonly reason: z.output<typeof withdrawalReason> } & Note)
  | { readonly do: 'close'; readonly reason: z.output<typeof closureReason>; readonly letterDueAt: string }
  | ({ readonly do: 'reinstate'; readonly requisition: RequisitionStatus; readonly reason: string } & Note)
  | { readonly do: 'release-letter' };

export type ClosingCommand =
  | { readonly do: 'announce-closing'; readonly reason: 'position_filled' | 'cancelled'; readonly closeOn: string; readonly owner: string }
  | { readonly do: 'lift-closing' }
  | ({ readonly do: 'keep'; readonly reason: string } & Note)
  | { readonly do: 'close-unkept'; readonly letterDueAt: string }
  | { readonly do: 'note-silence' }
  | { readonly do: 'open-task'; readonly kind: TaskKind; readonly owner: string; readonly about?: string }
  | { readonly do: 'complete-task'; readonly taskId: string; readonly outcome: string };

interface AboutOffer {
  readonly offerId: string;
  readonly offerEpisode: number;
}

export type HireCommand =
  | ({ readonly do: 'begin-offer'; readonly offerVersion: number; readonly startDate: string } & AboutOffer)
  | ({
      readonly do: 'begin-pre-hire';
      readonly offerVersion: number;
      readonly startDate: string;
      readonly contingencies: readonly Kind[];
      readonly owner: string;
    } & AboutOffer)
  | ({
      readonly do: 'end-offer';
      readonly cause: 'declined' | 'expired' | 'rescinded' | 'voided' | 'reneged';
      readonly owner: string;
      /** The person who ended it, where one did: an accepted offer is ended by nobody else. */
      readonly endedBy?: string;
    } & AboutOffer)
  | { readonly do: 'move-start-date'; readonly offerId: string; readonly startDate: string }
  | { readonly do: 'clear-contingency'; readonly kind: Kind }
  | ({ readonly do: 'waive-contingency'; readonly kind: Kind; readonly reason: string } & Note)
  | ({ readonly do: 'fail-contingency'; readonly kind: Kind } & Note)
  | { readonly do: 'start'; readonly on: string }
  | ({ readonly do: 'reverse-hire'; readonly reason: z.output<typeof hireReversalReason> } & Note);

export type ApplicationCommand = ReviewCommand | EvaluationCommand | EndingCommand | ClosingCommand | HireCommand;

/** How a theme decides its commands: one function for each. */
export type Command<Name extends ApplicationCommand['do']> = Extract<ApplicationCommand, { do: Name }> & Context;
export type Decisions<Name extends ApplicationCommand['do']> = {
  readonly [N in Name]: (command: Command<N>, state: Application) => ApplicationEvent[];
};
