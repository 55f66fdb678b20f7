/** The interviews are concluded. Hire makes the task to prepare an offer; another conclusion takes it back while nothing was drafted. */
import { Controller } from '@nestjs/common';
import { interviewConcluded } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { ApplicationCopies } from './application-copies.js';
import { ConclusionCopies } from './conclusion-copies.js';
import { Offers, offerIdOf } from './offers.js';
import { RequisitionCopies } from './requisition-copies.js';

@Controller()
export class OnInterviewConcluded {
  constructor(
    private readonly offers: Offers,
    private readonly conclusions: ConclusionCopies,
    private readonly applications: ApplicationCopies,
    private readonly requisitions: RequisitionCopies,
  ) {}

  @Consumes(interviewConcluded)
  async noteConclusion({ event, cause }: Delivery<typeof interviewConcluded>) {
    const { org } = cause;
    const { applicationId, candidateId, requisitionId, episode, conclusion, dissent, by: concludedBy } = event.data;
    const concluded = { applicationId, candidateId, requisitionId, episode, conclusion, dissent, concludedBy };
    await this.conclusions.note(org, event.sequence, concluded);
    const offerId = offerIdOf(applicationId, episode);
    const application = await this.applications.standingOf(org, applicationId, episode);
    const { team } = await this.requisitions.of(org, requisitionId);
    return this.offers.execute(offerId, { do: 'note-conclusion', offerId, ...concluded, owner: team.recruiter, application }, cause);
  }
}
