/** A requisition opened, changed or ended: its plan and its team are kept, so that loops can be planned and decided about. */
import { Controller } from '@nestjs/common';
import {
  requisitionCancelled,
  requisitionFilled,
  requisitionHeld,
  requisitionOpened,
  requisitionReopened,
  requisitionResumed,
  requisitionTermsChanged,
} from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { foldRequisition, RequisitionCopies } from './requisition/requisition-copies.js';

type Changes =
  | typeof requisitionOpened
  | typeof requisitionTermsChanged
  | typeof requisitionReopened
  | typeof requisitionHeld
  | typeof requisitionResumed
  | typeof requisitionFilled
  | typeof requisitionCancelled;

@Controller()
export class OnRequisitionChanged {
  constructor(private readonly requisitions: RequisitionCopies) {}

  @Consumes(
    requisitionOpened,
    requisitionTermsChanged,
    requisitionReopened,
    requisitionHeld,
    requisitionResumed,
    requisitionFilled,
    requisitionCancelled,
  )
  keep({ event, cause }: Delivery<Changes>) {
    return this.requisitions.keep(cause.org, event.data.requisitionId, event.sequence, (copy) => foldRequisition(copy, event));
  }
}
