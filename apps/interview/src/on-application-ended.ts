/** The application ended: so do its loops, whichever episode they belong to, and their panels are free again. */
import { Controller } from '@nestjs/common';
import { applicationClosed, applicationRejected, applicationWithdrawn } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { type ApplicationEnds, endOf } from './application/application-words.js';
import { loopIdsBefore } from './loop/loop-ids.js';
import { Loops } from './loop/loops.js';

@Controller()
export class OnApplicationEnded {
  constructor(private readonly loops: Loops) {}

  @Consumes(applicationRejected, applicationWithdrawn, applicationClosed)
  async endLoops({ event, cause }: Delivery<ApplicationEnds>) {
    const { applicationId, episode } = event.data;
    for (const loopId of loopIdsBefore(applicationId, episode + 1)) await this.loops.execute(loopId, endOf(event), cause);
  }
}
