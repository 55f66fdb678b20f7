/** The observer's own copies, one store for each kind of stream, folded from its events. */
import { Injectable } from '@nestjs/common';
import { type Cause, CopyStore, Ports } from '@rolecall/messaging';
import { type ApplicationCopy, foldApplication } from './application/application.js';
import type { ApplicationChange } from './application/application-events.js';
import { foldLoop, type LoopCopy } from './loop/loop.js';
import type { LoopChange } from './loop/loop-events.js';
import { foldOffer, type OfferCopy } from './offer/offer.js';
import type { OfferChange } from './offer/offer-events.js';
import { foldRequisition, type RequisitionCopy } from './requisition/requisition.js';
import type { RequisitionChange } from './requisition/requisition-events.js';

/** The organization of the synthetic story, which is no business: nothing of it is kept here. */
export const probeOrg = 'probe';

/** What a change of a copy leaves for the tally, which counts it and takes it away. */
const uncounted = { uncounted: true };

type Told<E> = E & { readonly sequence: number };

abstract class Followed<T extends object, E> extends CopyStore<T> {
  protected constructor(
    name: string,
    ports: Ports,
    private readonly fold: (copy: T | undefined, event: E) => T,
    marks = {},
  ) {
    super(name, ports, marks);
  }

  async follow(id: string, event: Told<E>, { org }: Cause): Promise<void> {
    if (org !== probeOrg) await this.keep(org, id, event.sequence, (copy) => this.fold(copy, event));
  }
}

@Injectable()
export class RequisitionCopies extends Followed<RequisitionCopy, RequisitionChange> {
  constructor(ports: Ports) {
    super('requisition-copies', ports, foldRequisition, uncounted);
  }
}

@Injectable()
export class ApplicationCopies extends Followed<ApplicationCopy, ApplicationChange> {
  constructor(ports: Ports) {
    super('application-copies', ports, foldApplication, uncounted);
  }
}

@Injectable()
export class OfferCopies extends Followed<OfferCopy, OfferChange> {
  constructor(ports: Ports) {
    super('offer-copies', ports, foldOffer, uncounted);
  }
}

/** Nothing of a loop is counted but what is late, which time alone decides. */
@Injectable()
export class LoopCopies extends Followed<LoopCopy, LoopChange> {
  constructor(ports: Ports) {
    super('loop-copies', ports, foldLoop);
  }
}
