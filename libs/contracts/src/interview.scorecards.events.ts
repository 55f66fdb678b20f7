/**
 * Events of scorecards. What one says must reach nobody on a topic (a timeline, a webhook) who still owes a scorecard of that round, or
 * of a later one: it would sway them. So the published events name ids only. Ratings and verdict are an internal event of the same
 * commit, for the decider needs them; over HTTP they are shown to those who may see them, and the conclusion publishes their count.
 * Texts are in the vault, always.
 */
import { z } from 'zod';
import { defineInterviewEvent as defineEvent, defineInternalInterviewEvent, ofLoop } from './interview.scope.js';
import { competencyRating, rating } from './interview.shapes.js';
import { id, instant, key, personId } from './shapes.js';

const forReports = { terminal: 'a fact for reports and the application’s story' };
const of = <S extends z.ZodRawShape>(shape: S) => ofLoop({ roundId: key, ...shape });
/** `person` owns the scorecard, `by` wrote it down: another one when it was on behalf. */
const ofScorecard = <S extends z.ZodRawShape>(shape: S) => of({ person: personId, by: personId, ...shape });

export const interviewScorecardSubmitted = defineEvent(
  'interview.scorecard-submitted.v1',
  'The scorecard is in; what it says is hidden until all are.',
  ofScorecard({ noteId: id.optional() }),
  forReports,
);
export const interviewScorecardAmended = defineEvent(
  'interview.scorecard-amended.v1',
  'The scorecard says something else now; the earlier one stays in the history.',
  ofScorecard({ noteId: id.optional() }),
  forReports,
);
export const interviewScorecardKept = defineInternalInterviewEvent(
  'interview.scorecard-kept.v1',
  'What the scorecard says: the verdict, and a level for each competency. Never published.',
  ofLoop({ roundId: key, person: personId, verdict: rating, ratings: z.array(competencyRating).max(12) }),
  { terminal: 'internal, so that nobody reads a verdict before their own is in' },
);
export const interviewScorecardWaived = defineEvent(
  'interview.scorecard-waived.v1',
  'The loop goes on without this scorecard, with a reason.',
  ofScorecard({ reason: key, noteId: id.optional() }),
  forReports,
);
export const interviewScorecardsUnlocked = defineEvent(
  'interview.scorecards-unlocked.v1',
  'All are in or waived: the round is complete, and its panel and the hiring team see what they say.',
  of({}),
  forReports,
);
export const interviewScorecardsReminded = defineEvent(
  'interview.scorecards-reminded.v1',
  'These people were asked for their scorecards.',
  of({ people: z.array(personId).min(1), by: personId, at: instant }),
  { terminal: 'the message itself is sent by a later service' },
);
export const interviewScorecardsOverdue = defineEvent(
  'interview.scorecards-overdue.v1',
  'These scorecards are not in although their time is over.',
  of({ people: z.array(personId).min(1), dueAt: instant }),
  { terminal: 'shown to the hiring team; a message is sent by a later service' },
);
