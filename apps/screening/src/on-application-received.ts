/** Our own: an application came in. It is evaluated, and the requisition is read again, for it may have closed meanwhile. */
import { Controller } from '@nestjs/common';
import { applicationReceived } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';
import { RequisitionCopies } from './requisition/requisition-copies.js';

@Controller()
export class OnApplicationReceived {
  constructor(
    private readonly applications: Applications,
    private readonly requisitions: RequisitionCopies,
  ) {}

  @Consumes(applicationReceived)
  async evaluate({ event, cause }: Delivery<typeof applicationReceived>) {
    const loaded = await this.applications.load(cause.org, event.data.applicationId);
    if (loaded) await this.applications.evaluate(cause.org, loaded, cause);
  }

  /** A sweep that ran before this application was there has missed it. */
  @Consumes(applicationReceived)
  async announceClosing({ event, cause }: Delivery<typeof applicationReceived>) {
    const { applicationId, requisitionId } = event.data;
    const { status, closing } = await this.requisitions.of(cause.org, requisitionId);
    if (closing && (status === 'filled' || status === 'cancelled'))
      await this.applications.execute(applicationId, { do: 'announce-closing', ...closing }, cause);
  }
}
