/** Request bodies about an application from the accepted offer to day one. */
import { personal } from '@rolecall/kernel';
import { z } from 'zod';
import { contingencyKind } from './offer.events.js';
import { hireReversalReason } from './reasons.js';
import { date } from './shapes.js';

const note = personal({ note: z.string().trim().min(1).max(4000).optional() });

export const clearContingencyBody = z.strictObject({ kind: contingencyKind }).meta({ id: 'ClearContingencyBody' });
export const waiveContingencyBody = z
  .strictObject({ kind: contingencyKind, reason: z.enum(['known_person', 'not_required_here', 'already_checked', 'other']), ...note })
  .meta({ id: 'WaiveContingencyBody' });
/** The outcome only; a report's content has no place here. */
export const failContingencyBody = z.strictObject({ kind: contingencyKind, ...note }).meta({ id: 'FailContingencyBody' });
export const startBody = z.strictObject({ on: date }).meta({ id: 'StartBody' });
export const reverseHireBody = z.strictObject({ reason: hireReversalReason, ...note }).meta({ id: 'ReverseHireBody' });

export type ClearContingencyBody = z.output<typeof clearContingencyBody>;
export type WaiveContingencyBody = z.output<typeof waiveContingencyBody>;
export type FailContingencyBody = z.output<typeof failContingencyBody>;
export type StartBody = z.output<typeof startBody>;
export type ReverseHireBody = z.output<typeof reverseHireBody>;
