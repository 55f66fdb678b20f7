/**
 * What can cross, and who wins (docs/architecture.md): the real modules of requisition, screening and offer on simulated ports, in
 * sampled orders of publishing and delivering, with repeats. A failure names its seed.
 */
import { pick, type Simulation } from '@rolecall/testing';
import { brokenRules } from './quiet.js';
import { hour, openSimulation, World } from './world.js';

let simulation: Simulation;
beforeAll(async () => {
  simulation = await openSimulation();
});
afterAll(() => simulation.stop());

const minute = 60_000;
const orders = 12;
const seeds = Array.from({ length: orders }, (_, seed) => seed + 1);

/** The same crossing in several sampled orders of delivery. */
const inEveryOrder = (name: string, test: (world: World, applicationId: string) => Promise<void>, people = 1) =>
  it(name, async () => {
    for (const seed of seeds) {
      const world = await World.open(simulation, seed, { people });
      try {
        await test(world, world.applicationIds[0] as string);
        expect(await brokenRules(world)).toEqual([]);
      } catch (error) {
        throw new Error(`in the order of seed ${seed}: ${(error as Error).message}`, { cause: error });
      }
    }
  });

const seatsOf = async (world: World) => (await world.requisition()).seats.map(({ holder }) => holder?.stage ?? 'open');

inEveryOrder('an acceptance and a withdrawal: the withdrawal stands, the offer is reneged, the seat is open', async (world, id) => {
  const offerId = await world.offerThatIs('extended', id);
  await world.accept(offerId);
  await world.withdraw(id);
  await world.settle();
  expect((await world.application(id)).status).toBe('withdrawn');
  expect((await world.offer(offerId))?.status).toBe('reneged');
  expect(await seatsOf(world)).toEqual(['open']);
});

inEveryOrder('an acceptance and a rejection: the rule refuses the rejection once the offer is known to be out', async (world, id) => {
  const offerId = await world.offerThatIs('extended', id);
  await world.accept(offerId);
  expect(await world.reject(id)).toBe('application/offer-outstanding');
  await world.settle();
  expect((await world.application(id)).status).toBe('pre_hire');
});

inEveryOrder(
  'an acceptance and a rejection before the offer is known to be out: the acceptance wins, its owner is told',
  async (world, id) => {
    const offerId = await world.offerThatIs('approved', id);
    await world.extend(offerId);
    await world.accept(offerId);
    await world.reject(id);
    await world.settle();
    const application = await world.application(id);
    expect(application.status).toBe('pre_hire');
    expect(application.tasks.map(({ kind }) => kind)).toContain('reinstated_by_acceptance');
    expect(await seatsOf(world)).toEqual(['accepted']);
  },
);

inEveryOrder('an extension and a rejection: the end stands, the offer ends with it, the seat is open', async (world, id) => {
  const offerId = await world.offerThatIs('approved', id);
  await world.extend(offerId);
  await world.reject(id);
  await world.settle();
  expect((await world.application(id)).status).toBe('rejected');
  expect(['voided', 'declined']).toContain((await world.offer(offerId))?.status);
  expect(await seatsOf(world)).toEqual(['open']);
});

inEveryOrder('an acceptance and a rescission: the offer’s own order decides, the later one is refused', async (world, id) => {
  const offerId = await world.offerThatIs('extended', id);
  if (world.choose() > 0.5) {
    await world.accept(offerId);
    expect(await world.rescind(offerId)).toMatch(/^offer\//);
    await world.settle();
    expect((await world.offer(offerId))?.status).toBe('accepted');
    return;
  }
  await world.rescind(offerId);
  await world.accept(offerId);
  await world.settle();
  const offer = await world.offer(offerId);
  expect([offer?.status, offer?.lateAnswers.length]).toEqual(['rescinded', 1]);
});

inEveryOrder('an answer after the deadline: the offer has expired, the seat is open, the answer is a task', async (world, id) => {
  const offerId = await world.offerThatIs('extended', id);
  await world.pass(25 * hour);
  expect((await world.offer(offerId))?.status).toBe('expired');
  await world.accept(offerId);
  await world.settle();
  expect((await world.offer(offerId))?.lateAnswers.length).toBe(1);
  expect(await seatsOf(world)).toEqual(['open']);
});

inEveryOrder(
  'two approved offers for one seat: one is extended, the other waits and gets the seat when the first ends',
  async (world, id) => {
    const other = world.applicationIds[1] as string;
    const first = await world.offerThatIs('extended', id);
    const second = await world.offerThatIs('approved', other);
    expect(await world.extend(second)).toMatch(/^offer\//);
    await world.decline(first);
    await world.settle();
    expect(typeof (await world.extend(second))).toBe('object');
    await world.settle();
    expect(await seatsOf(world)).toEqual(['extended']);
  },
  2,
);

inEveryOrder('a reservation and a hold: the reservation stands, but nothing is extended until the search goes on', async (world, id) => {
  await world.draft(id);
  const offerId = await world.presentOfferId(id);
  await world.requestApproval(offerId);
  await world.settle();
  await world.approve(offerId);
  await world.hold();
  await world.settle();
  expect(typeof (await world.extend(offerId))).toBe('string');
  await world.resume();
  await world.settle();
  expect(typeof (await world.extend(offerId))).toBe('object');
  await world.settle();
});

inEveryOrder(
  'a cancellation and an extension that cross: the offer stays fillable until it ends, then the cancellation completes',
  async (world, id) => {
    const offerId = await world.offerThatIs('approved', id);
    await world.extend(offerId);
    await world.cancel();
    await world.settle();
    expect((await world.requisition()).status).toBe('cancelled');
    await world.accept(offerId);
    await world.settle();
    await world.clear(id);
    await world.settle();
    expect((await world.application(id)).status).toBe('hired');
    expect((await world.requisition()).settled).toBe(true);
  },
);

it('an application that comes in while the search ends: refused, or its owner is told, and the sweep closes it at the date', async () => {
  const ends = [];
  for (const seed of seeds) {
    const world = await World.open(simulation, seed);
    await world.cancel();
    for (let heard = Math.floor(world.choose() * 6); heard > 0; heard -= 1) await pick(simulation.moves(), world.choose)?.make();
    const applied = await world.apply(7);
    await world.settle();
    await world.pass(minute);
    if (typeof applied === 'string') ends.push(applied);
    else {
      expect((await world.application(applied.applicationId)).closing).toMatchObject({ reason: 'cancelled', kept: false });
      await world.pass(9 * 24 * hour);
      ends.push((await world.application(applied.applicationId)).status);
    }
    expect(await brokenRules(world)).toEqual([]);
  }
  expect([...new Set(ends)].sort()).toEqual(['application/requisition-closed', 'closed']);
});

inEveryOrder('an outstanding offer and a cancellation that knows it: refused', async (world, id) => {
  await world.offerThatIs('extended', id);
  expect(await world.cancel()).toBe('requisition/offers-outstanding');
});

inEveryOrder('a hire and its reversal: the seat is open again, and so is the search', async (world, id) => {
  const offerId = await world.offerThatIs('hired', id);
  expect((await world.requisition()).status).toBe('filled');
  await world.reverseHire(id);
  await world.settle();
  expect((await world.requisition()).status).toBe('open');
  expect(await seatsOf(world)).toEqual(['open']);
  expect((await world.application(id)).status).toBe('decision');
  expect((await world.offer(offerId))?.status).not.toBe('accepted');
});

inEveryOrder('a withdrawal taken back begins the next episode, with an offer of its own', async (world, id) => {
  const first = await world.offerThatIs('extended', id);
  await world.withdraw(id);
  await world.settle();
  await world.reinstate(id);
  await world.settle();
  const second = await world.offerThatIs('accepted', id);
  expect(second).not.toBe(first);
  expect((await world.application(id)).status).toBe('pre_hire');
});

const runs = Number(process.env.MODEL_RUNS ?? 40);
const firstSeed = Number(process.env.MODEL_SEED ?? 1);

it(`whatever ${runs} crowds of people do in whatever order, nothing hangs and no rule is broken`, async () => {
  let hires = 0;
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const own = await openSimulation();
    try {
      hires += await crowd(own, seed);
    } finally {
      await own.stop();
    }
  }
  // Otherwise the crowds would have met nothing worth crossing.
  expect(hires).toBeGreaterThan(runs / 2);
}, 300_000);

/** Three people, one or two seats, ninety deeds and deliveries in an order of its own. Gives how many were hired on the way. */
async function crowd(own: Simulation, seed: number): Promise<number> {
  const world = await World.open(own, seed, { seats: 1 + (seed % 2), people: 3 });
  const done: string[] = [];
  let hires = 0;
  try {
    const stage = pick(['approved', 'extended', 'accepted', 'hired'] as const, world.choose);
    await world.offerThatIs(stage, world.applicationIds[0] as string);
    for (let step = 0; step < 90; step += 1) {
      const move = world.choose() < 0.55 ? pick(own.moves(), world.choose) : undefined;
      if (move) await move.make();
      else done.push(await world.anything());
    }
    await world.settle();
    expect(await brokenRules(world)).toEqual([]);
    // Beyond every deadline, the closing date of a search among them.
    await world.pass(9 * 24 * hour);
    expect(await brokenRules(world)).toEqual([]);
    for (const applicationId of world.applicationIds) {
      const hired = await world.count('screening', applicationId, 'application.hired.v1');
      expect(hired).toBeLessThanOrEqual((await world.application(applicationId)).episode);
      hires += hired;
    }
    return hires;
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}\n${done.join('\n')}`, { cause: error });
  }
}
