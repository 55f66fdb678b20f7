/** Screening's own copy of a requisition: whether it takes applications, under which terms, and what each role version asks. */
import { Injectable } from '@nestjs/common';
import type * as contracts from '@rolecall/contracts';
import type { Question, RequisitionTerms } from '@rolecall/contracts';
import type { EventOf } from '@rolecall/kernel';
import { CopyStore, Ports } from '@rolecall/messaging';
import type { RequisitionStatus } from '../application/commands.js';
import { requisitionUnknown } from '../application/rejections.js';

/** What a résumé is read against; kept for each role version, since an application pins the one it was shown. */
export type RoleBasis = Pick<RequisitionTerms, 'role' | 'musts' | 'niceToHaves'>;

/** Why applications are closed, and until when their owner may keep them. */
export interface Closing {
  readonly reason: 'position_filled' | 'cancelled';
  readonly closeOn: string;
  readonly owner: string;
}

export interface RequisitionCopy {
  readonly status: RequisitionStatus;
  readonly terms: RequisitionTerms;
  readonly roles: Readonly<Record<string, RoleBasis>>;
  readonly questions: Readonly<Record<string, readonly Question[]>>;
  readonly closing?: Closing;
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

/** Throws `application/requisition-unknown` (unavailable) for a change of what has not arrived yet. An end comes without its closing. */
export function foldRequisition(copy: RequisitionCopy | undefined, { type, data }: Change): RequisitionCopy {
  switch (type) {
    case 'requisition.opened.v1':
    case 'requisition.reopened.v1':
      return withTerms(copy, 'open', data.terms);
    case 'requisition.terms-changed.v1':
      return withTerms(copy, copy?.status ?? 'open', data.terms, copy?.closing);
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
  status: RequisitionStatus,
  terms: RequisitionTerms,
  closing?: Closing,
): RequisitionCopy {
  const { role, musts, niceToHaves, roleVersion, questions, questionsVersion } = terms;
  return {
    status,
    terms,
    roles: { ...copy?.roles, [roleVersion]: { role, musts, niceToHaves } },
    questions: { ...copy?.questions, [questionsVersion]: questions },
    ...(closing ? { closing } : {}),
  };
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

  /** Throws `application/requisition-unknown`, which is 503: it may be on its way. */
  async of(org: string, requisitionId: string): Promise<RequisitionCopy> {
    const copy = await this.get(org, requisitionId);
    if (!copy) throw requisitionUnknown({ requisitionId });
    return copy;
  }

  /** Who has a task when something about an application of this requisition waits. */
  async recruiterOf(org: string, requisitionId: string): Promise<string> {
    return (await this.of(org, requisitionId)).terms.team.recruiter;
  }
}
