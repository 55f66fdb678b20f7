/** What an approval is asked for with, and what its steps say. Hosts put these shapes into their own events. */
import { personal } from '@rolecall/kernel';
import { z } from 'zod';

const person = z.string().min(1).max(64);
const groupId = z.string().min(1).max(64);
const instant = z.iso.datetime();
const noteId = z.uuid();

/** As people name each other from now on: an e-mail address or a name would stand in events for ever. */
const named = person.regex(/^[^\s/\\"'<>@]+$/, 'must have no white space, slash, quote or @');

/** One step of the order: `needed` of its people must agree. */
const groupOf = (who: typeof person) =>
  z
    .object({ id: groupId, people: z.array(who).min(1).max(20), needed: z.int().min(1).max(20).default(1) })
    .refine(({ people, needed }) => needed <= new Set(people).size, { message: 'more approvals needed than people', path: ['needed'] });

export const approvalGroup = groupOf(named);

export const approvalRequestBody = z.strictObject({
  groups: z
    .array(approvalGroup)
    .min(1)
    .max(10)
    .refine((groups) => new Set(groups.map(({ id }) => id)).size === groups.length, 'group ids must differ'),
  /** Who is told when a step is late. */
  escalationOwner: named,
  /** Time for each step, in hours. */
  dueInHours: z.number().positive().max(2160).default(72),
});

/** Data of each step, by the name that follows the host's own in the event type. */
export const approvalShapes = {
  'approval-requested': z.object({
    approvalVersion: z.int().positive(),
    groups: z.array(groupOf(person)),
    escalationOwner: person,
    dueInHours: z.number(),
    dueAt: instant,
    by: person,
  }),
  'approval-given': z.object({
    approvalVersion: z.int().positive(),
    groupId,
    by: person,
    /** The principal, when a delegate approved for them. */
    onBehalfOf: person.optional(),
    /** Deadline of the next step, when this one is complete and another follows. */
    nextDueAt: instant.optional(),
  }),
  'approval-delegated': z.object({ groupId, by: person, to: person }),
  'approver-replaced': z.object({ groupId, approver: person, replacement: person, by: person }),
  'approval-reminded': z.object({ groupId, people: z.array(person), by: person }),
  'approval-commented': z.object({ noteId, by: person }),
  'approval-escalated': z.object({ groupId, owner: person }),
  'sent-back': z.object({ by: person, noteId: noteId.optional() }),
  recalled: z.object({ by: person }),
  rejected: z.object({ by: person, noteId: noteId.optional() }),
  approved: z.object({ approvalVersion: z.int().positive() }),
} as const;

export type StepName = keyof typeof approvalShapes;
export type ApprovalStep = {
  [Name in StepName]: { readonly name: Name; readonly data: z.output<(typeof approvalShapes)[Name]> };
}[StepName];
export type ApprovalGroup = z.output<typeof approvalGroup>;

/** Bodies of the HTTP commands; `note` is free text and goes to the vault. */
const note = z.string().min(1).max(4000);
const noteOrNone = personal({ note: note.optional() });
export const approvalBodies = {
  approve: z.strictObject({ version: z.int().positive() }).meta({ id: 'ApproveBody' }),
  sendBack: z.strictObject(noteOrNone).meta({ id: 'SendBackBody' }),
  reject: z.strictObject(noteOrNone).meta({ id: 'RejectApprovalBody' }),
  recall: z.strictObject({}).meta({ id: 'RecallBody' }),
  delegate: z.strictObject({ to: named }).meta({ id: 'DelegateBody' }),
  replaceApprover: z.strictObject({ groupId, approver: person, replacement: named }).meta({ id: 'ReplaceApproverBody' }),
  remind: z.strictObject({}).meta({ id: 'RemindBody' }),
  comment: z.strictObject(personal({ note })).meta({ id: 'CommentBody' }),
} as const;
