/** Agreement: the approval of the terms before the search, and of a material change during it. One approval is pending at a time. */
import { type ApprovalCommand, type ApprovalStep, decideApproval, requestApproval } from '@rolecall/approval';
import type { Context } from '@rolecall/kernel';
import type { AgreementCommand, Command, Handlers } from './commands.js';
import { event, type RequisitionEvent } from './events.js';
import { evolveAll } from './evolve.js';
import { settle } from './line.js';
import * as no from './rejections.js';
import { alive, type Change, type Requisition, running, same, termsOf } from './state.js';
import { checkBands, newSeats } from './terms.js';

type Decision = RequisitionEvent[];

export const agreementHandlers: Handlers<AgreementCommand, Requisition, RequisitionEvent> = {
  'request-approval': requestApprovalOfTerms,
  approve: ofTerms,
  'send-back': ofTerms,
  'reject-approval': ofTerms,
  recall: ofEither,
  delegate: ofEither,
  'replace-approver': ofEither,
  remind: ofEither,
  comment: ofEither,
  'escalate-approval': (command, state) => (['cancelled', 'rejected'].includes(state.status) ? [] : ofEither(command, state)),
  'request-change': requestChange,
  'approve-change': ({ version, ...context }, state) => ofChange({ ...context, do: 'approve', version }, state),
  'refuse-change': ({ noteId, ...context }, state) => ofChange({ ...context, do: 'reject-approval', noteId }, state),
};

/** A step is an event of the same name; the last step of a change is the change's own event. */
function asEvent(state: Requisition, { name, data }: ApprovalStep, by: string): RequisitionEvent {
  const { change } = state;
  if (change && name === 'approved') return changeApproved(state, change, by);
  if (change && (name === 'rejected' || name === 'recalled')) {
    const noteId = 'noteId' in data && data.noteId ? { noteId: data.noteId } : {};
    const how = name === 'rejected' ? 'refused' : 'recalled';
    return event('requisition.change-refused.v1', { requisitionId: state.id, approvalVersion: change.version, how, by, ...noteId });
  }
  return { type: `requisition.${name}.v1`, data: { requisitionId: state.id, ...data } } as RequisitionEvent;
}

const decided = (command: ApprovalCommand & Context, state: Requisition): Decision =>
  decideApproval(command, state.approval).map((step) => asEvent(state, step, command.by.id));

function requestApprovalOfTerms(command: Command<'request-approval'>, state: Requisition): Decision {
  alive(state);
  if (state.status === 'pending_approval') throw no.approvalPending();
  if (state.status !== 'draft') throw no.changeRequestNeeded({ status: state.status });
  if (state.bands.length === 0) throw no.noBand();
  if (state.seats.length === 0) throw no.noSeats();
  return requestApproval({ ...command, version: state.revision }).map((step) => asEvent(state, step, command.by.id));
}

function ofTerms(command: ApprovalCommand & Context, state: Requisition): Decision {
  alive(state);
  if (state.change) throw no.changePending({ version: state.change.version });
  return decided(command, state);
}

function ofEither(command: ApprovalCommand & Context, state: Requisition): Decision {
  alive(state);
  return decided(command, state);
}

/** Bands, more seats or both. Until it is approved the old terms stay in force and the search goes on. */
function requestChange(command: Command<'request-change'>, state: Requisition): Decision {
  alive(state);
  if (state.status === 'draft') throw no.notApproved({ status: state.status });
  if (state.status === 'pending_approval') throw no.approvalPending();
  if (state.change) throw no.changePending({ version: state.change.version });
  const { approval, at, by } = command;
  const bands = command.bands && !same(command.bands, state.bands) ? [...command.bands] : undefined;
  const seats = command.seats && newSeats(command.seats, state, bands ?? state.bands, at);
  if (!bands && !seats) throw no.nothingToChange();
  if (bands) checkBands(bands, state.seats);
  const version = state.revision + 1;
  const change = { ...(bands ? { bands } : {}), ...(seats ? { seats } : {}) };
  return [
    event('requisition.change-requested.v1', { requisitionId: state.id, approvalVersion: version, ...change, by: by.id }),
    ...requestApproval({ ...approval, version, at, by }).map((step) => asEvent(state, step, by.id)),
  ];
}

function changeApproved(state: Requisition, { version, bands, seats }: Change, by: string): RequisitionEvent {
  return event('requisition.change-approved.v1', {
    requisitionId: state.id,
    approvalVersion: version,
    bandVersion: state.bandVersion + (bands ? 1 : 0),
    ...(bands ? { bands: [...bands] } : {}),
    ...(seats ? { seats: [...seats] } : {}),
    by,
  });
}

/** Once approved the change is told to the others, and its new seats go to those who wait. */
function ofChange(command: ApprovalCommand & Context, state: Requisition): Decision {
  alive(state);
  if (!state.change) throw no.noChangePending();
  const steps = decided(command, state);
  const after = evolveAll(state, steps);
  if (!steps.some(({ type }) => type === 'requisition.change-approved.v1')) return steps;
  const told = running(after) ? [event('requisition.terms-changed.v1', { requisitionId: state.id, terms: termsOf(after) })] : [];
  return [...steps, ...told, ...settle(after)];
}
