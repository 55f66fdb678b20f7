/** One person in several requisitions: what happens in one application is told to the owners of the others. Each is shown, none is judged. */
import { Injectable } from '@nestjs/common';
import type { Cause, Loaded } from '@rolecall/messaging';
import { Candidates } from '../candidate/candidates.js';
import { RequisitionCopies } from '../requisition/requisition-copies.js';
import { Applications } from './applications.js';
import type { Application } from './state.js';

interface One {
  readonly applicationId: string;
  readonly candidateId: string;
}

@Injectable()
export class OtherApplications {
  constructor(
    private readonly applications: Applications,
    private readonly candidates: Candidates,
    private readonly requisitions: RequisitionCopies,
  ) {}

  /** A task to close, for each other live application: its owner decides. */
  async tellOfAcceptance(one: One, cause: Cause): Promise<void> {
    for (const { id, state } of await this.of(one, cause.org)) {
      const owner = await this.requisitions.recruiterOf(cause.org, state.requisitionId);
      await this.applications.execute(id, { do: 'open-task', kind: 'hired_elsewhere', owner, about: one.applicationId }, cause);
    }
  }

  /** A task on the application that accepted behind another one: its owner decides. */
  async tellOfSecond(
    { applicationId, requisitionId, behind }: One & { readonly requisitionId: string; readonly behind: string },
    cause: Cause,
  ) {
    const owner = await this.requisitions.recruiterOf(cause.org, requisitionId);
    await this.applications.execute(applicationId, { do: 'open-task', kind: 'second_acceptance', owner, about: behind }, cause);
  }

  /** A warning on this application when another one has an offer out or accepted. */
  async warnOfSecondOffer(one: One & { readonly requisitionId: string }, cause: Cause): Promise<void> {
    const others = await this.of(one, cause.org);
    const offered = others.find(({ state }) => state.offer !== undefined);
    if (!offered) return;
    const owner = await this.requisitions.recruiterOf(cause.org, one.requisitionId);
    const command = { do: 'open-task', kind: 'second_offer', owner, about: offered.id } as const;
    await this.applications.execute(one.applicationId, command, { ...cause, id: `${cause.id}:second-offer` });
  }

  private async of({ applicationId, candidateId }: One, org: string): Promise<Loaded<Application>[]> {
    const candidate = await this.candidates.load(org, candidateId);
    const ids = (candidate?.state.attempts ?? []).filter((each) => each.live && each.applicationId !== applicationId);
    const loaded = await Promise.all(ids.map((each) => this.applications.load(org, each.applicationId)));
    return loaded.filter((each) => each !== undefined);
  }
}
