/** Who must act next on an application, and what for: what waits for named people, else the step that its status implies. Pure. */
import type { ApplicationCopy } from '../application/application.js';
import { isEnded } from '../application/stages.js';
import type { LoopCopy } from '../loop/loop.js';
import type { OfferCopy } from '../offer/offer.js';
import type { RequisitionCopy } from '../requisition/requisition.js';
import type { Waiting, WaitingKind } from '../waiting.js';

export type ImpliedStep =
  | 'review'
  | 'schedule'
  | 'interview'
  | 'conclude'
  | 'decide'
  | 'request_approval'
  | 'find_seat'
  | 'extend'
  | 'answer'
  | 'clear_contingencies'
  | 'start';

export interface Next {
  readonly kind: WaitingKind | ImpliedStep;
  /** Of the organization; the candidate's id where it is theirs to act. */
  readonly person: string;
  readonly since: string;
  readonly dueAt?: string;
  readonly about?: string;
}

export interface Situation {
  readonly application: ApplicationCopy;
  readonly loop?: LoopCopy;
  readonly offer?: OfferCopy;
  readonly team: RequisitionCopy['team'];
}

export function nextOf({ application, loop, offer, team }: Situation): Next[] {
  const named: Waiting[] = [application, loop, offer].flatMap((copy) => copy?.waiting ?? []);
  if (named.length > 0) return named;
  if (isEnded(application.status)) return [];
  const step = impliedBy({ application, loop, offer, team });
  return step ? [step] : [];
}

function impliedBy({ application, loop, offer, team }: Situation): Next | undefined {
  const { status, since, candidateId, startDate, contingencies } = application;
  switch (status) {
    case 'received':
    case 'in_review':
      return { kind: 'review', person: team.recruiter, since };
    case 'interviewing':
      return loop && interviewStep(loop, team);
    case 'decision':
      return (offer && offerStep(offer, team)) ?? { kind: 'decide', person: team.hiringManager, since };
    case 'offered':
      return { kind: 'answer', person: candidateId, since, ...(offer?.expiresAt ? { dueAt: offer.expiresAt } : {}) };
    case 'pre_hire':
      return contingencies.some(({ state }) => state === 'pending')
        ? { kind: 'clear_contingencies', person: team.recruiter, since }
        : undefined;
    case 'hired':
      return { kind: 'start', person: candidateId, since, ...(startDate ? { dueAt: startDate } : {}) };
    default:
      return undefined;
  }
}

function interviewStep({ rounds, stageId, since }: LoopCopy, team: Situation['team']): Next {
  const ofStage = rounds.filter((round) => round.stageId === stageId);
  const unbooked = ofStage.find(({ status }) => status === 'needs_scheduling' || status === 'no_show');
  if (unbooked) return { kind: 'schedule', person: team.recruiter, since: unbooked.since, about: unbooked.id };
  const booked = ofStage.find(({ status }) => status === 'scheduled');
  if (!booked) return { kind: 'conclude', person: team.hiringManager, since: ofStage.at(-1)?.since ?? since };
  const lead = booked.panel.find(({ role }) => role === 'lead') ?? booked.panel[0];
  return { kind: 'interview', person: lead?.person ?? team.recruiter, since: booked.since, dueAt: booked.startsAt, about: booked.id };
}

function offerStep({ status, seat, owner, since, extendBy }: OfferCopy, team: Situation['team']): Next | undefined {
  const person = owner ?? team.recruiter;
  if (status === 'drafted') return { kind: 'request_approval', person, since };
  if (status !== 'approved') return undefined;
  return seat === 'assigned'
    ? { kind: 'extend', person, since, ...(extendBy ? { dueAt: extendBy } : {}) }
    : { kind: 'find_seat', person, since };
}
