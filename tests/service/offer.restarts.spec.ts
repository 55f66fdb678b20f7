/** The offer service's deadlines over a restart, and a crossing within a request, on a real MongoDB and without any broker. */
import type { Caller } from '@rolecall/edge';
import { deriveId } from '@rolecall/kernel';
import {
  type Cause,
  type Clock,
  Follower,
  MongoDatabase,
  Projector,
  ServicePorts,
  systemClock,
  systemRandomness,
  Timer,
} from '@rolecall/messaging';
import { eventually, noBroker } from '@rolecall/testing';
import { CollectionVault } from '@rolecall/vault';
import { ApplicationCopies } from '../../apps/offer/src/application-copies.js';
import { ConclusionCopies } from '../../apps/offer/src/conclusion-copies.js';
import { Drafting } from '../../apps/offer/src/drafting.js';
import { OfferCommands } from '../../apps/offer/src/offer.commands.js';
import * as the from '../../apps/offer/src/offer.examples.js';
import { OfferVault } from '../../apps/offer/src/offer.vault.js';
import { Offers, offerIdOf } from '../../apps/offer/src/offers.js';
import { OnOfferBegun } from '../../apps/offer/src/on-offer-begun.js';
import { RequisitionCopies } from '../../apps/offer/src/requisition-copies.js';
import { ServiceUptime } from '../../apps/offer/src/uptime.js';
import { mongoUrl } from '../servers.js';

const org = 'acme';
const graceMs = 4000;
const log = () => undefined;
process.env.EXPIRY_GRACE_MS = String(graceMs);
const database = await MongoDatabase.open(mongoUrl('offer-restarts'));
const cause = (id: string, kind: Cause['kind'] = 'request'): Cause => ({ id, org, actor: { kind: 'person', id: 'mara' }, kind });

/** A process of the service, started at the time of its clock. */
function started(clock: Clock = systemClock) {
  const ports = new ServicePorts('offer', database, noBroker, clock);
  const up = new ServiceUptime(ports);
  return { ports, up, offers: new Offers(ports, up) };
}
/** It lived long ago, and so did what it extended. */
const before = started({ ...systemClock, now: () => the.at });

let last = 0;
/** An offer that a process made long ago, as far as the history given. */
async function offerOf(history: readonly { type: string; data: object }[]): Promise<string> {
  last += 1;
  const offerId = deriveId(the.offerId, `another:${last}`);
  const commits = history.map(({ type, data }, n) => ({
    ...{
      _id: `${org}/offer/${offerId}/${String(n + 1).padStart(9, '0')}`,
      stream: `${org}/offer/${offerId}`,
      version: n + 1,
      cause: `then:${n}`,
    },
    events: [{ id: systemRandomness.id(), sequence: n + 1, type, data: data as Record<string, unknown> }],
    ...{ at: the.at, actor: { kind: 'person' as const, id: 'mara' }, correlationId: the.applicationId },
  }));
  await database.append(commits);
  return offerId;
}
const typesOf = async ({ offers }: { offers: Offers }, id: string) =>
  (await offers.history(org, id)).flatMap(({ events }) => events.map(({ type }) => type.slice('offer.'.length, -3)));

afterAll(() => database.close());

describe('after a restart', () => {
  it('a deadline that passed meanwhile is postponed, an acceptance until then counts, and after it the offer expires', async () => {
    const [waiting, answered] = [await offerOf(the.out), await offerOf(the.out)];
    const now = started();
    const projector = new Follower('projector', now.ports, new Projector(now.ports, { onBroken: log }), { log });
    const timer = new Timer(now.ports, { log });
    projector.start();
    timer.start();
    await eventually(async () => (await typesOf(now, answered)).includes('expiry-postponed'));
    const accept = { do: 'accept', version: 1, answeredAt: systemClock.now(), uptime: now.up.uptime } as const;
    await now.offers.execute(answered, accept, cause('yes'));
    await eventually(async () => (await typesOf(now, waiting)).includes('expired'));
    await Promise.all([timer.stop(), projector.stop()]);
    expect((await typesOf(now, answered)).slice(-3)).toEqual(['extended', 'expiry-postponed', 'accepted']);
    expect((await typesOf(now, waiting)).slice(-3)).toEqual(['extended', 'expiry-postponed', 'expired']);
    const [postponed, expired] = (await now.offers.history(org, waiting)).slice(-2);
    expect(postponed?.events[0]?.data).toMatchObject({ expiresAt: now.up.uptime.graceUntil });
    expect((expired?.at ?? '') >= now.up.uptime.graceUntil).toBe(true);
  });

  it('a second process that was up all the time expires what is due', async () => {
    const id = await offerOf(the.out);
    const { uptime } = before.up;
    await started().offers.execute(id, { do: 'expire', uptime }, { ...cause('due', 'timer'), actor: { kind: 'timer', id: 'expire' } });
    expect((await typesOf(before, id)).at(-1)).toBe('expired');
  });
});

describe('an application that ends while its offer is being drafted', () => {
  const { ports, offers } = started();
  const [applications, requisitions, conclusions] = [
    new ApplicationCopies(ports),
    new RequisitionCopies(ports),
    new ConclusionCopies(ports),
  ];
  const applicationId = deriveId(the.applicationId, 'crossing');
  const { candidateId, requisitionId } = the;
  const story = { applicationId, candidateId, requisitionId, episode: 1 };
  const end = { by: 'mara', reason: 'personal' } as const;

  /** The withdrawal arrives in another process after the facts were read and before the draft is written: the reaction to it finds no offer. */
  class Crossed extends CollectionVault {
    override async put(...field: Parameters<CollectionVault['put']>): Promise<void> {
      await super.put(...field);
      const withdrawn = { type: 'application.withdrawn.v1', data: { ...story, ...end }, sequence: 2 } as const;
      await applications.follow(withdrawn, cause('withdrawn', 'delivery'));
      await started().offers.execute(
        offerIdOf(applicationId, 1),
        { do: 'end-with-application', how: 'withdrawn' },
        cause('withdrawn', 'delivery'),
      );
    }
  }

  it('leaves a voided offer behind and no living one', async () => {
    const seat = { id: 's', bandId: 'berlin', location: 'Berlin', employmentType: 'full_time', kind: 'new' } as const;
    const band = {
      id: 'berlin',
      location: 'Berlin',
      min: 1,
      max: 9,
      currency: 'EUR',
      period: 'year',
      basis: 'base',
      exceptionsAllowed: true,
    } as const;
    const team = { hiringManager: 'hiro', recruiter: 'mara', coordinators: [], interviewers: [] };
    const copy = { status: 'open' as const, bands: [band], bandVersion: 1, seats: [seat], team };
    await requisitions.keep(org, requisitionId, 1, () => copy);
    await applications.keep(org, applicationId, 1, () => ({ candidateId, requisitionId, episode: 1, standing: 'going_on' as const }));
    const concluded = { applicationId, candidateId, requisitionId, episode: 1, concludedBy: 'hiro', dissent: false };
    await conclusions.note(org, 1, { ...concluded, conclusion: 'hire' });
    const vault = new OfferVault(new Crossed(database, 'a key for tests that is long enough'));
    const commands = new OfferCommands(offers, applications, requisitions, vault);
    const drafting = new Drafting(offers, commands, applications, requisitions, conclusions, vault);
    const seed = systemRandomness.id();
    const noteId = (name = 'note') => deriveId(seed, name);
    const caller: Caller = { org, person: cause('').actor, cause: cause('draft'), dryRun: false, at: systemClock.now(), seed, noteId };
    const terms = { base: 5, currency: 'EUR', bandId: 'berlin', startDate: '2099-01-01', contingencies: [] };
    expect(await drafting.draft({ applicationId, terms }, caller)).toMatchObject({ happened: ['offer.drafted.v1'] });
    const offerId = offerIdOf(applicationId, 1);
    // Our own word comes after the withdrawal in the application's order, also when the process that drafted has died.
    const drafted = { type: 'offer.drafted.v1', data: { ...story, offerId } } as never;
    const reaction = new OnOfferBegun(applications, started().offers);
    await reaction.endWithApplication({ event: drafted, cause: cause('drafted', 'delivery') });
    expect(await typesOf({ offers }, offerId)).toEqual(['drafted', 'voided']);
  });
});
