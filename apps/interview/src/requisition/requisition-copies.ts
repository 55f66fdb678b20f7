/** Interview's own copy of a requisition: every version of its plan, for an application pins one, and who decides. */
import { Injectable } from '@nestjs/common';
import type * as contracts from '@rolecall/contracts';
import type { InterviewPlan, RequisitionTerms, Team } from '@rolecall/contracts';
import type { EventOf } from '@rolecall/kernel';
import { CopyStore, Ports } from '@rolecall/messaging';
import { requisitionUnknown } from '../loop/rejections.js';

export interface RequisitionCopy {
  readonly status: 'open' | 'on_hold' | 'filled' | 'cancelled';
  readonly title: string;
  readonly team: Team;
  readonly plans: Readonly<Record<string, InterviewPlan>>;
}

type Changes =
  | typeof contracts.requisitionOpened
  | typeof contracts.requisitionTermsChanged
  | typeof contracts.requisitionHeld
  | typeof contracts.requisitionResumed
  | typeof contracts.requisitionFilled
  | typeof contracts.requisitionReopened
  | typeof contracts.requisitionCancelled;
type Change = EventOf<Changes>;

/** Throws `loop/requisition-unknown` (unavailable) for a change of what has not arrived yet. */
export function foldRequisition(copy: RequisitionCopy | undefined, { type, data }: Change): RequisitionCopy {
  switch (type) {
    case 'requisition.opened.v1':
    case 'requisition.reopened.v1':
      return withTerms(copy, 'open', data.terms);
    case 'requisition.terms-changed.v1':
      return withTerms(copy, copy?.status ?? 'open', data.terms);
    case 'requisition.held.v1':
      return { ...known(copy), status: 'on_hold' };
    case 'requisition.resumed.v1':
      return { ...known(copy), status: 'open' };
    case 'requisition.filled.v1':
      return { ...known(copy), status: 'filled' };
    case 'requisition.cancelled.v1':
      return { ...known(copy), status: 'cancelled' };
  }
}

function withTerms(
  copy: RequisitionCopy | undefined,
  status: RequisitionCopy['status'],
  { plan, team, role }: RequisitionTerms,
): RequisitionCopy {
  return { status, title: role.title, team, plans: { ...copy?.plans, [plan.version]: plan } };
}

function known(copy: RequisitionCopy | undefined): RequisitionCopy {
  if (!copy) throw requisitionUnknown();
  return copy;
}

@Injectable()
export class RequisitionCopies extends CopyStore<RequisitionCopy> {
  constructor(ports: Ports) {
    super('requisition-copies', ports);
  }

  /** Throws `loop/requisition-unknown`, which is 503: it may be on its way. */
  async of(org: string, requisitionId: string): Promise<RequisitionCopy> {
    const copy = await this.get(org, requisitionId);
    if (!copy) throw requisitionUnknown({ requisitionId });
    return copy;
  }

  /** The version that the application was advanced with; also unavailable while that version has not arrived. */
  async planOf(org: string, requisitionId: string, version: number): Promise<InterviewPlan> {
    const plan = (await this.of(org, requisitionId)).plans[version];
    if (!plan) throw requisitionUnknown({ requisitionId, planVersion: version });
    return plan;
  }
}
