/** Events of a loop's rounds: booked, moved, held. Calendars follow them. Places, notes and ratings are not in them. */
import { z } from 'zod';
import { defineInterviewEvent as defineEvent, ofLoop } from './interview.scope.js';
import { absentParty, bookingShape, panelRole } from './interview.shapes.js';
import { id, instant, key, personId } from './shapes.js';

const forReports = { terminal: 'a fact for reports and the application’s story' };
const by = z.string().min(1).max(64);
const of = <S extends z.ZodRawShape>(shape: S) => ofLoop({ roundId: key, ...shape });

export const interviewRoundScheduled = defineEvent(
  'interview.round-scheduled.v1',
  'The panel is booked whole, and the candidate’s time is taken.',
  of({ booking: bookingShape, by: personId }),
);
export const interviewRoundMoved = defineEvent(
  'interview.round-moved.v1',
  'The round has another time or panel, with a reason; the earlier booking is over.',
  of({ fromBookingId: id, booking: bookingShape, reason: key, by: personId, noteId: id.optional() }),
);
export const interviewRoundCancelled = defineEvent(
  'interview.round-cancelled.v1',
  'The round does not take place.',
  of({ reason: key, by: personId, noteId: id.optional() }),
);
export const interviewBookingAbandoned = defineEvent(
  'interview.booking-abandoned.v1',
  'The calendars were held but the round was not scheduled in time: this booking can never be scheduled any more.',
  of({ bookingId: id }),
  { terminal: 'the calendar whose hold ran out frees itself' },
);
export const interviewInvitationAccepted = defineEvent(
  'interview.invitation-accepted.v1',
  'An interviewer accepted.',
  of({ person: personId }),
  forReports,
);
export const interviewInvitationDeclined = defineEvent(
  'interview.invitation-declined.v1',
  'An interviewer declined; the seat waits for a replacement and their calendar is free again.',
  of({ person: personId, reason: key.optional(), noteId: id.optional() }),
);
export const interviewInterviewerReplaced = defineEvent(
  'interview.interviewer-replaced.v1',
  'Another interviewer has the seat; the earlier one’s calendar is free again.',
  of({
    person: personId,
    replacement: personId,
    role: panelRole,
    bookingId: id,
    reason: key.optional(),
    by: personId,
    noteId: id.optional(),
  }),
);
export const interviewNoShowRecorded = defineEvent(
  'interview.no-show-recorded.v1',
  'The candidate or an interviewer did not come (or nobody with a vote was left); the round can be rescheduled.',
  of({ absent: absentParty, person: personId.optional(), by, noteId: id.optional() }),
);
export const interviewRoundHeld = defineEvent(
  'interview.round-held.v1',
  'The round took place: its end passed, or a person said so. These people owe a scorecard.',
  of({ due: z.array(personId).min(1), scorecardsDueAt: instant, by }),
  forReports,
);
