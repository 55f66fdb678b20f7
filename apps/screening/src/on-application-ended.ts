/** Our own: an application ended, so the person may apply again. */
import { Controller } from '@nestjs/common';
import { applicationClosed, applicationRejected, applicationWithdrawn } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Candidates } from './candidate/candidates.js';

type Ends = typeof applicationRejected | typeof applicationWithdrawn | typeof applicationClosed;

@Controller()
export class OnApplicationEnded {
  constructor(private readonly candidates: Candidates) {}

  @Consumes(applicationRejected, applicationWithdrawn, applicationClosed)
  endAttempt({ event, cause }: Delivery<Ends>) {
    const { candidateId, requisitionId, applicationId } = event.data;
    const command = { do: 'end-attempt', requisitionId, applicationId, applicationSequence: event.sequence } as const;
    return this.candidates.execute(candidateId, command, cause);
  }
}
