/**
 * Histories that hold an event in two versions, on a real MongoDB: a build that knows both folds them as one, and one that does not know
 * a newer version (a rollback, or a process that is still old) leaves that aggregate alone and goes on with the others.
 */
import { deriveId } from '@rolecall/kernel';
import {
  type Broker,
  type Cause,
  type DeadLetters,
  type Head,
  MongoDatabase,
  Projector,
  Relay,
  ServicePorts,
  systemClock,
  systemRandomness,
  Timer,
  verifyJob,
} from '@rolecall/messaging';
import { eventually, noBroker } from '@rolecall/testing';
import * as the from '../../apps/offer/src/offer.examples.js';
import { Offers } from '../../apps/offer/src/offers.js';
import { ServiceUptime } from '../../apps/offer/src/uptime.js';
import { mongoUrl } from '../servers.js';

const org = 'acme';
const database = await MongoDatabase.open(mongoUrl('offer-versions'));
const returned = 'offer.seat-returned';
const day = 24 * 3_600_000;
const after = (ms: number): string => new Date(Date.parse(the.extendBy) + ms).toISOString();
/** Its clock stands two days after the seat was to be used. */
const processAt = (now: string, broker: Broker = noBroker) => {
  const ports = new ServicePorts('offer', database, broker, { ...systemClock, now: () => now });
  return { ports, offers: new Offers(ports, new ServiceUptime(ports)) };
};
const { ports, offers } = processAt(after(2 * day));
const cause = (id: string, kind: Cause['kind'] = 'request'): Cause => ({ id, org, actor: { kind: 'person', id: 'mara' }, kind });
const streamOf = (offerId: string): string => `${org}/offer/${offerId}`;
const failBroken = { onBroken: (stream: string, error: unknown) => expect(`${stream} ${error}`).toBeUndefined() };

let last = 0;
/** An offer with a history that other builds have written. */
async function offerOf(...history: readonly { type: string; data: object }[]): Promise<string> {
  last += 1;
  const offerId = deriveId(the.offerId, `version:${last}`);
  await append(offerId, 0, ...history);
  return offerId;
}

async function append(offerId: string, from: number, ...history: readonly { type: string; data: object }[]): Promise<void> {
  const stream = streamOf(offerId);
  const commits = history.map(({ type, data }, n) => {
    const version = from + n + 1;
    return {
      ...{ _id: `${stream}/${String(version).padStart(9, '0')}`, stream, version, cause: `then:${version}` },
      events: [{ id: systemRandomness.id(), sequence: version, type, data: data as Record<string, unknown> }],
      ...{ at: the.at, actor: { kind: 'person' as const, id: 'mara' }, correlationId: the.applicationId },
    };
  });
  expect(new Set(await database.append(commits))).toEqual(new Set(['inserted']));
}

const returnedV1 = (more: object = {}) => ({ type: `${returned}.v1`, data: { ...the.base(), extendBy: the.extendBy, ...more } });
const everything = () => database.commitsFrom(undefined, 1000);
const stored = async (offerId: string) =>
  (await database.commitsAfter(streamOf(offerId), 0)).flatMap(({ events }) => events.map(({ type }) => type));

afterAll(() => database.close());

describe('a history that holds both versions', () => {
  it('gives the state that the newest version alone would give, loaded and projected, from its begin and from a head on the way', async () => {
    const mixed = await offerOf(...the.seated, returnedV1());
    const head = async () => (await database.head(streamOf(mixed))) as Head;
    const projector = new Projector(ports, failBroken);
    await projector.recover(await everything());
    const afterFirst = await head();
    const again = [the.approved(), the.seatAssigned(12)];
    await append(mixed, the.seated.length + 1, ...again);
    await offers.execute(mixed, { do: 'return-seat' }, cause('due', 'timer'));
    const pure = await offerOf(...the.seated, the.seatReturned, ...again, the.seatReturned);
    expect(await stored(mixed)).toEqual([...the.seated, returnedV1(), ...again, the.seatReturned].map(({ type }) => type));
    const [loaded, wanted] = [await offers.load(org, mixed), await offers.load(org, pure)];
    expect([loaded?.state, loaded?.sequence, loaded?.version]).toEqual([wanted?.state, wanted?.sequence, wanted?.version]);
    expect(loaded?.state).toMatchObject({ status: 'approved', seat: undefined, asking: false, gaveUpAt: wanted?.state.count });
    // Once from the head of then, once from nothing.
    expect((await head()).version).toBe(afterFirst.version);
    await projector.recover(await everything());
    const onward = await head();
    await database.collection('heads').deleteOne({ _id: streamOf(mixed) });
    await projector.recover(await everything());
    const { published: _, ...anew } = await head();
    expect(onward).toMatchObject(anew);
    expect(anew.state).toEqual(JSON.parse(JSON.stringify(wanted?.state)));
  });

  it('is told in the newest version to whoever reads it, and stays in the database as it was written', async () => {
    const id = await offerOf(...the.seated, returnedV1({ reason: 'other_band' }));
    const told = (await offers.history(org, id)).at(-1)?.events[0];
    expect(told).toMatchObject({ type: `${returned}.v2`, data: { ...the.base(), reason: 'other_band' } });
    expect(told?.data).not.toHaveProperty('extendBy');
    expect((await stored(id)).at(-1)).toBe(`${returned}.v1`);
  });

  it('answers a repeated command with what it did then, in the newest version', async () => {
    const id = await offerOf(...the.seated, returnedV1());
    const before = `then:${the.seated.length + 1}`;
    const again = await offers.execute(id, { do: 'return-seat' }, cause(before, 'timer'));
    expect(again).toMatchObject({ repeated: true, events: [{ type: `${returned}.v2`, data: { reason: 'not_extended' } }] });
    expect(await stored(id)).toHaveLength(the.seated.length + 1);
  });

  it('is published as it was written, and what happens from now on in the newest version', async () => {
    const id = await offerOf(...the.seated, returnedV1(), the.approved(), the.seatAssigned(12));
    await offers.execute(id, { do: 'return-seat' }, cause('due', 'timer'));
    const sent: string[] = [];
    const send = async (messages: readonly { key: string; headers: Record<string, string> }[]) =>
      void sent.push(...messages.filter(({ headers }) => headers.ce_subject === streamOf(id)).map(({ headers }) => headers.ce_type ?? ''));
    await new Relay(processAt(the.at, { send, clusterId: async () => 'here' } as unknown as Broker).ports).recover(await everything(), 1);
    expect(sent).toEqual(await stored(id));
    expect(sent.filter((type) => type.startsWith(returned))).toEqual([`${returned}.v1`, `${returned}.v2`]);
  });
});

describe('a version that this build does not know', () => {
  const newer = { type: `${returned}.v3`, data: { ...the.base(), because: 'whatever a later build says' } };
  const code = 'request/newer-history';

  it('makes the offer wait for the build that does: nothing is decided, and nothing remembered of the try', async () => {
    const id = await offerOf(...the.seated, newer);
    const count = (await stored(id)).length;
    for (const [kind, keyed] of [['request', true], ['delivery', false], ['timer', false]] as const) // biome-ignore format: a table
      await expect(offers.execute(id, { do: 'return-seat' }, { ...cause(kind, kind), keyed })).rejects.toMatchObject({
        code,
        kind: 'unavailable',
      });
    await expect(offers.load(org, id)).rejects.toMatchObject({ code, details: { stream: streamOf(id), type: newer.type } });
    await expect(offers.history(org, id)).rejects.toMatchObject({ code });
    expect(await stored(id)).toHaveLength(count);
    expect(await database.collection('answers').countDocuments({ code })).toBe(0);
    await expect(offers.load(org, await offerOf(...the.seated))).resolves.toMatchObject({ state: { status: 'approved' } });
  });

  it('after a rollback is known from the head that the newer build has left', async () => {
    const id = await offerOf(...the.seated, newer);
    const known = await offers.load(org, await offerOf(...the.seated, the.seatReturned));
    const head = { _id: streamOf(id), version: the.seated.length + 1, sequence: the.seated.length + 1, at: the.at };
    await database.putHeads([{ ...head, state: known?.state, stateVersion: offers.decider.stateVersion }]);
    const command = { do: 'request-seat', requisition: 'open' } as const;
    expect(await offers.execute(id, command, cause('ask'))).toMatchObject({ events: [{ type: 'offer.approved.v1' }] });
  });

  it('is no mismatch to the verifier: of its head this build cannot say anything', async () => {
    const id = await offerOf(...the.seated, newer);
    const [sequence, state] = [the.seated.length + 1, the.stateOf(...the.seated)];
    const head = { _id: streamOf(id), version: sequence, sequence, state, stateVersion: offers.decider.stateVersion, at: the.at };
    await database.putHeads([head]);
    const of = { ports, group: 'rolecall.offer', handlers: () => undefined, deadLetters: {} as DeadLetters, log: () => undefined };
    const from = { jobId: 'verify', cursor: undefined, options: { all: true }, signal: new AbortController().signal };
    const { findings = [] } = await verifyJob(of).step(from);
    // It was looked at: nobody has published it.
    expect(findings.filter((finding) => finding.includes(streamOf(id)))).toEqual([expect.stringContaining('published')]);
  });

  it('is published as it is, for every version of an event has its place: after a rollback nothing waits behind it', async () => {
    const id = await offerOf(...the.seated, newer, the.approved());
    const sent: { topic: string; key: string; value: string | null }[] = [];
    const send = async (messages: readonly { topic: string; key: string; value: string | null; headers: Record<string, string> }[]) =>
      void sent.push(...messages.filter(({ headers }) => headers.ce_subject === streamOf(id)));
    await new Relay(processAt(the.at, { send, clusterId: async () => 'here' } as unknown as Broker).ports).recover(await everything(), 1);
    expect(sent.at(-2)).toMatchObject({ topic: 'hiring.application', key: the.applicationId, value: JSON.stringify(newer.data) });
    expect(sent).toHaveLength(the.seated.length + 2);
  });

  it('holds up no deadline of another offer', async () => {
    const [unknown, known] = [await offerOf(...the.seated, newer), await offerOf(...the.seated)];
    const dueAt = new Date(Date.parse(the.extendBy));
    const head = { version: the.seated.length, sequence: the.seated.length, at: the.at, state: the.stateOf(...the.seated), dueAt };
    for (const id of [unknown, known]) await database.putHeads([{ ...head, _id: streamOf(id), stateVersion: offers.decider.stateVersion }]);
    // The unknown one first, every time it is looked at.
    const { stateVersion } = offers.decider;
    await database.moveDue({ ...head, _id: streamOf(unknown), stateVersion }, new Date(dueAt.getTime() - day));
    const timer = new Timer(ports, { log: () => undefined });
    timer.start();
    await eventually(async () => (await stored(known)).at(-1) === `${returned}.v2`);
    await timer.stop();
    expect(await stored(unknown)).toHaveLength(the.seated.length + 1);
  });
});
