/** The events of an interview loop that change a figure. */
import * as of from '@rolecall/contracts';
import type { EventOf } from '@rolecall/kernel';

const rounds = [
  of.interviewPlanned,
  of.interviewRoundScheduled,
  of.interviewRoundMoved,
  of.interviewRoundCancelled,
  of.interviewNoShowRecorded,
  of.interviewRoundHeld,
  of.interviewCancelled,
] as const;
const scorecards = [of.interviewScorecardSubmitted, of.interviewScorecardWaived] as const;

export const loopChanges = [...rounds, ...scorecards] as const;
export type LoopChange = EventOf<(typeof loopChanges)[number]>;
