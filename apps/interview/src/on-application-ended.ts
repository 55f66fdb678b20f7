/** The application ended: so do its loops, whichever episode they belong to, and their panels are free again. */
import { Controller } from '@nestjs/common';
import { applicationClosed, applicationRejected, applicationWithdrawn } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { loopIdsBefore } from './loop/loop-ids.js';
import { Loops } from './loop/loops.js';

type Ends = typeof applicationRejected | typeof applicationWithdrawn | typeof applicationClosed;

const hows = {
  'application.rejected.v1': 'rejected',
  'application.withdrawn.v1': 'withdrawn',
  'application.closed.v1': 'closed',
} as const;

@Controller()
export class OnApplicationEnded {
  constructor(private readonly loops: Loops) {}

  @Consumes(applicationRejected, applicationWithdrawn, applicationClosed)
  async endLoops({ event, cause }: Delivery<Ends>) {
    const { applicationId, episode } = event.data;
    for (const loopId of loopIdsBefore(applicationId, episode + 1))
      await this.loops.execute(loopId, { do: 'end', how: hows[event.type], applicationSequence: event.sequence }, cause);
  }
}
