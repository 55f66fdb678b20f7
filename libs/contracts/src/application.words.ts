/** The events of an application in words. */
import type { WordsOf } from './words.js';

const letter = (dueAt: string | null) => (dueAt ? `; letter due ${dueAt}` : '; no letter');

/** What follows the name of who did it. */
export const applicationWords: WordsOf<'application'> = {
  'application.received.v1': ({ attempt, source }) => `took in the application (attempt ${attempt}, source ${source.kind})`,
  'application.source-added.v1': ({ source, conflict }) =>
    `added the source ${source.kind}${conflict ? ', which conflicts with an earlier claim' : ''}`,
  'application.knockout-overruled.v1': ({ questionId, reason }) => `overruled the knockout answer to ${questionId}: ${reason}`,
  'application.review-started.v1': () => 'began the review',
  'application.evaluated.v1': ({ evaluation: { score, versions } }) =>
    `read résumé version ${versions.resume} against role version ${versions.role}: ${score.total} of ${score.of} points`,
  'application.evaluation-unavailable.v1': ({ why }) => `could make no evaluation: ${why}`,
  'application.evaluation-requested.v1': () => 'asked for the evaluation again',
  'application.evaluation-declined.v1': () => 'declined the evaluation by a machine',
  'application.finding-corrected.v1': ({ requirementId, from, to, reason }) =>
    `corrected the finding for ${requirementId} from ${from} to ${to}: ${reason}`,
  'application.advanced.v1': ({ planVersion }) => `advanced the application to interviews (plan version ${planVersion})`,
  'application.moved-back.v1': ({ from, to, reason }) => `moved the application back from ${from} to ${to}: ${reason}`,
  'application.stage-entered.v1': ({ stageId }) =>
    stageId ? `noted that the interviews go on with the stage ${stageId}` : 'noted that every stage of the interviews is passed',
  'application.decision-due.v1': ({ conclusion, dissent, by }) =>
    `noted the conclusion of ${by}: ${conclusion}${dissent ? ', against the majority' : ''}`,
  'application.rejected.v1': ({ reason, letterDueAt }) => `rejected the application: ${reason}${letter(letterDueAt)}`,
  'application.withdrawn.v1': ({ reason }) => `withdrew the application: ${reason}`,
  'application.closed.v1': ({ reason, letterDueAt }) => `closed the application: ${reason}${letter(letterDueAt)}`,
  'application.reinstated.v1': ({ from, to, reason, letterOut }) =>
    `took back that it was ${from}${reason ? `: ${reason}` : ''}; it goes on at ${to}${letterOut ? '; the letter was out already' : ''}`,
  'application.letter-released.v1': ({ template, reason }) => `released the letter "${template}" about ${reason}`,
  'application.closing-announced.v1': ({ reason, closeOn, owner }) =>
    `told ${owner} that the search ended (${reason}): keep or close until ${closeOn}`,
  'application.closing-lifted.v1': () => 'lifted the closing, for the search is on again',
  'application.kept.v1': ({ reason }) => `kept the application: ${reason}`,
  'application.task-opened.v1': ({ kind, owner, dueAt }) => `gave ${owner} the task ${kind}, due ${dueAt}`,
  'application.task-done.v1': ({ outcome }) => `ended a task: ${outcome}`,
  'application.offered.v1': ({ offerVersion, startDate }) => `noted that version ${offerVersion} of the offer is out, start ${startDate}`,
  'application.pre-hire-begun.v1': ({ offerVersion, contingencies }) =>
    `noted that version ${offerVersion} of the offer is accepted; to be cleared: ${contingencies.join(', ') || 'nothing'}`,
  'application.returned-to-decision.v1': ({ cause }) => `brought the application back to a decision: offer ${cause}`,
  'application.contingency-cleared.v1': ({ kind }) => `cleared ${kind}`,
  'application.contingency-waived.v1': ({ kind, reason }) => `waived ${kind}: ${reason}`,
  'application.contingency-failed.v1': ({ kind }) => `recorded that ${kind} was not passed`,
  'application.contingency-pre-adverse.v1': ({ kind, respondBy }) => `told the candidate about ${kind}; answer until ${respondBy}`,
  'application.hired.v1': ({ startDate }) => `hired the person, start ${startDate}: everything was cleared or waived`,
  'application.start-date-moved.v1': ({ startDate }) => `noted the start date ${startDate}`,
  'application.started.v1': ({ on }) => `recorded that the person started on ${on}`,
  'application.hire-reversed.v1': ({ reason }) => `reversed the hire: ${reason}`,
  'application.transferred.v1': () => 'transferred the application',
  'application.merged.v1': () => 'merged the application into another',
  'application.erased.v1': () => 'erased the person',
};
