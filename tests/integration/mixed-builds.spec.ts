/**
 * Builds of one service that know an event in different versions, in one consumer group on real Kafka and MongoDB: an old one with new
 * producers, a new one with old producers, both together while it is rolled out, and what fields and types nobody knows yet come to.
 */
import { randomUUID } from 'node:crypto';
import { Controller, type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { offerSeatReturned } from '@rolecall/contracts';
import { contractOf, type Decider, type EventContract, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import {
  AggregateStore,
  Consumes,
  type Delivery,
  type DeliveryReport,
  KafkaBroker,
  KafkaStrategy,
  MongoDatabase,
  ServicePorts,
  toMessage,
} from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { z } from 'zod';
import { kafkaBrokers, mongoUrl } from '../servers.js';

/** The real event, on a topic of this file's own. */
const topic = `test.mixed-${randomUUID()}`;
const newest: EventContract = { ...(offerSeatReturned as unknown as EventContract), topic };
const first: EventContract = { ...(contractOf('offer.seat-returned.v1') as EventContract), topic };
/** A build of later still, which knows one more field. */
const later = { ...newest, data: newest.data.extend({ returnedBy: z.string().optional() }) };
const org = 'acme';

const define = eventsOn({ topic: null, key: 'applicationId', service: 'test' });
const heard = define('ledger.heard.v1', 'A word was heard.', z.object({ applicationId: z.string(), word: z.number(), reason: z.string() }));
const event = eventMaker<EventOf<typeof heard>>();
interface Ledger {
  readonly words: readonly number[];
}
type Hear = { do: 'hear'; applicationId: string; word: number; reason: string };
/** What one application’s offer said, in the order in which it was heard. */
const ledger: Decider<Ledger, Hear, EventOf<typeof heard>> = {
  aggregate: 'ledger',
  stateVersion: 1,
  initial: { words: [] },
  decide: ({ applicationId, word, reason }) => [event('ledger.heard.v1', { applicationId, word, reason })],
  evolve: ({ words }, { data }) => ({ words: [...words, data.word] }),
};

type Said = Delivery<typeof offerSeatReturned>;
type Hears = (delivery: Said) => Promise<unknown>;

/** The same class and method in every build, so that the same event has the same cause in each. */
function listenerOf(contract: EventContract, hears: Hears): Type {
  @Controller()
  class OnOfferEnded {
    @Consumes(contract)
    releaseSeat(delivery: Delivery): Promise<unknown> {
      return hears(delivery as Said);
    }
  }
  @Module({ controllers: [OnOfferEnded] })
  class Listeners {}
  return Listeners;
}

const database = await MongoDatabase.open(mongoUrl('mixed-builds'));
const brokerOf = (clientId: string) => KafkaBroker.open({ clientId, brokers: kafkaBrokers().split(','), log: () => undefined });
const producer = await brokerOf('mixed-producer');

/** A process of a service with a build that knows the event as this contract says. */
class Process {
  readonly ends: DeliveryReport[] = [];
  readonly heard: Said['event'][] = [];

  private constructor(
    private readonly broker: KafkaBroker,
    readonly ledgers: AggregateStore<Ledger, Hear, EventOf<typeof heard>>,
  ) {}

  private app: INestMicroservice | undefined;

  static async start(service: string, contract: EventContract): Promise<Process> {
    const broker = await brokerOf(service);
    const ports = new ServicePorts(service, database, broker);
    const process = new Process(broker, new AggregateStore(ledger, ports));
    const strategy = new KafkaStrategy(ports, {
      delivering: { retryBaseMs: 5, retryMaxMs: 50, releaseEveryMs: 150 },
      consuming: { sessionTimeoutMs: 6000, heartbeatEveryMs: 500, commitEveryMs: 100 },
      onDelivery: (report) => void process.ends.push(report),
      onWait: () => undefined,
      log: () => undefined,
    });
    process.app = await NestFactory.createMicroservice(
      listenerOf(contract, (delivery) => process.hear(delivery)),
      { strategy, logger: false },
    );
    await process.app.listen();
    await strategy.joined();
    return process;
  }

  /** What it has heard of one application’s offer, repeats among it. */
  of = (id: string): Said['event'][] => this.heard.filter(({ data }) => data.applicationId === id);
  count = (end: DeliveryReport['end']): number => this.ends.filter((report) => report.end === end).length;

  private stopping: Promise<void> | undefined;
  stop(): Promise<void> {
    this.stopping ??= (async () => {
      await this.app?.close();
      await this.broker.close();
    })();
    return this.stopping;
  }

  private hear({ event, cause }: Said): Promise<unknown> {
    this.heard.push(event);
    const { applicationId, reason } = event.data;
    return this.ledgers.execute(applicationId, { do: 'hear', applicationId, word: event.sequence, reason: String(reason) }, cause);
  }
}

const extendBy = '2026-03-04T09:00:00.000Z';
const words = new Map<string, number>();
/** The next word of an application’s offer, in that version; the reason of v1 may be left out. */
function say(applicationId: string, version: 1 | 2 | 3, more: object = {}, type = `offer.seat-returned.v${version}`) {
  const sequence = (words.get(applicationId) ?? 0) + 1;
  words.set(applicationId, sequence);
  const ids = { applicationId, candidateId: applicationId, requisitionId: applicationId, offerId: applicationId };
  const data = { ...ids, episode: 1, offerVersion: 1, extendBy, ...(version === 1 ? {} : { reason: 'not_extended' }), ...more };
  const place = { sequence, version: sequence, at: '2026-03-02T09:00:00.000Z', topic, key: applicationId };
  const story = { stream: `${org}/offer/${applicationId}`, org, correlationId: applicationId, causationId: 'test', service: 'offer' };
  return toMessage({ id: randomUUID(), type, ...place, ...story, data });
}

const running: Process[] = [];
async function started(service: string, contract: EventContract): Promise<Process> {
  const process = await Process.start(service, contract);
  running.push(process);
  return process;
}
const serviceName = () => `listener-${randomUUID().slice(0, 8)}`;
const someone = () => randomUUID();
const loaded = async (process: Process, id: string) => (await process.ledgers.load(org, id))?.state.words ?? [];
const hears = (process: Process, id: string, count: number) => eventually(async () => (await loaded(process, id)).length === count, 60_000);
/** Or more: what a process that left had done above something unfinished comes again. */
const untilWaiting = (service: string, key: string, count: number) => {
  const where = { group: `rolecall.${service}`, 'message.key': key };
  return eventually(async () => (await database.collection('dead-letters').countDocuments(where)) >= count, 60_000);
};
const heldKeys = (service: string) =>
  database
    .collection('held-keys')
    .find({ group: `rolecall.${service}` })
    .toArray();

beforeAll(() => producer.ensureTopics([{ name: topic, partitions: 6 }]));
afterEach(async () => {
  await Promise.all(running.splice(0).map((process) => process.stop()));
}, 60_000);
afterAll(async () => {
  await producer.close();
  await database.close();
});

it('an old consumer with new producers: the key waits, others go on, and a build that knows the version brings all of it in order', async () => {
  const service = serviceName();
  const [waits, goesOn] = [someone(), someone()];
  const old = await started(service, first);
  await producer.send([say(waits, 1), say(waits, 2, { reason: 'other_band' }), say(waits, 1), say(goesOn, 1)]);
  await hears(old, goesOn, 1);
  await untilWaiting(service, waits, 2);
  expect([await loaded(old, waits), await heldKeys(service)]).toMatchObject([[1], [{ key: waits, reason: 'newer version' }]]);
  const both = await started(service, newest);
  await hears(both, waits, 3);
  await eventually(async () => (await heldKeys(service)).length === 0, 60_000);
  expect(await loaded(both, waits)).toEqual([1, 2, 3]);
  // The first, which the old one has done, may come again.
  const byPlace = new Map(both.of(waits).map(({ type, sequence, data: { reason } }) => [sequence, `${type} ${reason}`]));
  expect([byPlace.get(2), byPlace.get(3)]).toEqual(['offer.seat-returned.v2 other_band', 'offer.seat-returned.v2 not_extended']);
}, 180_000);

it('a new consumer with old producers: hears the newest version alone, and nothing again that the old build has done', async () => {
  const service = serviceName();
  const id = someone();
  const [before, meanwhile] = [say(id, 1, { reason: 'other_band' }), say(id, 1)];
  const old = await started(service, first);
  await producer.send([before]);
  await hears(old, id, 1);
  await old.stop();
  const both = await started(service, newest);
  // The relay of an old producer may repeat what it has said.
  await producer.send([before, meanwhile, say(id, 2)]);
  await hears(both, id, 3);
  expect(await loaded(both, id)).toEqual([1, 2, 3]);
  // What had not been committed as heard comes again; each is the newest version, and is done once.
  expect(new Set(both.of(id).map(({ type, sequence }) => `${sequence} ${type}`))).toEqual(
    new Set([1, 2, 3].map((sequence) => `${sequence} offer.seat-returned.v2`)),
  );
  const commits = await both.ledgers.history(org, id);
  expect(commits.map(({ events }) => events[0]?.data.reason)).toEqual(['other_band', 'not_extended', 'not_extended']);
  expect(new Set(commits.map(({ cause }) => cause.split(':')[1]))).toEqual(new Set(['OnOfferEnded.releaseSeat']));
}, 180_000);

it('a rollback and another try: what the old build cannot read waits for it, and nothing is lost or done twice', async () => {
  const service = serviceName();
  const [id, other] = [someone(), someone()];
  const tried = await started(service, newest);
  await producer.send([say(id, 1), say(id, 2)]);
  await hears(tried, id, 2);
  await tried.stop();
  const back = await started(service, first);
  await producer.send([say(id, 2), say(id, 1), say(other, 1)]);
  await hears(back, other, 1);
  await untilWaiting(service, id, 2);
  await back.stop();
  const again = await started(service, newest);
  await hears(again, id, 4);
  expect(await loaded(again, id)).toEqual([1, 2, 3, 4]);
}, 180_000);

it('both builds in one group, while processes come and go under load: every word once, in order, and no key stays held', async () => {
  const service = serviceName();
  const ids = Array.from({ length: 16 }, someone);
  const rounds = 8;
  /** Five words of everybody, old and new producers mixed. */
  const round = async () => {
    for (let n = 0; n < 5; n += 1) await producer.send(ids.map((id) => say(id, Math.random() < 0.7 ? 1 : 2)));
  };
  const all: Process[] = [];
  const start = async (contract: EventContract) => {
    const process = await started(service, contract);
    all.push(process);
    return process;
  };
  const [old, both] = [await start(first), await start(newest)];
  let leaving = old;
  for (let n = 0; n < rounds; n += 1) {
    const coming = n % 4 === 1 ? start(n % 8 === 1 ? newest : first) : undefined;
    const going = n % 4 === 3 ? leaving.stop() : undefined;
    await round();
    await going;
    leaving = (await coming) ?? leaving;
  }
  // One of each is there at the end, so that an old one may still hold a key and only a new one can free it.
  await start(first);
  await round();
  const wanted = Array.from({ length: (rounds + 1) * 5 }, (_, n) => n + 1);
  for (const id of ids) await hears(both, id, wanted.length);
  for (const id of ids) expect(await loaded(both, id)).toEqual(wanted);
  await eventually(async () => (await heldKeys(service)).length === 0, 60_000);
  expect(await database.collection('dead-letters').countDocuments({ group: `rolecall.${service}` })).toBe(0);
  const by = (of: (process: Process) => number) => all.reduce((sum, process) => sum + of(process), 0);
  expect(by((process) => process.count('held'))).toBeGreaterThan(0);
  expect(Math.min(old.heard.length, both.heard.length)).toBeGreaterThan(0);
  expect(by((process) => process.count('dead'))).toBe(0);
}, 180_000);

describe('what a newer producer says besides', () => {
  const unknown = async (type: string, group: string) => {
    const { values } = await metrics.unknownFieldsTotal.get();
    return values.find(({ labels }) => labels.type === type && labels.group === group)?.value ?? 0;
  };

  it('a field that is not known yet is counted and left out, stays in what is put aside, and is there for a build that knows it', async () => {
    const service = serviceName();
    const [id, held] = [someone(), someone()];
    const both = await started(service, newest);
    await producer.send([
      say(id, 2, { returnedBy: 'mara' }),
      say(id, 1, { returnedBy: 'mara', more: {} }),
      say(held, 3),
      say(held, 2, { returnedBy: 'hiro' }),
    ]);
    await hears(both, id, 2);
    await untilWaiting(service, held, 2);
    for (const { data } of both.of(id)) expect(data).not.toHaveProperty('returnedBy');
    const group = `rolecall.${service}`;
    expect([await unknown('offer.seat-returned.v2', group), await unknown('offer.seat-returned.v1', group)]).toEqual([2, 2]);
    const letter = await database.collection('dead-letters').findOne({ group, reason: 'behind' });
    expect(JSON.parse((letter as unknown as { message: { value: string } }).message.value)).toMatchObject({ returnedBy: 'hiro' });
    // Another group of that build reads the topic from its begin, as a replay does.
    const knowing = await started(serviceName(), later);
    const told = await eventually(async () => knowing.of(id).find(({ sequence }) => sequence === 1), 60_000);
    expect(told.data).toMatchObject({ returnedBy: 'mara' });
  }, 180_000);

  it('an event that is not known yet is counted, and passes', async () => {
    const id = someone();
    const service = serviceName();
    const both = await started(service, newest);
    await producer.send([say(id, 2, {}, 'offer.seat-swapped.v1'), say(id, 2)]);
    await hears(both, id, 1);
    expect(await loaded(both, id)).toEqual([2]);
    expect(both.ends.filter(({ end }) => end === 'ignored')).toContainEqual(expect.objectContaining({ type: 'unknown' }));
    expect((await heldKeys(service)).map(({ key }) => key)).not.toContain(id);
  }, 180_000);
});
