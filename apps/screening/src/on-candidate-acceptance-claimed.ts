/**
 * Our own: a person accepted an offer. Their other applications get a task for their owners; nobody closes them by machine. Where another
 * acceptance stands, this one becomes a task.
 */
import { Controller } from '@nestjs/common';
import { candidateAcceptanceClaimed } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { OtherApplications } from './application/other-applications.js';

@Controller()
export class OnCandidateAcceptanceClaimed {
  constructor(private readonly others: OtherApplications) {}

  @Consumes(candidateAcceptanceClaimed)
  openTasks({ event, cause }: Delivery<typeof candidateAcceptanceClaimed>) {
    const { behind, ...accepted } = event.data;
    return behind ? this.others.tellOfSecond({ ...accepted, behind }, cause) : this.others.tellOfAcceptance(accepted, cause);
  }
}
