/** A search ends, and may be on again: first the copy, which stops or takes applications, then the sweep over those there are. */
import { Injectable } from '@nestjs/common';
import type { requisitionCancelled, requisitionFilled, requisitionReopened } from '@rolecall/contracts';
import type { Cause, Delivery } from '@rolecall/messaging';
import { sweepIdOf } from '../sweep/sweep.js';
import { Sweeps } from '../sweep/sweeps.js';
import { WorkingTimes } from '../working-time/working-times.js';
import { type Closing, foldRequisition, RequisitionCopies } from './requisition-copies.js';

/** How long the owner of an application may keep it. */
export const daysForTheRest = 5;

type End = Delivery<typeof requisitionFilled>['event'] | Delivery<typeof requisitionCancelled>['event'];

@Injectable()
export class SearchEnds {
  constructor(
    private readonly requisitions: RequisitionCopies,
    private readonly sweeps: Sweeps,
    private readonly workingTimes: WorkingTimes,
  ) {}

  async ends(event: End, cause: Cause): Promise<void> {
    const { requisitionId } = event.data;
    const named = 'closeOn' in event.data ? event.data.closeOn : undefined;
    const closeOn = named ?? (await this.workingTimes.daysAfter(cause.org, event.at, daysForTheRest));
    const reason = event.type === 'requisition.filled.v1' ? 'position_filled' : 'cancelled';
    const end: Closing = { reason, closeOn: new Date(closeOn).toISOString(), owner: event.data.owner };
    await this.requisitions.keep(cause.org, requisitionId, event.sequence, (copy) => ({ ...foldRequisition(copy, event), closing: end }));
    const { closing } = await this.requisitions.of(cause.org, requisitionId);
    if (closing) await this.sweeps.execute(sweepIdOf(requisitionId), { do: 'start', requisitionId, ...closing }, cause);
  }

  /** What was announced is lifted; what was closed stays closed until a person reinstates it. */
  async goesOn(event: Delivery<typeof requisitionReopened>['event'], cause: Cause): Promise<void> {
    const { requisitionId } = event.data;
    await this.requisitions.keep(cause.org, requisitionId, event.sequence, (copy) => foldRequisition(copy, event));
    await this.sweeps.execute(sweepIdOf(requisitionId), { do: 'lift' }, cause);
  }
}
