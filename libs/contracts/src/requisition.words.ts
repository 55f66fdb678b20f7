/** The events of a requisition in words. Amounts are left to who may see them. */
import { approvalWords, because } from './approval.words.js';
import type { WordsOf } from './words.js';

const count = (things: readonly unknown[], one: string): string => `${things.length} ${one}${things.length === 1 ? '' : 's'}`;

const terms = {
  'requisition.drafted.v1': () => 'drafted the requisition from a role document',
  'requisition.role-revised.v1': ({ roleVersion, confirmed }) =>
    `revised the role: version ${roleVersion}${confirmed ? '' : ', whose requirements are to be confirmed'}`,
  'requisition.bands-set.v1': ({ bandVersion, bands }) => `set ${count(bands, 'pay band')}, version ${bandVersion}`,
  'requisition.seats-added.v1': ({ seats }) => `added ${count(seats, 'seat')}`,
  'requisition.team-set.v1': ({ team }) => `set the team: ${team.hiringManager} hires, ${team.recruiter} recruits`,
  'requisition.questions-set.v1': ({ questions, questionsVersion }) =>
    `set ${count(questions, 'question')} to candidates, version ${questionsVersion}`,
  'requisition.plan-set.v1': ({ plan, drawn }) =>
    `${drawn ? 'drew' : 'set'} the interview plan, version ${plan.version}: ${plan.stages.map(({ id }) => id).join(', then ')}`,
  'requisition.evaluation-set.v1': ({ evaluation }) => `switched the evaluation of résumés ${evaluation}`,
  'requisition.requirements-confirmed.v1': ({ musts, niceToHaves }) =>
    `confirmed the requirements: ${count(musts, 'must')}, ${niceToHaves.length} nice to have`,
  'requisition.change-requested.v1': ({ bands, seats }) =>
    `asked for a change: ${[bands && count(bands, 'pay band'), seats && `${count(seats, 'seat')} more`].filter(Boolean).join(', ')}`,
  'requisition.change-approved.v1': () => 'put the change in force',
  'requisition.change-refused.v1': ({ how }) => `ended the request for a change: ${how}`,
} satisfies Partial<WordsOf<'requisition'>>;

const course = {
  'requisition.opened.v1': ({ terms: { seats } }) => `opened the search, with ${count(seats, 'seat')}`,
  'requisition.terms-changed.v1': ({ terms: { seats } }) => `changed the terms of the search: ${count(seats, 'seat')}`,
  'requisition.held.v1': ({ reason, reviewAt }) => `put the search on hold: ${reason}; to be looked at again ${reviewAt}`,
  'requisition.hold-review-due.v1': ({ owner }) => `told ${owner} to look at the hold again`,
  'requisition.resumed.v1': () => 'resumed the search',
  'requisition.filled.v1': ({ owner }) => `noted that every seat is filled; ${owner} sees to the remaining applications`,
  'requisition.reopened.v1': () => 'took the search up again, for a seat came free',
  'requisition.cancelled.v1': ({ reason, closeOn }) =>
    `cancelled the search: ${reason}${closeOn ? `; applications are closed ${closeOn}` : ''}`,
  'requisition.cancellation-completed.v1': () => 'noted that the last outstanding offer has ended or was filled',
} satisfies Partial<WordsOf<'requisition'>>;

const seats = {
  'requisition.seat-reserved.v1': ({ seatId }) => `kept the seat ${seatId} for an offer`,
  'requisition.seat-offered.v1': ({ seatId }) => `noted that the offer on the seat ${seatId} is out`,
  'requisition.seat-refused.v1': ({ reason, position }) =>
    `had no seat for an offer: ${reason}${position ? `; it is number ${position} in the line` : ''}`,
  'requisition.seat-committed.v1': ({ seatId }) => `noted that the offer on the seat ${seatId} is accepted`,
  'requisition.seat-filled.v1': ({ seatId }) => `filled the seat ${seatId}`,
  'requisition.seat-released.v1': ({ seatId, reason }) => `opened the seat ${seatId} again: ${reason}`,
  'requisition.seat-closed.v1': ({ seatId, reason }) => `gave up the seat ${seatId}: ${reason}`,
  'requisition.seat-closing.v1': ({ seatId, reason }) => `will give up the seat ${seatId} when its offer has ended: ${reason}`,
  'requisition.seat-missing.v1': ({ stage, owner }) => `told ${owner} that an offer which is ${stage} has no seat`,
  'requisition.offer-ended.v1': ({ reason }) => `took an offer out of the line${because(reason)}`,
  'requisition.waiting-offers-ranked.v1': ({ reason, offerIds }) => `ranked ${count(offerIds, 'waiting offer')}: ${reason}`,
} satisfies Partial<WordsOf<'requisition'>>;

export const requisitionWords: WordsOf<'requisition'> = {
  ...terms,
  ...course,
  ...seats,
  'requisition.approval-requested.v1': approvalWords.requested,
  'requisition.approval-given.v1': approvalWords.given,
  'requisition.approval-delegated.v1': approvalWords.delegated,
  'requisition.approver-replaced.v1': approvalWords.replaced,
  'requisition.approval-reminded.v1': approvalWords.reminded,
  'requisition.approval-commented.v1': approvalWords.commented,
  'requisition.approval-escalated.v1': approvalWords.escalated,
  'requisition.sent-back.v1': approvalWords.sentBack,
  'requisition.recalled.v1': approvalWords.recalled,
  'requisition.rejected.v1': approvalWords.rejected,
  'requisition.approved.v1': ({ approvalVersion }) => `noted that version ${approvalVersion} is approved`,
};
