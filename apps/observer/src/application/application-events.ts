/** The events of an application that change a figure. */
import * as of from '@rolecall/contracts';
import type { EventOf } from '@rolecall/kernel';

const inside = [of.applicationReceived, of.applicationReviewStarted, of.applicationAdvanced, of.applicationMovedBack] as const;
const evaluating = [
  of.applicationEvaluated,
  of.applicationEvaluationUnavailable,
  of.applicationEvaluationRequested,
  of.applicationEvaluationDeclined,
] as const;
const hearing = [of.applicationStageEntered, of.applicationDecisionDue, of.applicationOffered, of.applicationPreHireBegun] as const;
const hiring = [of.applicationReturnedToDecision, of.applicationStartDateMoved, of.applicationHired, of.applicationStarted] as const;
const ending = [
  of.applicationRejected,
  of.applicationWithdrawn,
  of.applicationClosed,
  of.applicationReinstated,
  of.applicationLetterReleased,
  of.applicationTransferred,
  of.applicationMerged,
  of.applicationErased,
] as const;
const closing = [of.applicationClosingAnnounced, of.applicationClosingLifted, of.applicationKept] as const;

export const applicationChanges = [...inside, ...evaluating, ...hearing, ...hiring, ...ending, ...closing] as const;
export type ApplicationChange = EventOf<(typeof applicationChanges)[number]> & { readonly at: string };
