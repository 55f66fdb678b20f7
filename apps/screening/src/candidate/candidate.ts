/**
 * THE DECIDER of a candidate: a person known to the organization, the versions of their résumé, and their one live application
 * for each requisition. The claim is what makes a hundred parallel posts one application. Of acceptances of several offers the first stands.
 */
import type * as contracts from '@rolecall/contracts';
import { type Context, type Decider, deriveId, type EventOf, eventMaker } from '@rolecall/kernel';
import * as no from './rejections.js';

type Contracts = Extract<(typeof contracts)[keyof typeof contracts], { readonly type: `candidate.${string}` }>;
export type CandidateEvent = EventOf<Contracts>;
const event = eventMaker<CandidateEvent>();

export interface Attempt {
  readonly requisitionId: string;
  readonly applicationId: string;
  readonly attempt: number;
  readonly live: boolean;
  /** The application's sequence at its last resumption: an end that is older than it comes late and ends nothing. */
  readonly resumedAt: number;
}

export interface Candidate {
  readonly status: 'absent' | 'known' | 'merged' | 'erased';
  readonly candidateId: string;
  /** Names the contact data in the vault. Nothing does where the first contact data was not named yet. */
  readonly contactId?: string;
  /** Oldest first; the version is the place in the list, from 1. */
  readonly resumes: readonly string[];
  readonly attempts: readonly Attempt[];
  /** The applications whose offer the person has accepted, the one that stands first. */
  readonly acceptances: readonly string[];
  /** Other ids of the same person. */
  readonly aliases: readonly string[];
}

interface OfApplication {
  readonly requisitionId: string;
  readonly applicationId: string;
}

interface OfAttempt extends OfApplication {
  readonly applicationSequence: number;
}

export type CandidateCommand =
  | { readonly do: 'add'; readonly candidateId: string; readonly contactId: string }
  | { readonly do: 'change-contact'; readonly contactId: string }
  | { readonly do: 'add-resume'; readonly resumeId: string }
  | { readonly do: 'claim-attempt'; readonly requisitionId: string }
  | ({ readonly do: 'end-attempt' } & OfAttempt)
  /** `displace`: the application goes on already, so it takes the claim back from a newer one; else that one keeps it. */
  | ({ readonly do: 'resume-attempt'; readonly displace: boolean } & OfAttempt)
  | ({ readonly do: 'claim-acceptance' | 'release-acceptance' } & OfApplication);

type Command<Name extends CandidateCommand['do']> = Extract<CandidateCommand, { do: Name }> & Context;
type OfAcceptance = Extract<CandidateCommand, { do: 'claim-acceptance' | 'release-acceptance' }>;

const absent: Candidate = { status: 'absent', candidateId: '', resumes: [], attempts: [], acceptances: [], aliases: [] };

export const liveAttempt = ({ attempts }: Candidate, requisitionId: string): Attempt | undefined =>
  attempts.find((attempt) => attempt.requisitionId === requisitionId && attempt.live);

/** The application's id follows from the claim, so that whoever repeats it makes the same application. */
export const applicationIdOf = (candidateId: string, requisitionId: string, attempt: number): string =>
  deriveId(candidateId, `application:${requisitionId}:${attempt}`);

/** What the next claim would be, whether or not one is live. */
export function nextAttempt({ attempts, candidateId }: Candidate, requisitionId: string): Pick<Attempt, 'applicationId' | 'attempt'> {
  const attempt = attempts.filter((each) => each.requisitionId === requisitionId).length + 1;
  return { applicationId: applicationIdOf(candidateId, requisitionId, attempt), attempt };
}

function claim({ requisitionId }: Command<'claim-attempt'>, state: Candidate): CandidateEvent[] {
  if (liveAttempt(state, requisitionId)) return [];
  const { candidateId } = state;
  return [event('candidate.attempt-claimed.v1', { candidateId, requisitionId, ...nextAttempt(state, requisitionId) })];
}

function end({ applicationId, requisitionId, applicationSequence }: Command<'end-attempt'>, state: Candidate): CandidateEvent[] {
  const ending = liveAttempt(state, requisitionId);
  if (ending?.applicationId !== applicationId || applicationSequence < ending.resumedAt) return [];
  const { candidateId } = state;
  const { attempt } = ending;
  return [event('candidate.attempt-ended.v1', { candidateId, requisitionId, applicationId, attempt, applicationSequence })];
}

function resume(
  { applicationId, requisitionId, applicationSequence, displace }: Command<'resume-attempt'>,
  state: Candidate,
): CandidateEvent[] {
  const known = state.attempts.find((each) => each.applicationId === applicationId);
  if (!known) throw no.notFound({ applicationId });
  if (applicationSequence <= known.resumedAt) return [];
  const live = liveAttempt(state, requisitionId);
  const displaced = live && live.applicationId !== applicationId ? live.applicationId : undefined;
  if (displaced && !displace) throw no.otherAttemptLive({ applicationId: displaced });
  const { candidateId } = state;
  const resumed = { candidateId, requisitionId, applicationId, attempt: known.attempt, applicationSequence };
  return [event('candidate.attempt-resumed.v1', { ...resumed, ...(displaced ? { displaced } : {}) })];
}

function claimAcceptance({ applicationId, requisitionId }: OfAcceptance, state: Candidate): CandidateEvent[] {
  const { candidateId, acceptances, attempts } = state;
  if (!attempts.some((each) => each.applicationId === applicationId)) throw no.notFound({ applicationId });
  if (acceptances.includes(applicationId)) return [];
  const [behind] = acceptances;
  return [event('candidate.acceptance-claimed.v1', { candidateId, requisitionId, applicationId, ...(behind ? { behind } : {}) })];
}

const releaseAcceptance = ({ applicationId, requisitionId }: OfAcceptance, { candidateId, acceptances }: Candidate): CandidateEvent[] =>
  acceptances.includes(applicationId) ? [event('candidate.acceptance-released.v1', { candidateId, requisitionId, applicationId })] : [];

function refuseUnlessKnown({ status }: Candidate, { by }: Context): void {
  if (status === 'absent') throw by.kind === 'person' ? no.notFound() : no.notAddedYet();
  if (status === 'merged') throw no.merged();
  if (status === 'erased') throw no.erased();
}

function decide(command: CandidateCommand & Context, state: Candidate): CandidateEvent[] {
  const { candidateId } = state;
  if (command.do === 'add' && state.status === 'absent')
    return [event('candidate.added.v1', { candidateId: command.candidateId, contactId: command.contactId })];
  refuseUnlessKnown(state, command);
  switch (command.do) {
    case 'add':
      return [];
    case 'change-contact': {
      const { contactId, by } = command;
      return contactId === state.contactId ? [] : [event('candidate.contact-changed.v1', { candidateId, contactId, by: by.id })];
    }
    case 'add-resume': {
      const { resumeId } = command;
      const resumeVersion = state.resumes.length + 1;
      return state.resumes.at(-1) === resumeId ? [] : [event('candidate.resume-added.v1', { candidateId, resumeVersion, resumeId })];
    }
    case 'claim-attempt':
      return claim(command, state);
    case 'end-attempt':
      return end(command, state);
    case 'resume-attempt':
      return resume(command, state);
    case 'claim-acceptance':
      return claimAcceptance(command, state);
    case 'release-acceptance':
      return releaseAcceptance(command, state);
  }
}

const withAttempt = (state: Candidate, applicationId: string, change: Partial<Attempt>): Candidate => ({
  ...state,
  attempts: state.attempts.map((each) => (each.applicationId === applicationId ? { ...each, ...change } : each)),
});

const withoutAcceptance = (state: Candidate, applicationId: string): Candidate => ({
  ...state,
  acceptances: state.acceptances.filter((each) => each !== applicationId),
});

function evolve(state: Candidate, { type, data }: CandidateEvent): Candidate {
  switch (type) {
    case 'candidate.added.v1':
      return { ...state, status: 'known', candidateId: data.candidateId, ...(data.contactId ? { contactId: data.contactId } : {}) };
    case 'candidate.contact-changed.v1':
      return { ...state, contactId: data.contactId };
    case 'candidate.resume-added.v1':
      return { ...state, resumes: [...state.resumes, data.resumeId] };
    case 'candidate.attempt-claimed.v1': {
      const { requisitionId, applicationId, attempt } = data;
      return { ...state, attempts: [...state.attempts, { requisitionId, applicationId, attempt, live: true, resumedAt: 0 }] };
    }
    case 'candidate.attempt-ended.v1':
      return withAttempt(withoutAcceptance(state, data.applicationId), data.applicationId, { live: false });
    case 'candidate.attempt-resumed.v1': {
      const without = data.displaced ? withAttempt(state, data.displaced, { live: false }) : state;
      return withAttempt(without, data.applicationId, { live: true, resumedAt: data.applicationSequence });
    }
    case 'candidate.acceptance-claimed.v1':
      return { ...state, acceptances: [...state.acceptances, data.applicationId] };
    case 'candidate.acceptance-released.v1':
      return withoutAcceptance(state, data.applicationId);
    case 'candidate.merged.v1':
      return { ...state, status: 'merged', aliases: [...state.aliases, data.into] };
    case 'candidate.unmerged.v1':
      return { ...state, status: 'known', aliases: state.aliases.filter((alias) => alias !== data.from) };
    case 'candidate.erased.v1':
      return { ...state, status: 'erased' };
    default:
      return state;
  }
}

export const candidate: Decider<Candidate, CandidateCommand, CandidateEvent> = {
  aggregate: 'candidate',
  stateVersion: 3,
  initial: absent,
  decide,
  evolve,
};
