/** Our own: a person accepted an offer, and may have accepted another one: their acceptances are in the order of their claims. */
import { Controller } from '@nestjs/common';
import { applicationPreHireBegun } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Candidates } from './candidate/candidates.js';

@Controller()
export class OnApplicationPreHireBegun {
  constructor(private readonly candidates: Candidates) {}

  @Consumes(applicationPreHireBegun)
  claimAcceptance({ event, cause }: Delivery<typeof applicationPreHireBegun>) {
    const { candidateId, requisitionId, applicationId } = event.data;
    return this.candidates.execute(candidateId, { do: 'claim-acceptance', requisitionId, applicationId }, cause);
  }
}
