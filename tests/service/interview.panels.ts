/** Panels over HTTP: booked whole or not at all, moved, replaced; and what is refused. Run by interview.spec.ts. */
import { eventually } from '@rolecall/testing';
import { at, type InterviewService, somebody } from './interview-service.js';

export const panels = (of: () => InterviewService) => {
  describe('a panel', () => {
    it('is booked whole, and shown in the zones of those who come', async () => {
      const [loop, lena, olaf] = [await of().loop(), somebody('lena'), somebody('olaf')];
      const body = { ...at('09:00', lena, olaf), place: 'Room 4, Hauptstraße 1' };
      expect((await of().schedule(loop, body, { 'idempotency-key': 'k1' })).json).toMatchObject({
        sequence: 3,
        happened: ['interview.round-scheduled.v1'],
      });
      const [shown] = (await of().get('mara', `loops/${loop}?zone=America/New_York,Asia/Tokyo`)).json.rounds;
      expect(shown).toMatchObject({
        status: 'scheduled',
        ...{ local: '2031-03-03T09:00', zone: 'Europe/Berlin', place: body.place },
        ...{ startsAt: '2031-03-03T08:00:00.000Z', endsAt: '2031-03-03T08:30:00.000Z' },
        times: [
          { zone: 'Europe/Berlin', local: '2031-03-03T09:00' },
          { zone: 'America/New_York', local: '2031-03-03T03:00' },
          { zone: 'Asia/Tokyo', local: '2031-03-03T17:00' },
        ],
        panel: [
          { person: lena, role: 'lead', response: 'invited' },
          { person: olaf, role: 'member' },
        ],
      });
      expect([await of().calendar(lena), await of().calendar(olaf)]).toEqual([['confirmed 08:00'], ['confirmed 08:00']]);
      expect(JSON.stringify((await of().get('mara', `loops/${loop}/history`)).json)).not.toContain('Hauptstraße');
      const again = await of().schedule(loop, body, { 'idempotency-key': 'k1' });
      expect(again.json).toMatchObject({ sequence: 3, happened: ['interview.round-scheduled.v1'] });
      expect((await of().schedule(loop, at('09:00', lena, olaf))).json.happened).toEqual([]);
      expect(await of().history(loop)).toEqual(['planned', 'stage-planned', 'round-scheduled']);
      const mine = await eventually(async () => {
        const { items } = (await of().get(lena, `loops?interviewer=${lena}&zone=Asia/Tokyo`)).json;
        return items.length === 1 && items;
      });
      expect(mine[0].rounds[0].times[1]).toEqual({ zone: 'Asia/Tokyo', local: '2031-03-03T17:00' });
    });

    it('is only asked about in a dry run', async () => {
      const [loop, lena] = [await of().loop(), somebody('lena')];
      const dry = (body: object) => of().post('mara', `loops/${loop}/rounds/phone/schedule?dryRun=true`, body);
      expect((await dry(at('09:00', lena))).json).toEqual({ dryRun: true, would: ['interview.round-scheduled.v1'] });
      expect([await of().calendar(lena), await of().history(loop)]).toEqual([[], ['planned', 'stage-planned']]);
      await of().post(lena, `calendars/${lena}/add-busy`, { from: '2031-03-03T07:00:00Z', to: '2031-03-03T10:00:00Z' });
      expect((await dry(at('09:00', lena))).json).toMatchObject({ code: 'calendar/busy', details: { people: [lena] } });
    });

    it('is not booked at all when one of it is busy, and says who is', async () => {
      const [first, second] = [await of().loop(), await of().loop()];
      const [lena, olaf, pia] = [somebody('lena'), somebody('olaf'), somebody('pia')];
      await of().schedule(first, at('09:00', lena, olaf));
      const refused = await of().schedule(second, at('09:15', pia, olaf, lena));
      expect(refused).toMatchObject({ status: 409, json: { code: 'calendar/busy', details: { people: [lena, olaf] } } });
      expect(await of().calendar(pia)).toEqual([]);
      expect(await of().history(second)).toEqual(['planned', 'stage-planned']);
      expect((await of().schedule(second, at('09:30', pia, olaf, lena))).status).toBe(200);
    });

    it('of bookings that race for one interviewer exactly one is booked, and nothing of the others is left behind', async () => {
      const loops = await Promise.all(Array.from({ length: 4 }, () => of().loop()));
      const shared = somebody('olaf');
      const own = loops.map((_, n) => somebody(n % 2 ? 'zoe' : 'ada'));
      const answers = await Promise.all(loops.map((loop, n) => of().schedule(loop, at(`09:0${n}`, own[n] as string, shared))));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
      const winner = answers.findIndex(({ status }) => status === 200);
      expect(answers.filter((_, n) => n !== winner).map(({ json }) => json.details.people)).toEqual([[shared], [shared], [shared]]);
      expect(await of().calendar(shared)).toEqual([`confirmed 08:0${winner}`]);
      for (const [n, loop] of loops.entries()) {
        expect(await of().calendar(own[n] as string)).toEqual(n === winner ? [`confirmed 08:0${n}`] : []);
        expect(await of().history(loop)).toEqual(['planned', 'stage-planned', ...(n === winner ? ['round-scheduled'] : [])]);
      }
    });

    it('moves to another time over its own, and its old time is free', async () => {
      const [loop, other, lena] = [await of().loop(), await of().loop(), somebody('lena')];
      await of().schedule(loop, at('09:00', lena));
      const moved = await of().post('mara', `loops/${loop}/rounds/phone/move`, {
        ...at('09:15', lena),
        reason: 'candidate_asked',
        note: 'Her train is late.',
      });
      expect(moved.json.happened).toEqual(['interview.round-moved.v1']);
      expect(await of().calendar(lena)).toEqual(['confirmed 08:15']);
      expect((await of().schedule(other, at('08:45', lena))).status).toBe(200);
      expect((await of().get('mara', `loops/${loop}/notes`)).json.notes).toMatchObject([
        { about: 'interview.round-moved.v1', text: 'Her train is late.' },
      ]);
      expect((await of().post('mara', `loops/${loop}/rounds/phone/cancel`, { reason: 'duplicate' })).json.happened).toEqual([
        'interview.round-cancelled.v1',
      ]);
      expect(await of().calendar(lena)).toEqual(['confirmed 07:45']);
    });

    it('has a seat replaced whose interviewer declines', async () => {
      const [loop, lena, olaf, pia] = [await of().loop(), somebody('lena'), somebody('olaf'), somebody('pia')];
      await of().schedule(loop, at('09:00', lena));
      const round = `loops/${loop}/rounds/phone`;
      expect((await of().post(olaf, `${round}/respond`, { answer: 'accept' })).json.code).toBe('loop/not-on-panel');
      expect((await of().post(lena, `${round}/respond`, { answer: 'decline', reason: 'unavailable' })).status).toBe(200);
      expect(await of().calendar(lena)).toEqual([]);
      await of().post(pia, `calendars/${pia}/add-busy`, { from: '2031-03-03T08:10:00Z', to: '2031-03-03T08:20:00Z' });
      const busy = await of().post('mara', `${round}/replace-interviewer`, { person: lena, replacement: pia });
      expect(busy.json).toMatchObject({ code: 'calendar/busy', details: { people: [pia] } });
      const replaced = await of().post('mara', `${round}/replace-interviewer`, { person: lena, replacement: olaf, reason: 'declined' });
      expect(replaced.json.happened).toEqual(['interview.interviewer-replaced.v1']);
      expect([await of().calendar(olaf), await of().calendar(pia)]).toEqual([['confirmed 08:00'], ['busy 08:10']]);
      expect((await of().post(olaf, `${round}/respond`, { answer: 'accept' })).json.happened).toEqual(['interview.invitation-accepted.v1']);
    });
  });

  describe('what is sent', () => {
    it.each([
      ['a day that does not exist', { local: '2031-02-30T09:00' }, 422, 'loop/not-a-date'],
      ['a time that the clocks skip', { local: '2031-03-30T02:30' }, 422, 'loop/no-such-local-time'],
      ['a time that the clocks show twice', { local: '2031-10-26T02:30' }, 422, 'loop/ambiguous-local-time'],
      ['an offset that the zone does not have', { offset: '+05:00' }, 422, 'loop/wrong-offset'],
      ['a time in the past', { local: '2021-03-03T09:00' }, 422, 'loop/in-the-past'],
      ['a zone that does not exist', { zone: 'Europe/Atlantis' }, 400, 'request/invalid'],
      [
        'a person twice',
        {
          panel: [
            { person: 'a', role: 'lead' },
            { person: 'a', role: 'member' },
          ],
        },
        400,
        'request/invalid',
      ],
      ['an unknown field', { color: 'red' }, 400, 'request/invalid'],
      ['a panel without a vote', { panel: [{ person: 'a', role: 'shadow' }] }, 422, 'loop/panel-too-small'],
    ])('is refused by its own name: %s', async (_, more, status, code) => {
      const loop = await of().loop();
      expect(await of().schedule(loop, { ...at('09:00', 'a'), ...more })).toMatchObject({ status, json: { code } });
      expect(await of().history(loop)).toEqual(['planned', 'stage-planned']);
    });

    it('may say which of two readings it means', async () => {
      const [loop, lena] = [await of().loop(), somebody('lena')];
      expect((await of().schedule(loop, { ...at('09:00', lena), local: '2031-10-26T02:30', offset: '+01:00' })).status).toBe(200);
      expect(await of().calendar(lena)).toEqual(['confirmed 01:30']);
    });

    it('about a calendar is one’s own, also over New Year', async () => {
      const lena = somebody('lena');
      const holidays = { from: '2030-12-24T00:00:00Z', to: '2031-01-07T00:00:00Z' };
      expect((await of().post('olaf', `calendars/${lena}/add-busy`, holidays)).json.code).toBe('calendar/not-yours');
      expect((await of().post(lena, `calendars/${lena}/add-busy`, holidays)).json.happened).toEqual(['calendar.busy-added.v1']);
      expect((await of().post(lena, `calendars/${lena}/add-busy`, holidays)).json.happened).toEqual([]);
      const both = await of().get(lena, `calendars/${lena}?from=2030-12-01T00:00:00Z&to=2031-02-01T00:00:00Z`);
      expect(both.json).toMatchObject({
        entries: [{ status: 'busy', startsAt: '2030-12-24T00:00:00.000Z' }],
        actions: [{ command: 'add-busy', allowed: true }],
      });
      expect((await of().post('mara', `calendars/${lena}/remove-busy`, holidays)).json.happened).toEqual(['calendar.busy-removed.v1']);
      expect(await of().calendar(lena)).toEqual([]);
    });
  });
};
