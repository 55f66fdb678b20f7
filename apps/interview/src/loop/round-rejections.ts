/** What the rules of rounds, panels and scorecards refuse. */
import { defineRejection } from '@rolecall/kernel';

export const inThePast = defineRejection(
  'loop/in-the-past',
  'invalid',
  'This time is over already, in the zone that it was given in.',
  'Give a time to come.',
);
export const noSuchLocalTime = defineRejection(
  'loop/no-such-local-time',
  'invalid',
  'The clocks of this zone skip this time.',
  'Give a time that the clocks show, or the offset that you mean.',
);
export const ambiguousLocalTime = defineRejection(
  'loop/ambiguous-local-time',
  'invalid',
  'The clocks of this zone show this time twice.',
  'Say which one with `offset`; `details.offsets` names both.',
);
export const wrongOffset = defineRejection(
  'loop/wrong-offset',
  'invalid',
  'The zone does not have this offset at this time.',
  'Leave `offset` out, or give one of `details.offsets`.',
);
export const notADate = defineRejection('loop/not-a-date', 'invalid', 'There is no such day or time.', 'Correct `local`.');
export const twoLeads = defineRejection('loop/two-leads', 'invalid', 'A panel has one lead at most.', 'Make the others members.');
export const panelTooSmall = defineRejection(
  'loop/panel-too-small',
  'invalid',
  'The plan asks for more interviewers with a vote.',
  'Name as many as `details.panelSize`; shadows do not count.',
);
export const candidateBusy = defineRejection(
  'loop/candidate-busy',
  'conflict',
  'The candidate has another round of this loop at that time.',
  'Choose another time, or move the other round first.',
);
export const bookingOver = defineRejection(
  'loop/booking-over',
  'conflict',
  'This booking is over already: its calendars were held too long, or the round has moved on since, and they are free again.',
  'Send the request once more, with another Idempotency-Key.',
);
export const movedMeanwhile = defineRejection(
  'loop/moved-meanwhile',
  'conflict',
  'The round was moved while the replacement was being booked.',
  'Look at its new time, and send the request again.',
);
export const notOnPanel = defineRejection(
  'loop/not-on-panel',
  'forbidden',
  'You are not on the panel of this round.',
  'Ask the hiring team.',
);
export const unknownSeat = defineRejection(
  'loop/unknown-seat',
  'invalid',
  'This person has no seat on the panel.',
  'Look at `panel` of the round.',
);
export const alreadyOnPanel = defineRejection(
  'loop/already-on-panel',
  'invalid',
  'This person is on the panel already.',
  'Choose somebody else.',
);
export const invitationDeclined = defineRejection(
  'loop/invitation-declined',
  'conflict',
  'The invitation was declined, and the time is free for others.',
  'Replace the interviewer, or move the round.',
);
export const notBegunYet = defineRejection(
  'loop/not-begun-yet',
  'conflict',
  'The round has not begun yet.',
  'Wait, move the round, or say `earlier: true` if it took place before its time.',
);
export const nobodyLeft = defineRejection(
  'loop/nobody-left',
  'conflict',
  'Nobody with a vote is left on the panel.',
  'Replace an interviewer, or move the round.',
);
export const noVote = defineRejection('loop/no-vote', 'forbidden', 'A shadow has no vote and no scorecard.', 'Ask the lead of the panel.');
export const scorecardNotDue = defineRejection(
  'loop/scorecard-not-due',
  'conflict',
  'The round has not been held yet.',
  'Wait for its end, or mark it held.',
);
export const scorecardIn = defineRejection('loop/scorecard-in', 'conflict', 'The scorecard is in already.', 'Amend it instead.');
export const noScorecard = defineRejection('loop/no-scorecard', 'conflict', 'There is no scorecard to amend.', 'Submit it first.');
export const ratingsIncomplete = defineRejection(
  'loop/ratings-incomplete',
  'invalid',
  'A competency of the round has no rating.',
  'Rate every competency; `details.missing` names the others.',
);
export const unknownCompetency = defineRejection(
  'loop/unknown-competency',
  'invalid',
  'The round does not ask for this competency.',
  'Look at `competencies` of the round.',
);
export const nothingDue = defineRejection('loop/nothing-due', 'conflict', 'No scorecard of this round is due.', 'Nothing.');
