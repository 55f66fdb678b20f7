/** What the offer service keeps of an application: whose it is, which episode goes on, and whether it has ended. Pure. */
import type * as contracts from '@rolecall/contracts';
import type { EventOf } from '@rolecall/kernel';
import type { ApplicationStanding } from './offer/commands.js';

export interface ApplicationCopy {
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
  readonly standing: Exclude<ApplicationStanding, 'past_episode'>;
  /** The last hire that was taken back: the offer that it rested on ends with it. */
  readonly reversal?: Pick<EventOf<typeof contracts.applicationHireReversed>['data'], 'offerId' | 'reason' | 'by'>;
}

type Changes =
  | typeof contracts.applicationReceived
  | typeof contracts.applicationAdvanced
  | typeof contracts.applicationRejected
  | typeof contracts.applicationWithdrawn
  | typeof contracts.applicationClosed
  | typeof contracts.applicationReinstated
  | typeof contracts.applicationReturnedToDecision
  | typeof contracts.applicationHired
  | typeof contracts.applicationHireReversed;
export type ApplicationChange = EventOf<Changes>;

const standings: Readonly<Record<ApplicationChange['type'], ApplicationCopy['standing']>> = {
  'application.received.v1': 'going_on',
  'application.advanced.v1': 'going_on',
  'application.rejected.v1': 'rejected',
  'application.withdrawn.v1': 'withdrawn',
  'application.closed.v1': 'closed',
  'application.reinstated.v1': 'going_on',
  'application.returned-to-decision.v1': 'going_on',
  'application.hired.v1': 'hired',
  'application.hire-reversed.v1': 'going_on',
};

/** Each of these events tells everything that is kept, but for a reversal, which is remembered. */
export function foldApplication(copy: ApplicationCopy | undefined, { type, data }: ApplicationChange): ApplicationCopy {
  const { candidateId, requisitionId, episode } = data;
  const reversal = type === 'application.hire-reversed.v1' ? { offerId: data.offerId, reason: data.reason, by: data.by } : copy?.reversal;
  return { candidateId, requisitionId, episode, standing: standings[type], ...(reversal ? { reversal } : {}) };
}

/** How the application stands for an offer of that episode. */
export const standingFor = ({ episode, standing }: ApplicationCopy, ofEpisode: number): ApplicationStanding =>
  episode > ofEpisode ? 'past_episode' : standing;
