/** The organization's working time: its one event, internal to screening, and the body that sets it. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { date, personId, timeZone } from './shapes.js';

const defineEvent = eventsOn({ topic: null, key: 'by', service: 'screening' });

export const workingTime = z.object({
  /** ISO weekdays: Monday is 1, Sunday 7. */
  workdays: z.array(z.int().min(1).max(7)).min(1).max(7).describe('ISO weekdays on which people work: Monday is 1, Sunday 7.'),
  holidays: z.array(date).max(500).describe('Dates on which nobody works, whatever the weekday.'),
  zone: timeZone.describe('The IANA time zone that the days are counted in.'),
  opensAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be like 09:00')
    .describe('When the working day begins on the clocks of `zone`; letters go out then.'),
});

export const workingTimeSet = defineEvent(
  'working-time.set.v1',
  'From now on working days are counted so. What is due already stays due when it was.',
  workingTime.extend({ by: personId }),
  { terminal: 'internal to screening, which counts the days of letters and closings' },
);

export const setWorkingTimeBody = z.strictObject(workingTime.shape).meta({ id: 'SetWorkingTimeBody' });

export type WorkingTime = z.output<typeof workingTime>;
export type SetWorkingTimeBody = z.output<typeof setWorkingTimeBody>;
