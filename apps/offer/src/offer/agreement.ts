/** Agreement: the approval of a version, with the compensation group where it is outside the band. Once approved it asks for a seat. */
import {
  type ApprovalCommand,
  type ApprovalStep,
  approvalShapes,
  decideApproval,
  evolveApproval,
  requestApproval,
} from '@rolecall/approval';
import { compensationGroup } from '@rolecall/contracts';
import type { Context } from '@rolecall/kernel';
import type { Command, Decisions } from './commands.js';
import { fits } from './drafting.js';
import { event, type Folds, type OfferEvent } from './events.js';
import * as no from './rejections.js';
import { alive, base, type Offer, personOf, present, type Status, sameVersion } from './state.js';
import { inHours } from './time.js';

/** The approved terms ask for a seat, and wait for an answer; with a seat already, the time to use it starts again. */
export const asksForSeat = (state: Offer, at: string): OfferEvent =>
  event('offer.approved.v1', {
    ...base(state),
    bandId: present(state).bandId,
    ...(state.seat ? { extendBy: inHours(at, state.extendWithinHours) } : { askedAt: at }),
  });

/** A step is an event of the same name; the last yes asks for a seat, and a final no voids the offer. */
function asEvents(state: Offer, { name, data }: ApprovalStep, { at, by }: Context): OfferEvent[] {
  if (name === 'approved') return [asksForSeat(state, at)];
  const step = { type: `offer.${name}.v1`, data: { ...base(state), ...data } } as OfferEvent;
  if (name !== 'rejected') return [step];
  const note = data.noteId ? { noteId: data.noteId } : {};
  return [step, event('offer.voided.v1', { ...base(state), reason: 'approval_rejected', by: by.id, ...note })];
}

function request(command: Command<'request-approval'>, state: Offer): OfferEvent[] {
  personOf(command);
  alive(state);
  if (state.status === 'pending_approval') throw no.approvalPending();
  if (state.status !== 'drafted') throw no.alreadyApproved({ status: state.status });
  sameVersion(state, command.version);
  const { bandId } = present(state);
  const { fit, bandException: exception, extendWithinHours } = command;
  fits(fit, bandId);
  if (fit === 'outside' && !exception) throw no.outsideBand({ bandId });
  if (fit === 'inside' && exception) throw no.insideBand({ bandId });
  const compensation = exception ? [{ id: compensationGroup, people: exception.approvers, needed: exception.needed }] : [];
  const noteId = exception?.noteId ? { noteId: exception.noteId } : {};
  const more = { extendWithinHours, ...(exception ? { bandException: { reason: exception.reason, ...noteId } } : {}) };
  return requestApproval({ ...command, groups: [...command.groups, ...compensation] }).map(({ data }) =>
    event('offer.approval-requested.v1', { ...base(state), ...(data as RequestedData), ...more }),
  );
}

type RequestedData = Extract<ApprovalStep, { name: 'approval-requested' }>['data'];

/** A deadline that no longer matters is answered with nothing. */
function step(command: ApprovalCommand & Context, state: Offer): OfferEvent[] {
  if (command.do === 'escalate-approval' && state.status !== 'pending_approval') return [];
  alive(state);
  return decideApproval(command, state.approval).flatMap((taken) => asEvents(state, taken, command));
}

export const agreementDecisions: Decisions<'request-approval' | ApprovalCommand['do']> = {
  'request-approval': request,
  approve: step,
  'send-back': step,
  'reject-approval': step,
  recall: step,
  delegate: step,
  'replace-approver': step,
  remind: step,
  comment: step,
  'escalate-approval': step,
};

const statusAfter: Partial<Record<ApprovalStep['name'], Status>> = {
  'approval-requested': 'pending_approval',
  'sent-back': 'drafted',
  recalled: 'drafted',
};

/** The step that an event stands for, but for offer.approved, which is more than a step. */
export function stepOf({ type, data }: OfferEvent): ApprovalStep | undefined {
  const name = type.slice('offer.'.length, -'.v1'.length);
  return name in approvalShapes && name !== 'approved' ? ({ name, data } as unknown as ApprovalStep) : undefined;
}

export function foldStep(state: Offer, taken: ApprovalStep, { data }: OfferEvent): Offer {
  const approval = evolveApproval(state.approval, taken);
  const after = { ...state, status: statusAfter[taken.name] ?? state.status, approval };
  if (taken.name !== 'approval-requested') return after;
  const { bandException, extendWithinHours } = data as Extract<OfferEvent, { type: 'offer.approval-requested.v1' }>['data'];
  return { ...after, bandException, extendWithinHours };
}

const askedOnceMore = ({ asked }: Offer, at: string | undefined): Offer['asked'] => (at ? { at, times: (asked?.times ?? 0) + 1 } : asked);

export const approvedFold: Folds<'offer.approved.v1'> = {
  'offer.approved.v1': (state, { offerVersion, extendBy, askedAt }) => ({
    ...state,
    status: 'approved',
    approval: evolveApproval(state.approval, { name: 'approved', data: { approvalVersion: offerVersion } }),
    ...(state.seat ? { seat: { ...state.seat, extendBy } } : { asking: true, waiting: undefined, asked: askedOnceMore(state, askedAt) }),
  }),
};
