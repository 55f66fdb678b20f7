/** What the rules of an application refuse, each by its own name. */
import { defineRejection } from '@rolecall/kernel';

export const notFound = defineRejection('application/not-found', 'not_found', 'There is no such application.', 'Check the id.');
export const notReceivedYet = defineRejection(
  'application/not-received-yet',
  'unavailable',
  'The application that this is about has not arrived yet.',
  'Nothing: it is tried again.',
);
export const wrongState = defineRejection(
  'application/wrong-state',
  'conflict',
  'The application is in a state in which this cannot be done.',
  'Look at `actions` for what can be done now.',
);
export const ended = defineRejection(
  'application/ended',
  'conflict',
  'The application has ended.',
  'Reinstate it first, with a reason, or start a new application.',
);
export const personOnly = defineRejection(
  'application/person-only',
  'forbidden',
  'This is a decision about a person, and only a person takes it.',
  'Let a person decide.',
);
export const requisitionUnknown = defineRejection(
  'application/requisition-unknown',
  'unavailable',
  'The requisition is not known here (yet).',
  'Check the id; if it has just been opened, try again in a moment.',
);
export const requisitionOnHold = defineRejection(
  'application/requisition-on-hold',
  'conflict',
  'The requisition is on hold: no new application and no advance.',
  'Wait until it is resumed.',
);
export const requisitionClosed = defineRejection(
  'application/requisition-closed',
  'conflict',
  'The requisition is filled or cancelled.',
  'Look for another requisition, or reopen this one first.',
);
export const unknownQuestion = defineRejection(
  'application/unknown-question',
  'invalid',
  'An answer names a question that the requisition does not ask.',
  'Read the questions of the requisition and answer those.',
);
export const answerMissing = defineRejection(
  'application/answer-missing',
  'invalid',
  'A required question has no answer.',
  'Answer every required question.',
);
export const unknownResume = defineRejection(
  'application/unknown-resume',
  'invalid',
  'The candidate has no such version of a résumé.',
  'Look at the versions of the candidate’s résumé.',
);
export const noKnockout = defineRejection(
  'application/no-knockout',
  'invalid',
  'This question has no knockout answer to overrule.',
  'Look at `answers` for the marked ones.',
);
export const offerOutstanding = defineRejection(
  'application/offer-outstanding',
  'conflict',
  'An offer is extended or accepted; the application cannot be rejected or closed.',
  'Rescind the offer first, or reverse the hire.',
);
export const letterInThePast = defineRejection(
  'application/letter-in-the-past',
  'invalid',
  'The letter would be due in the past.',
  'Give a time to come, or none for the next working day.',
);
export const unknownEvaluation = defineRejection(
  'application/unknown-evaluation',
  'invalid',
  'The decision names an evaluation that this application never had.',
  'Name the evaluation that you were shown, or leave it out.',
);
export const noEvaluation = defineRejection(
  'application/no-evaluation',
  'conflict',
  'There is no evaluation to correct.',
  'Wait for it, or ask for it again.',
);
export const evaluationNotApplicable = defineRejection(
  'application/evaluation-not-applicable',
  'conflict',
  'This application is not evaluated by a machine.',
  'Read the résumé; it is no mark against anyone.',
);
export const unknownRequirement = defineRejection(
  'application/unknown-requirement',
  'invalid',
  'The evaluation has no finding for this requirement.',
  'Name a requirement of the evaluation.',
);
export const nothingToKeep = defineRejection(
  'application/nothing-to-keep',
  'conflict',
  'The search goes on; the application need not be kept.',
  'Nothing.',
);
export const unknownTask = defineRejection(
  'application/unknown-task',
  'not_found',
  'The application has no such task.',
  'Look at `tasks`.',
);
export const keepOrClose = defineRejection(
  'application/keep-or-close',
  'conflict',
  'This task is done by a decision, not by ticking it off.',
  'Keep the application or close it.',
);
export const unknownContingency = defineRejection(
  'application/unknown-contingency',
  'invalid',
  'The offer has no such contingency.',
  'Look at `contingencies`.',
);
export const tooEarly = defineRejection(
  'application/too-early',
  'invalid',
  'Day one is later than this.',
  'Move the start date of the offer, or wait.',
);
export const dateInTheFuture = defineRejection(
  'application/date-in-the-future',
  'invalid',
  'The day has not come anywhere on earth.',
  'Record it when the person has come.',
);
