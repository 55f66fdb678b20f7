/** The application goes to interviews: its loop is planned. A loop of an earlier episode is over then. */
import { Controller } from '@nestjs/common';
import { applicationAdvanced } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { loopIdOf, loopIdsBefore } from './loop/loop-ids.js';
import { Loops } from './loop/loops.js';
import { RequisitionCopies } from './requisition/requisition-copies.js';

@Controller()
export class OnApplicationAdvanced {
  constructor(
    private readonly loops: Loops,
    private readonly requisitions: RequisitionCopies,
  ) {}

  /** Waits while the plan has not arrived. Advanced again in the same episode, the application has its loop already. */
  @Consumes(applicationAdvanced)
  async planLoop({ event, cause }: Delivery<typeof applicationAdvanced>) {
    const { applicationId, candidateId, requisitionId, episode, planVersion } = event.data;
    const plan = await this.requisitions.planOf(cause.org, requisitionId, planVersion);
    for (const earlier of loopIdsBefore(applicationId, episode)) await this.loops.execute(earlier, { do: 'end', how: 'superseded' }, cause);
    const loopId = loopIdOf(applicationId, episode);
    const of = { loopId, applicationId, candidateId, requisitionId, episode };
    await this.loops.execute(loopId, { do: 'plan', ...of, plan, applicationSequence: event.sequence }, cause);
  }
}
