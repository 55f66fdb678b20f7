/** Our own: an application goes on, so it has the candidate's claim again. A newer one that had taken it becomes a task for a person. */
import { Controller } from '@nestjs/common';
import { applicationReinstated, type candidateAttemptResumed } from '@rolecall/contracts';
import type { EventOf } from '@rolecall/kernel';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';
import { Candidates } from './candidate/candidates.js';
import { RequisitionCopies } from './requisition/requisition-copies.js';

@Controller()
export class OnApplicationReinstated {
  constructor(
    private readonly candidates: Candidates,
    private readonly applications: Applications,
    private readonly requisitions: RequisitionCopies,
  ) {}

  @Consumes(applicationReinstated)
  async resumeAttempt({ event, cause }: Delivery<typeof applicationReinstated>) {
    const { candidateId, requisitionId, applicationId } = event.data;
    const resume = { do: 'resume-attempt', requisitionId, applicationId, applicationSequence: event.sequence, displace: true } as const;
    const { events } = await this.candidates.execute(candidateId, resume, cause);
    const displaced = (events[0] as EventOf<typeof candidateAttemptResumed> | undefined)?.data.displaced;
    if (!displaced) return;
    const owner = await this.requisitions.recruiterOf(cause.org, requisitionId);
    await this.applications.execute(displaced, { do: 'open-task', kind: 'duplicate_attempt', owner, about: applicationId }, cause);
  }
}
