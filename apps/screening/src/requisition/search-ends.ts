/** A search ends, and may be on again: first the copy, which stops or takes applications, then the sweep over those there are. */
import { Injectable } from '@nestjs/common';
import type { requisitionCancelled, requisitionFilled, requisitionReopened } from '@rolecall/contracts';
import type { Cause, Delivery } from '@rolecall/messaging';
import { sweepIdOf } from '../sweep/sweep.js';
import { Sweeps } from '../sweep/sweeps.js';
import { closingOf, foldRequisition, RequisitionCopies } from './requisition-copies.js';

type End = Delivery<typeof requisitionFilled>['event'] | Delivery<typeof requisitionCancelled>['event'];

@Injectable()
export class SearchEnds {
  constructor(
    private readonly requisitions: RequisitionCopies,
    private readonly sweeps: Sweeps,
  ) {}

  async ends(event: End, cause: Cause): Promise<void> {
    const { requisitionId } = event.data;
    await this.requisitions.keep(cause.org, requisitionId, event.sequence, (copy) => foldRequisition(copy, event));
    const closing = closingOf(event);
    if (closing) await this.sweeps.execute(sweepIdOf(requisitionId), { do: 'start', requisitionId, ...closing }, cause);
  }

  /** What was announced is lifted; what was closed stays closed until a person reinstates it. */
  async goesOn(event: Delivery<typeof requisitionReopened>['event'], cause: Cause): Promise<void> {
    const { requisitionId } = event.data;
    await this.requisitions.keep(cause.org, requisitionId, event.sequence, (copy) => foldRequisition(copy, event));
    await this.sweeps.execute(sweepIdOf(requisitionId), { do: 'lift' }, cause);
  }
}
