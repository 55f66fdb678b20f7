/** What the rules of a loop refuse, each by its own name. */
import { defineRejection } from '@rolecall/kernel';

export const notFound = defineRejection('loop/not-found', 'not_found', 'There is no such interview loop.', 'Check the id.');
export const requisitionUnknown = defineRejection(
  'loop/requisition-unknown',
  'unavailable',
  'The requisition, or the version of its plan, is not known here (yet).',
  'Nothing: it is tried again.',
);
export const personOnly = defineRejection('loop/person-only', 'forbidden', 'Only a person may do this.', 'Let a person decide.');
export const notYours = defineRejection(
  'loop/not-yours',
  'forbidden',
  'Only the hiring manager or the recruiter of the requisition may do this.',
  'Ask one of them.',
);
export const ended = defineRejection(
  'loop/ended',
  'conflict',
  'The loop is concluded or cancelled.',
  'Reopen it first, with one more round and a reason.',
);
export const notEnded = defineRejection(
  'loop/not-ended',
  'conflict',
  'The loop goes on; there is nothing to reopen.',
  'Add a round to it instead.',
);
export const applicationEnded = defineRejection(
  'loop/application-ended',
  'conflict',
  'The application of this loop has ended.',
  'Reinstate the application first; it gets a new loop when it goes to interviews.',
);
export const nothingBegun = defineRejection(
  'loop/nothing-begun',
  'conflict',
  'No round of this loop was ever scheduled; there is nothing to conclude.',
  'Schedule a round, or cancel the loop.',
);
export const unknownStage = defineRejection(
  'loop/unknown-stage',
  'invalid',
  'The plan has no such stage.',
  'Look at `stages` of the loop.',
);
export const wrongStage = defineRejection(
  'loop/wrong-stage',
  'conflict',
  'The loop is in another stage.',
  'Pass the stage that it is in; move back to an earlier one only.',
);
export const roundsOpen = defineRejection(
  'loop/rounds-open',
  'conflict',
  'Rounds are still to be held or scheduled.',
  'Hold them or cancel them first; `details.rounds` names them.',
);
export const scorecardsDue = defineRejection(
  'loop/scorecards-due',
  'conflict',
  'Scorecards are still due.',
  'Wait for them, or waive them with a reason; `details.people` names who owes one.',
);
export const unknownRound = defineRejection(
  'loop/unknown-round',
  'not_found',
  'The loop has no such round.',
  'Look at `rounds` of the loop.',
);
export const roundExists = defineRejection(
  'loop/round-exists',
  'conflict',
  'The loop has a round with this id already.',
  'Choose another id, or leave it out.',
);
export const wrongRoundState = defineRejection(
  'loop/wrong-round-state',
  'conflict',
  'The round is in a state in which this cannot be done.',
  'Look at the `actions` of the round for what can be done now.',
);
export const dissentRequired = defineRejection(
  'loop/dissent-required',
  'conflict',
  'The conclusion goes against the majority of verdicts.',
  'Say so with `dissent: true` and a reason, or conclude otherwise.',
);
export const noDissent = defineRejection(
  'loop/no-dissent',
  'invalid',
  'The conclusion does not go against the majority of verdicts.',
  'Leave `dissent` out.',
);
