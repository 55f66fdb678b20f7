/** The events of an interview loop in words. What a scorecard says is not in them, for nobody is to be swayed. */
import { because } from './approval.words.js';
import type { WordsOf } from './words.js';

export const interviewWords: Omit<WordsOf<'interview'>, 'interview.scorecard-kept.v1'> = {
  'interview.planned.v1': ({ stages, planVersion }) =>
    `planned the interviews by version ${planVersion} of the plan: ${stages.map(({ id }) => id).join(', then ')}`,
  'interview.stage-planned.v1': ({ stageId, rounds }) => `planned the stage ${stageId}: ${rounds.map(({ id }) => id).join(', ')}`,
  'interview.stage-passed.v1': ({ stageId, nextStageId }) => `passed the stage ${stageId}${nextStageId ? `; ${nextStageId} follows` : ''}`,
  'interview.moved-back.v1': ({ fromStageId, toStageId, reason }) =>
    `moved the interviews back from ${fromStageId} to ${toStageId}: ${reason}`,
  'interview.round-added.v1': ({ round, stageId, reason }) => `added the round ${round.id} to the stage ${stageId}: ${reason}`,
  'interview.reopened.v1': ({ from, reason }) => `took up the interviews that were ${from}: ${reason}`,
  'interview.concluded.v1': ({ conclusion, dissent, reason }) =>
    `concluded the interviews: ${conclusion}${dissent ? ', against the majority' : ''}${because(reason)}`,
  'interview.cancelled.v1': ({ reason }) => `cancelled the interviews: ${reason}`,
  'interview.application-ended.v1': ({ how }) => `noted that the application has ended: ${how}`,
  'interview.round-scheduled.v1': ({ roundId, booking: { local, zone, panel } }) =>
    `booked the round ${roundId} for ${local} ${zone} with ${panel.map(({ person }) => person).join(', ')}`,
  'interview.round-moved.v1': ({ roundId, booking: { local, zone }, reason }) =>
    `moved the round ${roundId} to ${local} ${zone}: ${reason}`,
  'interview.round-cancelled.v1': ({ roundId, reason }) => `cancelled the round ${roundId}: ${reason}`,
  'interview.booking-abandoned.v1': ({ roundId }) => `gave up a booking of the round ${roundId} that was not made in time`,
  'interview.invitation-accepted.v1': ({ roundId, person }) => `noted that ${person} comes to the round ${roundId}`,
  'interview.invitation-declined.v1': ({ roundId, person, reason }) =>
    `noted that ${person} does not come to the round ${roundId}${because(reason)}`,
  'interview.interviewer-replaced.v1': ({ roundId, person, replacement, reason }) =>
    `put ${replacement} in the place of ${person} in the round ${roundId}${because(reason)}`,
  'interview.no-show-recorded.v1': ({ roundId, absent }) => `recorded that the ${absent} did not come to the round ${roundId}`,
  'interview.round-held.v1': ({ roundId, due, scorecardsDueAt }) =>
    `recorded that the round ${roundId} took place; scorecards of ${due.join(', ')} are due ${scorecardsDueAt}`,
  'interview.scorecard-submitted.v1': ({ roundId, person, by }) =>
    `handed in the scorecard ${person === by ? '' : `of ${person} `}for the round ${roundId}`,
  'interview.scorecard-amended.v1': ({ roundId, person, by }) =>
    `amended the scorecard ${person === by ? '' : `of ${person} `}for the round ${roundId}`,
  'interview.scorecard-waived.v1': ({ roundId, person, reason }) => `waived the scorecard of ${person} for the round ${roundId}: ${reason}`,
  'interview.scorecards-unlocked.v1': ({ roundId }) => `unlocked the scorecards of the round ${roundId}, for all are in or waived`,
  'interview.scorecards-reminded.v1': ({ roundId, people }) => `asked ${people.join(', ')} for the scorecards of the round ${roundId}`,
  'interview.scorecards-overdue.v1': ({ roundId, people }) =>
    `noted that the scorecards of ${people.join(', ')} for the round ${roundId} are late`,
};
