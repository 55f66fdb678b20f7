/** The events of an offer in words. No amounts: those are in the vault. */
import { approvalWords, because } from './approval.words.js';
import type { WordsOf } from './words.js';

const drafting = {
  'offer.preparation-asked.v1': ({ owner }) => `asked ${owner} to prepare an offer`,
  'offer.preparation-dropped.v1': () => 'noted that no offer is to be prepared any more',
  'offer.drafted.v1': ({ bandId, insideBand, startDate }) =>
    `drafted the terms: ${insideBand ? 'inside' : 'outside'} the band ${bandId}, start ${startDate}`,
  'offer.revised.v1': ({ offerVersion, changed, reason, material }) =>
    `revised ${changed.join(', ')}: ${reason}; version ${offerVersion}${material ? ' is to be approved again' : ''}`,
  'offer.superseded.v1': ({ offerVersion, supersededBy }) => `put version ${supersededBy} in the place of version ${offerVersion}`,
} satisfies Partial<WordsOf<'offer'>>;

const seat = {
  'offer.seat-assigned.v1': ({ seatId, extendBy }) =>
    `noted that the seat ${seatId} is kept${extendBy ? `; to go out by ${extendBy}` : ''}`,
  'offer.seat-awaited.v1': ({ reason, position }) => `waits for a seat: ${reason}${position ? `; number ${position} in the line` : ''}`,
  'offer.seat-lost.v1': ({ seatId, reason }) => `lost the seat ${seatId}: ${reason}`,
  'offer.seat-overdue.v1': ({ owner }) => `told ${owner} that the requisition has not answered, and asked again`,
  'offer.seat-returned.v2': ({ reason }) => `gave the seat, or the place in the line, back: ${reason}`,
} satisfies Partial<WordsOf<'offer'>>;

const course = {
  'offer.extended.v1': ({ offerVersion, expiresAt }) => `extended version ${offerVersion}; to be answered by ${expiresAt}`,
  'offer.opened.v1': ({ offerVersion }) => `noted that the candidate looked at version ${offerVersion}`,
  'offer.deadline-extended.v1': ({ expiresAt }) => `gave the candidate time until ${expiresAt}`,
  'offer.expiry-postponed.v1': ({ expiresAt }) => `postponed the deadline to ${expiresAt}, for the service was down`,
  'offer.accepted.v1': ({ offerVersion }) => `accepted version ${offerVersion}`,
  'offer.declined.v1': ({ reason }) => `declined the offer: ${reason}`,
  'offer.expired.v1': () => 'let the offer expire, for nobody answered in time',
  'offer.rescinded.v1': ({ reason }) => `took the offer back: ${reason}`,
  'offer.voided.v1': ({ reason }) => `voided the offer: ${reason}`,
  'offer.reneged.v1': ({ reason }) => `ended the offer after its acceptance: ${reason}`,
  'offer.late-answer-recorded.v1': ({ answer, owner }) => `told ${owner} that the candidate ${answer} too late`,
  'offer.reinstated.v1': ({ from, reason }) => `took back that the offer was ${from}: ${reason}`,
  'offer.start-date-changed.v1': ({ startDate }) => `moved the start to ${startDate}`,
  'offer.counter-recorded.v1': () => 'recorded that the candidate asks for other terms',
  'offer.accepted-amended.v1': () => 'amended the accepted terms',
  'offer.verbal-acceptance-recorded.v1': () => 'recorded that the candidate said yes in words',
} satisfies Partial<WordsOf<'offer'>>;

export const offerWords: WordsOf<'offer'> = {
  ...drafting,
  ...seat,
  ...course,
  'offer.approval-requested.v1': (data) =>
    `${approvalWords.requested(data)}${data.bandException ? `; outside the band${because(data.bandException.reason)}` : ''}`,
  'offer.approval-given.v1': approvalWords.given,
  'offer.approval-delegated.v1': approvalWords.delegated,
  'offer.approver-replaced.v1': approvalWords.replaced,
  'offer.approval-reminded.v1': approvalWords.reminded,
  'offer.approval-commented.v1': approvalWords.commented,
  'offer.approval-escalated.v1': approvalWords.escalated,
  'offer.sent-back.v1': approvalWords.sentBack,
  'offer.recalled.v1': approvalWords.recalled,
  'offer.rejected.v1': approvalWords.rejected,
  'offer.approved.v1': ({ offerVersion }) => `noted that version ${offerVersion} is approved; it needs a seat`,
};
