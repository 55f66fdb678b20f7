/** Events of a requisition's terms: drafted, edited, confirmed, changed by request. On hiring.requisition, keyed by the requisition. */
import { eventsOn } from '@rolecall/kernel';
import { roleSchema } from '@rolecall/role-schema';
import { z } from 'zod';
import { band, id, instant, interviewPlan, personId, question, seat, team } from './shapes.js';

const defineEvent = eventsOn({ topic: 'hiring.requisition', key: 'requisitionId', service: 'requisition' });
const of = <S extends z.ZodRawShape>(shape: S) => z.object({ requisitionId: id, ...shape, by: personId });
const beforeOpening = { terminal: 'other services learn the terms when the requisition opens, and every later change' };

/** What the hiring manager confirmed, or what of it still stands in a new version of the role. */
const confirmation = { musts: z.array(z.string()).max(6), niceToHaves: z.array(z.string()) };

export const requisitionDrafted = defineEvent(
  'requisition.drafted.v1',
  'A role document was read into a draft; the band is the one that the document states, if it states one.',
  of({
    role: roleSchema,
    bands: z.array(band),
    team,
    visibility: z.enum(['standard', 'confidential']).optional(),
    evergreen: z.boolean().optional(),
  }),
  beforeOpening,
);
export const roleRevised = defineEvent(
  'requisition.role-revised.v1',
  'A new version of the role; a lost must has to be confirmed anew.',
  of({ role: roleSchema, roleVersion: z.int().positive(), confirmed: z.boolean(), ...confirmation }),
  beforeOpening,
);
export const bandsSet = defineEvent(
  'requisition.bands-set.v1',
  'What the opening may pay, place by place.',
  of({ bands: z.array(band).min(1), bandVersion: z.int().positive() }),
  beforeOpening,
);
export const seatsAdded = defineEvent(
  'requisition.seats-added.v1',
  'Seats that an approval will cover.',
  of({ seats: z.array(seat).min(1) }),
  beforeOpening,
);
export const teamSet = defineEvent('requisition.team-set.v1', 'Who hires.', of({ team }), beforeOpening);
export const questionsSet = defineEvent(
  'requisition.questions-set.v1',
  'What candidates are asked, each question by its kind.',
  of({ questions: z.array(question), questionsVersion: z.int().positive() }),
  beforeOpening,
);
export const planSet = defineEvent(
  'requisition.plan-set.v1',
  'The stages and rounds of the interviews; drawn from the musts when nobody gave a plan.',
  of({ plan: interviewPlan, drawn: z.boolean() }),
  beforeOpening,
);
export const evaluationSet = defineEvent(
  'requisition.evaluation-set.v1',
  'Evaluation of résumés is switched on or off.',
  of({ evaluation: z.enum(['on', 'off']) }),
  beforeOpening,
);
export const requirementsConfirmed = defineEvent(
  'requisition.requirements-confirmed.v1',
  'The hiring manager says which requirements are musts (at most six) and which are nice to have.',
  of(confirmation),
  beforeOpening,
);

/** A material change of terms that were approved: other bands, more seats, or both. */
const change = { bands: z.array(band).min(1).optional(), seats: z.array(seat).min(1).optional() };
const changeDecided = { terminal: 'what changes in force is told by requisition.terms-changed' };

export const changeRequested = defineEvent(
  'requisition.change-requested.v1',
  'Other bands or more seats are asked for; the old terms stay in force until it is approved.',
  of({ approvalVersion: z.int().positive(), ...change }),
  changeDecided,
);
export const changeApproved = defineEvent(
  'requisition.change-approved.v1',
  'The change is in force; its seats are open.',
  of({ approvalVersion: z.int().positive(), bandVersion: z.int().positive(), ...change }),
  changeDecided,
);
export const changeRefused = defineEvent(
  'requisition.change-refused.v1',
  'The change was refused, sent back or recalled: the old terms stay.',
  of({ approvalVersion: z.int().positive(), how: z.enum(['refused', 'recalled']), noteId: id.optional() }),
  changeDecided,
);
export const holdReviewDue = defineEvent(
  'requisition.hold-review-due.v1',
  'The date to look at the hold again has come; nothing resumes by itself.',
  z.object({ requisitionId: id, reviewAt: instant, owner: personId }),
  { terminal: 'a task for its owner' },
);
