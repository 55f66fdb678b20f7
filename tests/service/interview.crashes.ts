/** Requests that die in the middle: the loop's own events see to the calendars long before any deadline. Run by interview.spec.ts. */
import { deriveId } from '@rolecall/kernel';
import type { Cause } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { calendarIdOf } from '../../apps/interview/src/calendar/calendar.js';
import { Calendars } from '../../apps/interview/src/calendar/calendars.js';
import { Loops } from '../../apps/interview/src/loop/loops.js';
import { at, type InterviewService, org, somebody } from './interview-service.js';

const cause = (id: string): Cause => ({ id, org, actor: { kind: 'person', id: 'mara' }, kind: 'request' });
const time = { startsAt: '2031-03-03T08:00:00.000Z', endsAt: '2031-03-03T08:30:00.000Z' };

export const crashes = (of: () => InterviewService) => {
  describe('a request that dies', () => {
    /** What a request does before it dies: the holds, and then the decision, but nothing after. */
    async function dying(people: readonly string[], decides: boolean, held = people) {
      const loopId = await of().loop();
      const [loops, calendars] = [of().running.app.get(Loops), of().running.app.get(Calendars)];
      const bookingId = deriveId(loopId, 'booking');
      const applicationId = (await loops.load(org, loopId))?.state.applicationId ?? '';
      for (const person of held) {
        const hold = {
          do: 'hold',
          person,
          year: 2031,
          bookingId,
          loopId,
          roundId: 'phone',
          applicationId,
          ...time,
          holdMs: 60_000,
        } as const;
        await calendars.execute(calendarIdOf(person, 2031), hold, cause(`hold:${bookingId}`));
      }
      const { local, zone, panel } = at('09:00', ...people);
      const booking = {
        bookingId,
        local,
        zone,
        startsAt: time.startsAt,
        scorecardDueHours: 1,
        panel: panel as { person: string; role: 'lead' | 'member' }[],
      };
      if (decides) await loops.execute(loopId, { do: 'schedule-round', roundId: 'phone', booking }, cause('schedule'));
      return { loopId, loops };
    }

    it('after the decision leaves calendars that are confirmed all the same', async () => {
      const people = [somebody('lena'), somebody('olaf')];
      await dying(people, true);
      for (const person of people) await eventually(async () => (await of().calendar(person))[0] === 'confirmed 08:00');
    });

    it('before the decision leaves a time that nobody else gets until its deadline', async () => {
      const lena = somebody('lena');
      await dying([lena], false);
      expect(await of().calendar(lena)).toEqual(['held 08:00']);
      const other = await of().loop();
      expect((await of().schedule(other, at('09:00', lena))).json).toMatchObject({ code: 'calendar/busy', details: { people: [lena] } });
    });

    it('finds calendars that have come back older than their loop, and takes the time again, unless it has gone to another round', async () => {
      const [lena, olaf] = [somebody('lena'), somebody('olaf')];
      expect((await of().schedule(await of().loop(), at('09:15', olaf))).status).toBe(200);
      await dying([lena, olaf], true, []);
      await eventually(async () => (await of().calendar(lena))[0] === 'confirmed 08:00');
      expect(await of().calendar(olaf)).toEqual(['confirmed 08:15']);
    });

    it('after a cancellation leaves calendars that are free all the same', async () => {
      const lena = somebody('lena');
      const { loopId, loops } = await dying([lena], true);
      await eventually(async () => (await of().calendar(lena))[0] === 'confirmed 08:00');
      await loops.execute(loopId, { do: 'cancel-round', roundId: 'phone', reason: 'other' }, cause('cancel'));
      await eventually(async () => (await of().calendar(lena)).length === 0);
    });
  });
};
