/**
 * THE DECIDER of a requisition: from a role document to filled seats. Start here, then go by theme:
 * requisition/terms.ts (draft and edits), agreement.ts (approval, change requests), search.ts (open, hold, cancel),
 * seats.ts (who gets which seat), line.ts (what follows when one comes free), evolve.ts.
 */
import { approvalDue } from '@rolecall/approval';
import type { Context, Decider, Due } from '@rolecall/kernel';
import { agreementHandlers } from './requisition/agreement.js';
import type { Handlers, RequisitionCommand } from './requisition/commands.js';
import type { RequisitionEvent } from './requisition/events.js';
import { evolve } from './requisition/evolve.js';
import { searchHandlers } from './requisition/search.js';
import { seatHandlers } from './requisition/seats.js';
import { absent, type Requisition } from './requisition/state.js';
import { termsHandlers } from './requisition/terms.js';

export type { RequisitionCommand } from './requisition/commands.js';
export type { RequisitionEvent } from './requisition/events.js';
export type { Requisition } from './requisition/state.js';

const handlers: Handlers<RequisitionCommand, Requisition, RequisitionEvent> = {
  ...termsHandlers,
  ...agreementHandlers,
  ...searchHandlers,
  ...seatHandlers,
};

export const requisition: Decider<Requisition, RequisitionCommand, RequisitionEvent> = {
  aggregate: 'requisition',
  stateVersion: 2,
  initial: absent,
  decide: (command, state) =>
    (handlers[command.do] as (command: RequisitionCommand & Context, state: Requisition) => RequisitionEvent[])(command, state),
  evolve,
  due,
};

/** A late approval is escalated; a hold is looked at again. The earlier of the two. */
function due({ status, approval, change, hold }: Requisition): Due<RequisitionCommand> | undefined {
  const late = status === 'pending_approval' || change ? approvalDue(approval) : undefined;
  const review = hold && !hold.reviewed ? ({ at: hold.reviewAt, command: { do: 'remind-review' } } as const) : undefined;
  if (late && review) return late.at <= review.at ? late : review;
  return late ?? review;
}
