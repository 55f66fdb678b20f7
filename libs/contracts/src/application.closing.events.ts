/** Events of an application around its end: letters, tasks of its owner, and the search that ends. */
import { z } from 'zod';
import { defineApplicationEvent as defineEvent, ofApplication as of } from './application.scope.js';
import { taskKind } from './application.shapes.js';
import { closureReason } from './reasons.js';
import { id, instant, key, personId } from './shapes.js';

const forReports = { terminal: 'a fact for reports and the application’s story' };
const secondBuild = { terminal: 'reserved for the second build; readers tolerate it' };

export const applicationLetterReleased = defineEvent(
  'application.letter-released.v1',
  'The letter about the end may go out now: once per end, at its due time, unless the end was taken back before.',
  of({ letterId: id, template: key, reason: key }),
  { terminal: 'the mail itself is sent by a later service, once per letterId; until then nothing leaves the system' },
);
export const applicationClosingAnnounced = defineEvent(
  'application.closing-announced.v1',
  'The search ended: the owner has until closeOn to keep or close this application.',
  of({ reason: closureReason, closeOn: instant, owner: personId, taskId: id }),
  forReports,
);
export const applicationClosingLifted = defineEvent(
  'application.closing-lifted.v1',
  'The search is on again before the application was closed.',
  of({ taskId: id }),
  forReports,
);
export const applicationKept = defineEvent(
  'application.kept.v1',
  'Its owner keeps the application although the search ended.',
  of({ by: personId, reason: key, taskId: id, noteId: id.optional() }),
  forReports,
);
export const applicationTaskOpened = defineEvent(
  'application.task-opened.v1',
  'Something waits for a named person.',
  of({ taskId: id, kind: taskKind, owner: personId, dueAt: instant, about: id.optional() }),
  forReports,
);
export const applicationTaskDone = defineEvent(
  'application.task-done.v1',
  'The task is done, or what it waited for has come to an end.',
  of({ taskId: id, by: z.string().max(64), outcome: key }),
  forReports,
);
export const applicationTransferred = defineEvent(
  'application.transferred.v1',
  'The person goes on in another requisition.',
  of({ by: personId, to: id }),
  secondBuild,
);
export const applicationMerged = defineEvent(
  'application.merged.v1',
  'The application was merged into another of the same person.',
  of({ by: personId, into: id }),
  secondBuild,
);
export const applicationErased = defineEvent('application.erased.v1', 'The person was erased; ids and facts remain.', of({}), secondBuild);
