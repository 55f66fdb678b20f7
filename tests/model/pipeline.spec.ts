/**
 * The read side among crowds of people, in whatever order events reach it, with repeats: every copy says what its owner says, and every figure is
 * that of a fold of the owners' histories. A failure names its seed and says what was done.
 */
import { waitingFor } from '@rolecall/approval';
import { type Commit, lastSequence } from '@rolecall/messaging';
import { pick, type Simulation } from '@rolecall/testing';
import { Offers, offerIdOf } from '../../apps/offer/src/offers.js';
import { AppModule as PipelineModule } from '../../apps/pipeline/src/app.module.js';
import { ApplicationCopies, OfferCopies, RequisitionCopies } from '../../apps/pipeline/src/copies.js';
import { steps } from '../../apps/pipeline/src/figures/applications.js';
import { ReportsHttp } from '../../apps/pipeline/src/figures/reports.http.js';
import { Stories } from '../../apps/pipeline/src/story/stories.js';
import { Requisitions } from '../../apps/requisition/src/requisitions.js';
import { application as decider } from '../../apps/screening/src/application/application.js';
import { Applications } from '../../apps/screening/src/application/applications.js';
import { openTasks } from '../../apps/screening/src/application/tasks.js';
import { openSimulation, World } from './world.js';

const runs = Number(process.env.MODEL_RUNS ?? 8);
const firstSeed = Number(process.env.MODEL_SEED ?? 1);
const span = { from: '2026-01-01T00:00:00.000Z', to: '2036-01-01T00:00:00.000Z' };
const dayMs = 86_400_000;

// biome-ignore lint/suspicious/noExplicitAny: rows are compared as they are answered.
type Rows = any[];

async function crowd(simulation: Simulation, seed: number, done: string[]): Promise<World> {
  const world = await World.open(simulation, seed, { seats: 1 + (seed % 2), people: 3 });
  await world.offerThatIs(pick(['approved', 'extended', 'accepted', 'hired'] as const, world.choose), world.applicationIds[0] as string);
  for (let step = 0; step < 70; step += 1) {
    const move = world.choose() < 0.5 ? pick(simulation.moves(), world.choose) : undefined;
    if (move) await move.make();
    else done.push(await world.anything());
  }
  await world.settle();
  return world;
}

async function eachCrowd(test: (world: World) => Promise<void>): Promise<void> {
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const simulation = await openSimulation({ pipeline: PipelineModule });
    const done: string[] = [];
    try {
      await test(await crowd(simulation, seed, done));
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}\n${done.join('\n')}`, { cause: error });
    } finally {
      await simulation.stop();
    }
  }
}

const historyOf = (world: World, id: string): Promise<Commit[]> => world.of('screening', Applications).history(world.org, id);
const report = async (world: World, name: string): Promise<Rows> => {
  const answered = await world.ask('mara', (caller) =>
    world.of('pipeline', ReportsHttp).report(name as never, span, caller, undefined, {} as never),
  );
  return (answered as unknown as { rows: Rows }).rows;
};

it('every copy says what its owner says, and stands where the stream stands', () =>
  eachCrowd(async (world) => {
    const { org } = world;
    for (const id of world.applicationIds) {
      const kept = await world.of('pipeline', ApplicationCopies).kept(org, id);
      const state = await world.application(id);
      expect(kept).toMatchObject({
        sequence: lastSequence(await historyOf(world, id)),
        copy: { status: state.status, episode: state.episode },
      });
      const tasks = kept?.copy.waiting.map(({ kind, person, about }) => [kind, person, about]);
      expect(tasks).toEqual(openTasks(state).map(({ kind, owner, taskId }) => [kind, owner, taskId]));
      for (let episode = 1; episode <= state.episode; episode += 1) await sameOffer(world, offerIdOf(id, episode));
    }
    const requisition = await world.requisition();
    const copy = (await world.of('pipeline', RequisitionCopies).kept(org, world.requisitionId))?.copy;
    expect(copy).toMatchObject({ status: requisition.status, team: { recruiter: 'mara', hiringManager: 'hiro' } });
    const stageOf = { approved: 'reserved', extended: 'reserved', accepted: 'committed', hired: 'filled' } as const;
    const stands = requisition.seats.map(({ holder, closing }) => (holder ? stageOf[holder.stage] : closing ? 'closed' : 'open'));
    expect(copy?.seats.map(({ state }) => state)).toEqual(stands);
  }));

async function sameOffer(world: World, offerId: string): Promise<void> {
  const offer = await world.offer(offerId);
  const kept = await world.of('pipeline', OfferCopies).kept(world.org, offerId);
  expect(kept?.copy.status).toBe(offer?.status);
  if (!offer || !kept) return;
  expect(kept.sequence).toBe(lastSequence(await world.of('offer', Offers).history(world.org, offerId)));
  const approvers = offer.status === 'pending_approval' && offer.approval ? waitingFor(offer.approval) : [];
  expect(kept.copy.waiting.filter(({ kind }) => kind === 'offer_approval').map(({ person }) => person)).toEqual(approvers);
  if (offer.status === 'approved') expect(kept.copy.seat === 'assigned').toBe(offer.seat !== undefined);
}

it('every event of a story is told once, in words', () =>
  eachCrowd(async (world) => {
    for (const id of world.applicationIds) {
      const told = await world.of('pipeline', Stories).page(world.org, id, 1000, undefined);
      const committed = (await historyOf(world, id)).flatMap(({ events }) => events.map((event) => `${world.org}/${event.id}`));
      const own = told.filter(({ stream }) => stream === `application/${id}`).map(({ _id }) => _id);
      expect(own.sort()).toEqual(committed.sort());
      expect(told.filter(({ what }) => / caused /.test(what))).toEqual([]);
    }
  }));

it('every figure is that of a fold of the owners’ histories', () =>
  eachCrowd(async (world) => {
    const histories = await Promise.all(world.applicationIds.map((id) => historyOf(world, id)));
    const far = histories.map(furthest);
    const funnel = await report(world, 'funnel');
    expect(funnel.map(({ applications }) => applications)).toEqual(steps.map((_, place) => far.filter((each) => each > place).length));
    const [{ applications, hired }] = (await report(world, 'sources')) as [{ applications: number; hired: number }];
    expect({ applications, hired }).toEqual({ applications: histories.length, hired: far.filter((each) => each === steps.length).length });

    const hires = histories.flatMap((commits) => timesOf(commits, 'application.hired.v1').map((at) => daysFrom(commits[0]?.at, at)));
    const [all] = await report(world, 'time-to-hire');
    expect([all.hires, all.p90Days]).toEqual([
      hires.length,
      hires.length > 0 ? rounded(hires.sort((a, b) => a - b)[Math.ceil(hires.length * 0.9) - 1]) : null,
    ]);

    const live = (await Promise.all(world.applicationIds.map(world.application))).map(({ status }) => status);
    const ageing = (await report(world, 'ageing')).slice(1).map(({ column, applications: count }) => [column, count]);
    const gone = ['rejected', 'withdrawn', 'closed', 'started'];
    expect(ageing).toEqual(
      [...Map.groupBy(live.filter((status) => !gone.includes(status)).sort(), (status) => status)].map(([status, of]) => [
        status,
        of.length,
      ]),
    );

    const seats = (await world.of('requisition', Requisitions).history(world.org, world.requisitionId)).flatMap(({ events }) => events);
    const [filled] = await report(world, 'time-to-fill');
    expect(filled.seatsFilled).toBe(seats.filter(({ type }) => type === 'requisition.seat-filled.v1').length);
    await sameOffers(world);
  }));

async function sameOffers(world: World): Promise<void> {
  const offers = (await Promise.all(world.applicationIds.map((id) => world.offersOf(id)))).flat();
  const out = await Promise.all(
    offers.map(async (offer) => ({ offer, was: await world.count('offer', offer.offerId, 'offer.extended.v1') })),
  );
  const ends = ['accepted', 'declined', 'expired', 'rescinded', 'voided', 'reneged'];
  const counted = Map.groupBy(
    out.filter(({ was }) => was > 0),
    ({ offer: { status } }) => (ends.includes(status) ? status : 'open'),
  );
  for (const { outcome, offers: count } of await report(world, 'offers'))
    expect([outcome, count]).toEqual([outcome, counted.get(outcome)?.length ?? 0]);
}

/** By the owner's own fold of each prefix of its history. */
function furthest(commits: readonly Commit[]): number {
  let [state, far] = [decider.initial, 0];
  for (const event of commits.flatMap(({ events }) => events)) {
    state = decider.evolve(state, event as never);
    far = Math.max(far, (steps as readonly string[]).indexOf(state.status === 'started' ? 'hired' : state.status) + 1);
  }
  return far;
}

const timesOf = (commits: readonly Commit[], type: string): string[] =>
  commits.flatMap(({ at, events }) => events.filter((event) => event.type === type).map(() => at));
const daysFrom = (from: string | undefined, to: string): number => (Date.parse(to) - Date.parse(from ?? to)) / dayMs;
const rounded = (figure: number | undefined): number => Math.round((figure ?? 0) * 100) / 100;
