/** The rules between loops, calendars and applications: broken by requests and handlers that die, or by a lost calendar; quiet otherwise. */
import { deriveId } from '@rolecall/kernel';
import type { Cause } from '@rolecall/messaging';
import { pick, type Simulation } from '@rolecall/testing';
import { calendarIdOf } from '../../apps/interview/src/calendar/calendar.js';
import { Calendars } from '../../apps/interview/src/calendar/calendars.js';
import { loopIdOf } from '../../apps/interview/src/loop/loop-ids.js';
import { mended, minute, unheard } from './broken.js';
import { InterviewWorld, openInterviews } from './interview-world.js';

let simulation: Simulation;
let seed = 100;
beforeAll(async () => {
  simulation = await openInterviews();
});
afterAll(() => simulation.stop());

const open = (applications = 1) => {
  seed += 1;
  return InterviewWorld.open(simulation, seed, applications);
};
const idOf = ({ applicationIds }: InterviewWorld) => applicationIds[0] as string;
const times = async (world: InterviewWorld, person: string) =>
  (await world.calendar(person))?.bookings.map(({ status, startsAt }) => `${status} ${startsAt.slice(11, 16)}`) ?? [];
const cause = (world: InterviewWorld, id: string): Cause => ({
  id,
  org: world.org,
  actor: { kind: 'person', id: 'mara' },
  kind: 'request',
});

describe('an application that was advanced', () => {
  it('has its loop, though the word of it was lost', async () => {
    const world = await open(0);
    const id = deriveId(world.requisitionId, 'application');
    await unheard(world, 'interview', 'application.advanced.v1', async () => world.advance(id));
    expect(await world.loop(id)).toBeUndefined();
    expect(await mended(world)).toEqual(['advanced-without-loop']);
    expect((await world.loop(id))?.status).toBe('planned');
    expect(await mended(world)).toEqual([]);
  });

  it('and withdrew has no loop that goes on, and no time taken', async () => {
    const world = await open();
    await world.schedule(idOf(world), 9, 'lena');
    await world.settle();
    await unheard(world, 'interview', 'application.withdrawn.v1', async () => world.withdraw(idOf(world)));
    expect((await world.loop(idOf(world)))?.status).toBe('in_progress');
    expect(await mended(world)).toEqual(['loop-of-ended-application']);
    expect([(await world.loop(idOf(world)))?.status, await times(world, 'lena')]).toEqual(['cancelled', []]);
    expect(await mended(world)).toEqual([]);
  });

  it('once more, in the next episode, has no loop of the last one that goes on', async () => {
    const world = await open();
    // The second commit would be the new loop.
    await unheard(world, 'interview', 'application.advanced.v1', async () => world.advance(idOf(world), 2));
    expect((await world.loop(idOf(world)))?.status).toBe('planned');
    expect((await mended(world)).sort()).toEqual(['advanced-without-loop', 'loop-of-ended-application']);
    expect([(await world.loop(idOf(world)))?.status, (await world.loop(idOf(world), 2))?.status]).toEqual(['cancelled', 'planned']);
    expect(await mended(world)).toEqual([]);
  });
});

describe('a time', () => {
  it('that is booked and not in the calendar is taken again', async () => {
    const world = await open();
    await world.schedule(idOf(world), 9, 'lena', 'olaf');
    await world.settle();
    // As after a restore of an older backup: loops are rolled forward from the topics, calendars are not.
    const bookingId = (await world.loop(idOf(world)))?.rounds[0]?.booking?.bookingId as string;
    await world.of(Calendars).execute(calendarIdOf('lena', 2026), { do: 'release', bookingId }, cause(world, 'lost'));
    await world.settle();
    expect(await mended(world)).toEqual(['round-without-calendar']);
    await world.pass(2 * minute);
    expect(await times(world, 'lena')).toEqual(['confirmed 08:00']);
    expect(await mended(world)).toEqual([]);
  });

  it('that somebody else has by now is nobody’s to decide but a person’s', async () => {
    const world = await open(2);
    await world.schedule(idOf(world), 9, 'lena');
    await world.settle();
    const bookingId = (await world.loop(idOf(world)))?.rounds[0]?.booking?.bookingId as string;
    await world.of(Calendars).execute(calendarIdOf('lena', 2026), { do: 'release', bookingId }, cause(world, 'lost'));
    await world.schedule(world.applicationIds[1] as string, 9, 'lena');
    await world.settle();
    await world.pass(2 * minute);
    await world.simulation.services.get('interview')?.reconcile();
    await world.pass(2 * minute);
    const looked = await world.simulation.run(async () => world.simulation.services.get('interview')?.reconcile());
    expect(looked).toMatchObject({ mended: 0, failed: 1 });
    expect(looked?.findings[0]).toMatch(/^round-without-calendar: .* not mended: hold calendar\/busy$/);
    await world.cancel(idOf(world));
    await world.settle();
    expect(await mended(world)).toEqual([]);
  });

  it('of a round that was cancelled is free, though its request died and the word of it was lost', async () => {
    const world = await open();
    await world.schedule(idOf(world), 9, 'lena');
    await world.settle();
    // The request died after its decision, and its event was discarded.
    const cancels = () => world.dies(1, () => world.cancel(idOf(world)));
    await unheard(world, 'interview', 'interview.round-cancelled.v1', cancels);
    expect(await times(world, 'lena')).toEqual(['confirmed 08:00']);
    expect(await mended(world)).toEqual(['booking-without-round']);
    expect(await times(world, 'lena')).toEqual([]);
    expect(await mended(world)).toEqual([]);
  });

  it('that was held for a loop which is not there is free again', async () => {
    const world = await open();
    const nowhere = loopIdOf(deriveId(world.requisitionId, 'nobody'), 1);
    const span = { startsAt: '2026-03-04T08:00:00.000Z', endsAt: '2026-03-04T09:00:00.000Z' };
    const of = {
      person: 'pia',
      year: 2026,
      loopId: nowhere,
      roundId: 'phone',
      applicationId: idOf(world),
      bookingId: deriveId(nowhere, 'b'),
    };
    const hold = { do: 'hold', ...of, ...span, holdMs: 60_000 } as const;
    await world.of(Calendars).execute(calendarIdOf('pia', 2026), hold, cause(world, 'held'));
    await world.of(Calendars).execute(calendarIdOf('pia', 2026), { do: 'confirm', bookingId: of.bookingId }, cause(world, 'confirmed'));
    await world.settle();
    expect(await mended(world)).toEqual(['booking-without-round']);
    expect(await times(world, 'pia')).toEqual([]);
  });
});

const runs = Number(process.env.MODEL_RUNS ?? 12);

/** Three applications, sixty deeds and deliveries in an order of its own; a request may die anywhere, and in a lossy crowd a delivery. */
async function crowd(own: Simulation, n: number, lossy: boolean, done: string[]): Promise<InterviewWorld> {
  const world = await InterviewWorld.open(own, n, 3);
  own.loses = () => (lossy && world.choose() < 0.9 ? Math.floor(world.choose() * 1.5) : undefined);
  for (let step = 0; step < 60; step += 1) {
    const move = world.choose() < 0.5 ? pick(own.moves(), world.choose) : undefined;
    const commits = Math.floor(world.choose() * 5);
    if (move) await move.make();
    else if (world.choose() < (lossy ? 0.7 : 0.3))
      await world.dies(commits, async () => done.push(`dying after ${commits}: ${await world.anything()}`));
    else done.push(await world.anything());
  }
  await world.settle();
  own.loses = () => undefined;
  // Beyond the deadline of every hold.
  await world.pass(2 * minute);
  return world;
}

async function eachCrowd(lossy: boolean, test: (world: InterviewWorld) => Promise<void>): Promise<void> {
  let deeds = 0;
  for (let n = 1; n <= runs; n += 1) {
    const own = await openInterviews();
    const done: string[] = [];
    try {
      await test(await crowd(own, n, lossy, done));
      deeds += done.filter((deed) => deed.endsWith('done')).length;
    } catch (error) {
      throw new Error(`seed ${n}: ${(error as Error).message}\n${done.join('\n')}`, { cause: error });
    } finally {
      await own.stop();
    }
  }
  expect(deeds).toBeGreaterThan(5 * runs);
}

it(`where ${runs} crowds book, move and leave, and requests die, loops and calendars agree and the reconcilers find nothing`, async () => {
  await eachCrowd(false, async (world) => {
    expect(await world.disagreements()).toEqual([]);
    expect(await mended(world)).toEqual([]);
  });
}, 600_000);

it(`where most of what is said to ${runs} crowds comes to nothing as well, the reconcilers make them agree again`, async () => {
  const rules: string[] = [];
  await eachCrowd(true, async (world) => {
    rules.push(...(await mended(world)));
    expect(await world.disagreements()).toEqual([]);
    expect(await mended(world)).toEqual([]);
  });
  expect(rules.length).toBeGreaterThan(runs / 4);
}, 600_000);
