/** The offer service's own copies of requisitions. */
import { Injectable } from '@nestjs/common';
import { type Cause, CopyStore, Ports } from '@rolecall/messaging';
import { requisitionUnknown } from './rejections.js';
import { foldRequisition, type RequisitionChange, type RequisitionCopy } from './requisition-copy.js';

@Injectable()
export class RequisitionCopies extends CopyStore<RequisitionCopy> {
  constructor(ports: Ports) {
    super('requisition-copies', ports);
  }

  /** Folds an event of the requisition into its copy. */
  follow(event: RequisitionChange & { readonly sequence: number }, { org }: Cause): Promise<void> {
    return this.keep(org, event.data.requisitionId, event.sequence, (copy) => foldRequisition(copy, event));
  }

  /** Throws `offer/requisition-unknown`, which is 503: it may be on its way. */
  async of(org: string, requisitionId: string): Promise<RequisitionCopy> {
    const copy = await this.get(org, requisitionId);
    if (!copy) throw requisitionUnknown({ requisitionId });
    return copy;
  }
}
