/** The interview service's deadlines on a real MongoDB, without any broker: holds that were left behind, ends of rounds, late scorecards. */
import { deriveId } from '@rolecall/kernel';
import '@rolecall/contracts';
import { type Cause, type Clock, Follower, MongoDatabase, Projector, ServicePorts, systemClock, Timer } from '@rolecall/messaging';
import { eventually, noBroker } from '@rolecall/testing';
import { calendarIdOf } from '../../apps/interview/src/calendar/calendar.js';
import { Calendars } from '../../apps/interview/src/calendar/calendars.js';
import * as the from '../../apps/interview/src/loop/loop.examples.js';
import { loopIdOf } from '../../apps/interview/src/loop/loop-ids.js';
import { Loops } from '../../apps/interview/src/loop/loops.js';
import { mongoUrl } from '../servers.js';

const org = 'acme';
const database = await MongoDatabase.open(mongoUrl('interview-deadlines'));
const portsAt = (clock: Clock) => new ServicePorts('interview', database, noBroker, clock);
const serviceAt = (clock: Clock) => {
  const ports = portsAt(clock);
  const loops = new Loops(ports);
  return { ports, loops, calendars: new Calendars(ports, loops) };
};
/** A process that lived long ago: what it booked is over by now. */
const thenClock: Clock = { ...systemClock, now: () => the.time };
const then = serviceAt(thenClock);
const now = serviceAt(systemClock);
const log = () => undefined;
const projector = new Follower('projector', now.ports, new Projector(now.ports, { onBroken: log }), { log });
const timer = new Timer(now.ports, { log });

beforeAll(() => {
  projector.start();
  timer.start();
});
afterAll(async () => {
  await timer.stop();
  await projector.stop();
  await database.close();
});

const cause = (id: string): Cause => ({ id, org, actor: { kind: 'person', id: 'mara' }, kind: 'request' });
let last = 0;

const longAgo = { startsAt: the.startsAt, endsAt: the.endsAt };
const toCome = { startsAt: '2099-03-03T09:00:00.000Z', endsAt: '2099-03-03T09:30:00.000Z' };

/** A planned loop, and people whose calendars its first round wants; `hold` leaves a hold that runs out soon. */
async function story({ loops } = now, time = toCome) {
  const year = Number(time.startsAt.slice(0, 4));
  last += 1;
  const applicationId = deriveId(the.applicationId, `application:${last}`);
  const loopId = loopIdOf(applicationId, 1);
  const bookingId = deriveId(loopId, 'booking');
  const people = [`lena-${last}`, `olaf-${last}`];
  const { candidateId, requisitionId, plan } = the;
  await loops.execute(loopId, { do: 'plan', loopId, applicationId, candidateId, requisitionId, episode: 1, plan }, cause('plan'));
  const panel = people.map((person, n) => ({ person, role: n === 0 ? ('lead' as const) : ('member' as const) }));
  const booking = { ...the.slot(), startsAt: time.startsAt, bookingId, panel };
  const schedule = { do: 'schedule-round', roundId: 'phone', booking } as const;
  return {
    ...{ loopId, bookingId, people, schedule },
    hold: async (holdMs = 200) => {
      for (const person of people) {
        const hold = { do: 'hold', person, year, bookingId, loopId, roundId: 'phone', applicationId, ...time, holdMs } as const;
        await now.calendars.execute(calendarIdOf(person, year), hold, cause(`hold:${bookingId}`));
      }
    },
    booked: async () => {
      const states = await Promise.all(people.map((person) => now.calendars.load(org, calendarIdOf(person, year))));
      return states.map((loaded) => loaded?.state.bookings.map(({ status }) => status).join(' '));
    },
    history: async () =>
      (await now.loops.history(org, loopId)).flatMap(({ events }) => events.map(({ type }) => type.slice('interview.'.length, -3))),
  };
}
const become = (booked: () => Promise<(string | undefined)[]>, ...wanted: string[]) =>
  eventually(async () => JSON.stringify(await booked()) === JSON.stringify(wanted));

it('a request that died before the decision leaves nothing: the loop abandons the booking, and every calendar is free', async () => {
  const { hold, booked, history } = await story();
  await hold();
  expect(await booked()).toEqual(['held', 'held']);
  await become(booked, '', '');
  expect(await history()).toEqual(['planned', 'stage-planned', 'booking-abandoned']);
});

it('a request that comes too late can schedule no more', async () => {
  const { hold, booked, loopId, schedule, bookingId, history } = await story();
  await hold();
  await become(booked, '', '');
  await expect(now.loops.execute(loopId, schedule, cause('late'))).rejects.toMatchObject({
    code: 'loop/booking-over',
    details: { bookingId },
  });
  expect(await history()).not.toContain('round-scheduled');
});

it('a request that died after the decision leaves a booked panel: every calendar is confirmed', async () => {
  const { hold, booked, loopId, schedule, history } = await story();
  await hold(700);
  await now.loops.execute(loopId, schedule, cause('schedule'));
  expect(await booked()).toEqual(['held', 'held']);
  await become(booked, 'confirmed', 'confirmed');
  expect(await history()).not.toContain('booking-abandoned');
});

it('a deadline and a request that cross end as one of the two: all confirmed or all free, as the loop says', async () => {
  const stories = await Promise.all(Array.from({ length: 12 }, () => story()));
  const ends = stories.map(async ({ hold, booked, loopId, schedule, history }, n) => {
    await hold(100 + n * 50);
    await systemClock.sleep(600);
    await now.loops
      .execute(loopId, schedule, cause('schedule'))
      .catch((error: unknown) => expect(error).toMatchObject({ code: 'loop/booking-over' }));
    await eventually(async () => !(await booked()).includes('held'));
    const scheduled = (await history()).includes('round-scheduled');
    expect((await history()).includes('booking-abandoned')).toBe(!scheduled);
    expect(await booked()).toEqual(scheduled ? ['confirmed', 'confirmed'] : ['', '']);
  });
  await Promise.all(ends);
});

it('a round whose end has passed is held, and scorecards that are late are told once', async () => {
  const { loopId, schedule, history, people } = await story(then, longAgo);
  await then.loops.execute(loopId, schedule, cause('schedule'));
  await eventually(async () => (await history()).includes('scorecards-overdue'));
  const { state } = (await now.loops.load(org, loopId))!;
  expect(state.rounds[0]).toMatchObject({ status: 'awaiting_feedback', scorecardsDueAt: the.dueAt });
  expect(state.rounds[0]?.panel.map(({ person, scorecard }) => [person, scorecard.status, scorecard.overdue])).toEqual(
    people.map((person) => [person, 'due', true]),
  );
  await systemClock.sleep(700);
  expect(await history()).toEqual(['planned', 'stage-planned', 'round-scheduled', 'round-held', 'scorecards-overdue']);
});
