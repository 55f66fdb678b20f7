/**
 * What must hold between a candidate's claims and the applications that they stand for: a claim is live while its application goes on, an
 * acceptance stands while its hire does.
 */
import { Injectable } from '@nestjs/common';
import { type Loaded, type Mending, mend, Ports, Reconciler } from '@rolecall/messaging';
import { Applications } from '../application/applications.js';
import { type Application, isEnded, isGone, openStages } from '../application/state.js';
import { type Attempt, type Candidate, liveAttempt } from '../candidate/candidate.js';
import { Candidates } from '../candidate/candidates.js';
import { RequisitionCopies } from '../requisition/requisition-copies.js';

/** A request that made a claim may come again for two days and then make the application after all. */
const requestsComeAgainMs = 3 * 24 * 3_600_000;
const accepted = ['pre_hire', 'hired', 'started'];
const goingOn = [...openStages, 'offered', ...accepted];

@Injectable()
export class ClaimRules {
  constructor(
    reconciler: Reconciler,
    private readonly ports: Ports,
    private readonly candidates: Candidates,
    private readonly applications: Applications,
    private readonly requisitions: RequisitionCopies,
  ) {
    reconciler.register({
      name: 'claim-without-live-application',
      of: candidates.everywhere({ 'state.status': 'known' }),
      mends: (org, candidate) => this.ofCandidate(org, candidate),
    });
    // Only a reinstatement takes an application out of its end, or the claim from another one.
    const reinstated = { 'state.status': { $in: goingOn }, 'state.ends': { $gte: 1 } };
    reconciler.register({
      name: 'application-without-claim',
      of: applications.everywhere(reinstated),
      mends: (org, application) => this.ofApplication(org, application),
    });
    reconciler.register({
      name: 'hire-without-acceptance',
      of: applications.everywhere({ 'state.status': 'pre_hire' }),
      mends: (org, application) => this.ofHire(org, application),
    });
  }

  private async ofCandidate(org: string, candidate: Loaded<Candidate>): Promise<Mending[]> {
    const mendings = candidate.state.attempts
      .filter(({ live }) => live)
      .map(async ({ applicationId, requisitionId }) => {
        const { version, sequence, state } = await this.applications.fresh(org, applicationId);
        const over = version === 0 ? this.isOld(candidate) : isEnded(state.status) || isGone(state.status);
        // One more than it has now: what a reinstatement would be, had there been one.
        const end = { do: 'end-attempt', requisitionId, applicationId, applicationSequence: sequence + 1 } as const;
        return over ? [mend(this.candidates, candidate, end, applicationId)] : [];
      });
    return (await Promise.all([...mendings, ...candidate.state.acceptances.map((id) => this.ofAcceptance(org, candidate, id))])).flat();
  }

  /** Of an application that ended the acceptance ends with the claim. */
  private async ofAcceptance(org: string, candidate: Loaded<Candidate>, applicationId: string): Promise<Mending[]> {
    const { state } = await this.applications.fresh(org, applicationId);
    const release = { do: 'release-acceptance', requisitionId: state.requisitionId, applicationId } as const;
    const over = !accepted.includes(state.status) && !isEnded(state.status);
    return over ? [mend(this.candidates, candidate, release, applicationId)] : [];
  }

  private async ofHire(org: string, { id, state }: Loaded<Application>): Promise<Mending[]> {
    const { candidateId, requisitionId } = state;
    const candidate = await this.candidates.load(org, candidateId);
    if (candidate?.state.status !== 'known' || candidate.state.acceptances.includes(id)) return [];
    return [mend(this.candidates, candidate, { do: 'claim-acceptance', requisitionId, applicationId: id }, id)];
  }

  private isOld = ({ at }: Loaded<Candidate>): boolean => Date.parse(this.ports.clock.now()) - Date.parse(at) > requestsComeAgainMs;

  private async ofApplication(org: string, { id, sequence, state }: Loaded<Application>): Promise<Mending[]> {
    const { candidateId, requisitionId } = state;
    const candidate = await this.candidates.load(org, candidateId);
    if (candidate?.state.status !== 'known') return [];
    if (liveAttempt(candidate.state, requisitionId)?.applicationId === id) return this.displacedBy(org, id, candidate);
    const resume = { do: 'resume-attempt', requisitionId, applicationId: id, applicationSequence: sequence + 1, displace: true } as const;
    return [mend(this.candidates, candidate, resume, id)];
  }

  /** An application of the same search that still goes on although its claim was taken: a person decides which one stays. */
  private async displacedBy(org: string, id: string, { state }: Loaded<Candidate>): Promise<Mending[]> {
    const { requisitionId } = state.attempts.find(({ applicationId }) => applicationId === id) as Attempt;
    const others = state.attempts.filter((other) => other.requisitionId === requisitionId && !other.live);
    const loaded = await Promise.all(others.map(({ applicationId }) => this.applications.load(org, applicationId)));
    const owner = await this.requisitions.recruiterOf(org, requisitionId);
    const task = { do: 'open-task', kind: 'duplicate_attempt', owner, about: id } as const;
    return loaded.flatMap((other) => (other && goingOn.includes(other.state.status) ? [mend(this.applications, other, task)] : []));
  }
}
