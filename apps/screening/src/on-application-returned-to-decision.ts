/** Our own: the hire was taken back, or its offer has ended: an acceptance that there was stands no more. */
import { Controller } from '@nestjs/common';
import { applicationReturnedToDecision } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Candidates } from './candidate/candidates.js';

@Controller()
export class OnApplicationReturnedToDecision {
  constructor(private readonly candidates: Candidates) {}

  @Consumes(applicationReturnedToDecision)
  releaseAcceptance({ event, cause }: Delivery<typeof applicationReturnedToDecision>) {
    const { candidateId, requisitionId, applicationId } = event.data;
    return this.candidates.execute(candidateId, { do: 'release-acceptance', requisitionId, applicationId }, cause);
  }
}
