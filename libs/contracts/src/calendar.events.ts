/** Events of an interviewer's calendar of one year; internal, published nowhere. A round over New Year stands in both years. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { id, instant, key, personId } from './shapes.js';

const defineEvent = eventsOn({ topic: null, key: 'calendarId', service: 'interview' });
const of = <S extends z.ZodRawShape>(shape: S) =>
  z.object({ calendarId: id, person: personId, year: z.int().min(2000).max(9999), ...shape });
const internal = { terminal: 'a calendar is internal to interview' };

export const calendarTimeHeld = defineEvent(
  'calendar.time-held.v1',
  'The time is held for a panel that is being booked; at expiresAt the loop is asked what became of it.',
  of({
    bookingId: id,
    loopId: id,
    roundId: key,
    applicationId: id,
    startsAt: instant,
    endsAt: instant,
    expiresAt: instant,
  }),
  internal,
);
export const calendarTimeConfirmed = defineEvent(
  'calendar.time-confirmed.v1',
  'The loop scheduled the round: the time is taken.',
  of({ bookingId: id }),
  internal,
);
export const calendarTimeReleased = defineEvent(
  'calendar.time-released.v1',
  'The booking is over or never came to be: the time is free.',
  of({ bookingId: id }),
  internal,
);
export const calendarBusyAdded = defineEvent(
  'calendar.busy-added.v1',
  'The interviewer is not available then.',
  of({ busyId: id, startsAt: instant, endsAt: instant, by: personId }),
  internal,
);
export const calendarBusyRemoved = defineEvent(
  'calendar.busy-removed.v1',
  'The interviewer is available then after all.',
  of({ busyId: id, by: personId }),
  internal,
);
