/**
 * The reconcilers among crowds of people, in whatever order: where every delivery comes through they find nothing; where half of all
 * deliveries come to nothing they bring everything together again. A failure names its seed and says what was done.
 */
import { pick, type Simulation } from '@rolecall/testing';
import { mended, minute } from './broken.js';
import { brokenRules } from './quiet.js';
import { hour, openSimulation, World } from './world.js';

const runs = Number(process.env.MODEL_RUNS ?? 12);
const firstSeed = Number(process.env.MODEL_SEED ?? 1);

/** Three people, one or two seats, ninety deeds and deliveries in an order of its own, until all is quiet. */
async function crowd(own: Simulation, seed: number, done: string[], lossy: boolean): Promise<World> {
  const world = await World.open(own, seed, { seats: 1 + (seed % 2), people: 3 });
  const stage = pick(['approved', 'extended', 'accepted', 'hired'] as const, world.choose);
  await world.offerThatIs(stage, world.applicationIds[0] as string);
  if (lossy)
    own.loses = (event, service) => {
      // Mostly before the first commit of its handlers, now and then after it.
      const commits = world.choose() < 0.5 ? Math.floor(world.choose() * 1.3) : undefined;
      if (commits !== undefined) done.push(`${event.type} comes to nothing at ${service} after ${commits} commits`);
      return commits;
    };
  for (let step = 0; step < 90; step += 1) {
    const move = world.choose() < 0.55 ? pick(own.moves(), world.choose) : undefined;
    if (move) await move.make();
    else done.push(await world.anything());
  }
  await world.settle();
  own.loses = () => undefined;
  return world;
}

async function eachCrowd(lossy: boolean, test: (world: World) => Promise<void>): Promise<void> {
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const own = await openSimulation();
    const done: string[] = [];
    try {
      await test(await crowd(own, seed, done, lossy));
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}\n${done.join('\n')}`, { cause: error });
    } finally {
      await own.stop();
    }
  }
}

it(`where ${runs} crowds are heard, the reconcilers find nothing`, async () => {
  await eachCrowd(false, async (world) => {
    expect(await mended(world)).toEqual([]);
    // Beyond every deadline, the closing date of a search among them.
    await world.pass(9 * 24 * hour);
    expect(await mended(world)).toEqual([]);
    expect(await brokenRules(world)).toEqual([]);
  });
}, 600_000);

it(`where half of what is said to ${runs} crowds comes to nothing, the reconcilers bring everything together again`, async () => {
  const rules = new Map<string, number>();
  await eachCrowd(true, async (world) => {
    // The offers that were not answered ask again by themselves.
    await world.pass(16 * minute);
    for (const rule of await mended(world)) rules.set(rule, (rules.get(rule) ?? 0) + 1);
    expect(await brokenRules(world)).toEqual([]);
    await world.pass(9 * 24 * hour);
    for (const rule of await mended(world)) rules.set(rule, (rules.get(rule) ?? 0) + 1);
    expect(await brokenRules(world)).toEqual([]);
    expect(await mended(world)).toEqual([]);
  });
  // Otherwise nothing worth mending would have been lost.
  expect([...rules.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(runs);
}, 600_000);
