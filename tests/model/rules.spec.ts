/**
 * Every rule between aggregates of requisition, screening and offer: broken by a message that was discarded or a process that died, mended
 * once, and quiet again. Rules of interviews: interviews.spec.ts.
 */
import { readFileSync } from 'node:fs';
import { deriveId } from '@rolecall/kernel';
import { type Cause, Reconciler } from '@rolecall/messaging';
import type { Simulation } from '@rolecall/testing';
import * as example from '../../apps/screening/src/application/application.examples.js';
import { Applications } from '../../apps/screening/src/application/applications.js';
import { applicationIdOf } from '../../apps/screening/src/candidate/candidate.js';
import { Candidates } from '../../apps/screening/src/candidate/candidates.js';
import { Sweeps } from '../../apps/screening/src/sweep/sweeps.js';
import { mended, minute, unheard } from './broken.js';
import { openInterviews } from './interview-world.js';
import { brokenRules } from './quiet.js';
import { hour, openSimulation, World } from './world.js';

const day = 24 * hour;
let simulation: Simulation;
let seed = 0;
beforeAll(async () => {
  simulation = await openSimulation();
});
afterAll(() => simulation.stop());

/** What is broken by the work is mended by these rules, each once, and then nothing is left to do. */
function mends(name: string, rules: readonly string[], work: (world: World, applicationId: string) => Promise<unknown>, people = 1) {
  it(`${name}: ${rules.join(', ') || 'nothing to mend'}`, async () => {
    seed += 1;
    const world = await World.open(simulation, seed, { people });
    const check = (await work(world, world.applicationIds[0] as string)) as (() => Promise<void>) | undefined;
    expect(await mended(world)).toEqual(rules);
    await check?.();
    expect(await brokenRules(world)).toEqual([]);
    expect(await mended(world)).toEqual([]);
  });
}
it('each has its line in the runbook', async () => {
  const interviews = await openInterviews();
  const services = [...simulation.services.values(), ...interviews.services.values()];
  const lines = services.flatMap(({ name, app }) => app.get(Reconciler).names.map((rule) => `${rule} ${name}`));
  await interviews.stop();
  const runbook = readFileSync(new URL('../../docs/runbooks/reconciled.md', import.meta.url), 'utf8');
  const rows = [...runbook.matchAll(/^ *\| `([\w-]+)` +\| (\w+) +\|/gm)].map(([, rule, service]) => `${rule} ${service}`);
  expect(rows.sort()).toEqual(lines.sort());
});

const holders = async (world: World) => (await world.requisition()).seats.map(({ holder }) => holder?.stage ?? 'open');
const cause = (world: World, id: string): Cause => ({ id, org: world.org, actor: { kind: 'person', id: 'mara' }, kind: 'request' });
const candidateOf = async (world: World, applicationId: string) => {
  const { candidateId } = await world.application(applicationId);
  return (await world.of('screening', Candidates).load(world.org, candidateId))?.state;
};

describe('a seat', () => {
  mends('whose offer was declined', ['seat-behind-its-offer'], async (world, id) => {
    const offerId = await world.offerThatIs('extended', id);
    await unheard(world, 'requisition', 'offer.declined.v1', () => world.decline(offerId));
    expect(await holders(world)).toEqual(['extended']);
    return async () => expect(await holders(world)).toEqual(['open']);
  });
  mends('whose offer went out and was accepted', ['seat-behind-its-offer'], async (world, id) => {
    const offerId = await world.offerThatIs('approved', id);
    await unheard(world, 'requisition', 'offer.extended.v1', () => world.extend(offerId));
    await unheard(world, 'requisition', 'offer.accepted.v1', () => world.accept(offerId));
    expect(await holders(world)).toEqual(['approved']);
    return async () => expect(await holders(world)).toEqual(['accepted']);
  });
  mends('of a person who was hired', ['seat-behind-its-offer'], async (world, id) => {
    await world.offerThatIs('accepted', id);
    await unheard(world, 'requisition', 'application.hired.v1', () => world.clear(id));
    return async () => expect((await world.requisition()).status).toBe('filled');
  });
  mends('of a hire that was reversed', ['seat-behind-its-offer'], async (world, id) => {
    await world.offerThatIs('hired', id);
    await unheard(world, 'requisition', 'application.hire-reversed.v1', () => world.reverseHire(id));
    return async () => expect(await holders(world)).toEqual(['open']);
  });
  mends('that was reserved without the offer’s knowing', ['offer-behind-its-seat'], async (world, id) => {
    await world.draft(id);
    const offerId = await world.presentOfferId(id);
    await world.requestApproval(offerId);
    await world.settle();
    await unheard(world, 'offer', 'requisition.seat-reserved.v1', () => world.approve(offerId));
    expect((await world.offer(offerId))?.seat).toBeUndefined();
    return async () => expect((await world.offer(offerId))?.seat?.seatId).toBe('seat-1');
  });
  mends('that was asked for in vain is asked for again by the offer itself', [], async (world, id) => {
    await world.draft(id);
    const offerId = await world.presentOfferId(id);
    await world.requestApproval(offerId);
    await world.settle();
    await unheard(world, 'requisition', 'offer.approved.v1', () => world.approve(offerId));
    expect(await holders(world)).toEqual(['open']);
    await world.pass(16 * minute);
    expect(await holders(world)).toEqual(['approved']);
    expect(await world.count('offer', offerId, 'offer.seat-overdue.v1')).toBe(1);
  });
});

describe('an offer', () => {
  mends('that was accepted, and the person withdrew', ['offer-of-ended-application'], async (world, id) => {
    const offerId = await world.offerThatIs('accepted', id);
    await unheard(world, 'offer', 'application.withdrawn.v1', () => world.withdraw(id));
    return async () => expect([(await world.offer(offerId))?.status, await holders(world)]).toEqual(['reneged', ['open']]);
  });
  mends('whose hire was reversed', ['offer-of-ended-application'], async (world, id) => {
    const offerId = await world.offerThatIs('hired', id);
    await unheard(world, 'offer', 'application.hire-reversed.v1', () => world.reverseHire(id));
    return async () => expect((await world.offer(offerId))?.status).toBe('reneged');
  });
  mends('to be prepared after a conclusion', ['conclusion-without-preparation'], async (world) => {
    await unheard(world, 'offer', 'interview.concluded.v1', () => world.concludeWithHire(7));
    const id = world.applicationIds.at(-1) as string;
    expect(await world.offersOf(id)).toEqual([]);
    return async () => expect((await world.offersOf(id)).map(({ status }) => status)).toEqual(['to_prepare']);
  });
});

describe('an application', () => {
  const status = async (world: World, id: string) => (await world.application(id)).status;
  mends('whose offer went out', ['application-behind-its-offer'], async (world, id) => {
    const offerId = await world.offerThatIs('approved', id);
    await unheard(world, 'screening', 'offer.extended.v1', () => world.extend(offerId));
    expect(await status(world, id)).toBe('decision');
    return async () => expect(await status(world, id)).toBe('offered');
  });
  mends('that was rejected while its offer was accepted', ['application-behind-its-offer'], async (world, id) => {
    const offerId = await world.offerThatIs('approved', id);
    await world.extend(offerId);
    await world.accept(offerId);
    await unheard(world, 'screening', 'offer.accepted.v1', () => world.reject(id));
    expect(await status(world, id)).toBe('rejected');
    return async () => expect(await status(world, id)).toBe('pre_hire');
  });
  mends('whose offer was declined', ['application-with-ended-offer'], async (world, id) => {
    const offerId = await world.offerThatIs('extended', id);
    await unheard(world, 'screening', 'offer.declined.v1', () => world.decline(offerId));
    expect(await status(world, id)).toBe('offered');
    return async () => expect(await status(world, id)).toBe('decision');
  });
  mends('whose interviews were concluded otherwise', ['application-behind-its-interviews'], async (world, id) => {
    await unheard(world, 'screening', 'interview.concluded.v1', async () => world.conclude(id, 'no_hire', 2));
    expect((await world.application(id)).conclusion?.conclusion).toBe('hire');
    return async () => expect((await world.application(id)).conclusion?.conclusion).toBe('no_hire');
  });
});

describe('a claim', () => {
  const live = async (world: World, id: string) =>
    (await candidateOf(world, id))?.attempts.filter((attempt) => attempt.live).map(({ applicationId }) => applicationId);
  mends('of an application that was rejected', ['claim-without-live-application'], async (world, id) => {
    await unheard(world, 'screening', 'application.rejected.v1', () => world.reject(id));
    expect(await live(world, id)).toEqual([id]);
    return async () => expect(await live(world, id)).toEqual([]);
  });
  mends('whose request died before the application, when nobody can come back for it', [], async (world, id) => {
    const { candidateId } = await world.application(id);
    const requisitionId = deriveId(candidateId, 'another search');
    await world.of('screening', Candidates).execute(candidateId, { do: 'claim-attempt', requisitionId }, cause(world, 'died'));
    await world.settle();
    expect(await mended(world)).toEqual([]);
    await world.pass(3 * day);
    expect(await mended(world)).toEqual(['claim-without-live-application']);
    expect(await live(world, id)).toEqual([id]);
  });
  mends('of a person who was rejected, applied again, and is back with the first', ['application-without-claim'], async (world, id) => {
    const offerId = await world.offerThatIs('approved', id);
    await world.extend(offerId);
    await world.accept(offerId);
    await world.reject(id);
    // Before the acceptance is heard, the person applies once more: two attempts, one claim.
    const { candidateId, requisitionId } = await world.application(id);
    await world
      .of('screening', Candidates)
      .execute(candidateId, { do: 'end-attempt', requisitionId, applicationId: id, applicationSequence: 99 }, cause(world, 'end'));
    const again = await world.applyAs(candidateId);
    // The claim is taken back, and then the process dies before it tells the owner.
    await unheard(world, 'screening', 'application.reinstated.v1', async () => undefined, 1);
    expect(await live(world, id)).toEqual([id]);
    return async () => {
      const second = applicationIdOf(candidateId, requisitionId, 2);
      expect(again).toEqual({ id: second });
      expect((await world.application(second)).tasks).toMatchObject([{ kind: 'duplicate_attempt', about: id }]);
    };
  });
  mends('that a reinstated application has lost', ['application-without-claim'], async (world, id) => {
    await world.reject(id);
    await world.settle();
    await world.reinstate(id);
    await world.settle();
    const { candidateId, requisitionId } = await world.application(id);
    const late = { do: 'end-attempt', requisitionId, applicationId: id, applicationSequence: 99 } as const;
    await world.of('screening', Candidates).execute(candidateId, late, cause(world, 'late'));
    await world.settle();
    expect(await live(world, id)).toEqual([]);
    return async () => expect(await live(world, id)).toEqual([id]);
  });
});

describe('an acceptance', () => {
  const acceptances = async (world: World, id: string) => (await candidateOf(world, id))?.acceptances;
  mends('that the candidate knows nothing of', ['hire-without-acceptance'], async (world, id) => {
    const offerId = await world.offerThatIs('extended', id);
    await unheard(world, 'screening', 'application.pre-hire-begun.v1', () => world.accept(offerId));
    expect(await acceptances(world, id)).toEqual([]);
    return async () => expect(await acceptances(world, id)).toEqual([id]);
  });
  mends('of a hire that was taken back', ['claim-without-live-application'], async (world, id) => {
    await world.offerThatIs('hired', id);
    expect(await acceptances(world, id)).toEqual([id]);
    await unheard(world, 'screening', 'application.returned-to-decision.v1', () => world.reverseHire(id));
    expect(await acceptances(world, id)).toEqual([id]);
    return async () => expect(await acceptances(world, id)).toEqual([]);
  });
});

describe('a search that ends', () => {
  const sweepOf = async (world: World) => world.of('screening', Sweeps).load(world.org, deriveId(world.requisitionId, 'sweep:closing'));
  mends('and whose sweep was never begun', ['application-of-ended-search'], async (world, id) => {
    await unheard(world, 'screening', 'requisition.cancelled.v1', () => world.cancel());
    expect(await sweepOf(world)).toBeUndefined();
    return async () => expect((await world.application(id)).closing).toMatchObject({ reason: 'cancelled', kept: false });
  });
  mends('and into which an application slips after the sweep', [], async (world) => {
    await world.cancel();
    await world.settle();
    await world.pass(9 * day);
    expect((await sweepOf(world))?.state.status).toBe('finished');
    // It read the copy of an open search long ago.
    const candidateId = await world.addPerson(9);
    const { requisitionId } = world;
    await world.of('screening', Candidates).execute(candidateId, { do: 'claim-attempt', requisitionId }, cause(world, 'slow'));
    const id = applicationIdOf(candidateId, requisitionId, 1);
    const command = example.receive({ applicationId: id, candidateId, requisitionId, evaluation: 'switched_off' });
    const slips = () => world.of('screening', Applications).execute(id, command, cause(world, 'slow'));
    await unheard(world, 'screening', 'application.received.v1', slips);
    expect(await mended(world)).toEqual(['application-of-ended-search']);
    const { closing } = await world.application(id);
    expect(closing?.closeOn && Date.parse(closing.closeOn)).toBeGreaterThan(Date.parse(simulation.clock.now()) + 4 * day);
    await world.pass(5 * day);
    expect((await world.application(id)).status).toBe('received');
    await world.pass(3 * day);
    expect(await mended(world)).toEqual(['application-of-ended-search']);
    expect((await world.application(id)).status).toBe('closed');
  });
  mends('and is on again, while the sweep goes on', ['closing-of-open-search'], async (world, id) => {
    const other = await world.apply(8);
    await world.offerThatIs('hired', id);
    await world.pass(minute);
    await unheard(world, 'screening', 'requisition.reopened.v1', () => world.reverseHire(id));
    const applicationId = (other as { applicationId: string }).applicationId;
    expect((await world.application(applicationId)).closing).toBeDefined();
    return async () => {
      expect((await sweepOf(world))?.state.lifted).toBe(true);
      expect((await world.application(applicationId)).closing).toBeUndefined();
    };
  });
  mends('but whose application somebody keeps, or is back from an offer after its date', [], async (world, id) => {
    const other = await world.apply(8);
    const offerId = await world.offerThatIs('approved', id);
    await world.extend(offerId);
    await world.cancel();
    await world.settle();
    await world.keep((other as { applicationId: string }).applicationId);
    await world.pass(12 * hour);
    expect((await world.application(id)).status).toBe('offered');
    await world.moreTime(offerId, 20 * day);
    await world.pass(9 * day);
    await world.decline(offerId);
    await world.settle();
    expect((await world.application(id)).status).toBe('decision');
  });
});
