/** What a process tells of its servers while they freeze, are cut off or hang, while it is busy itself, and when they are back. */
import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { type Running, start } from '@rolecall/edge';
import { eventsOn } from '@rolecall/kernel';
import { Consumes, groupOf, KafkaBroker, MessagingModule, Ports } from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { z } from 'zod';
import { type RunningBroker, startKafkaCluster } from '../../deploy/local/kafka-server.ts';
import { openNetwork, type Switchboard } from '../../deploy/local/network.ts';
import { freePort } from '../../deploy/local/ports.ts';
import { Premises } from '../../deploy/local/premises.ts';
import { OwnMongod } from '../own-mongod.js';

const topic = 'test.watched';
const sung = eventsOn({ topic, key: 'songId', service: 'test' })('song.sung.v1', 'A song was sung.', z.object({ songId: z.string() }));

@Controller()
class OnSongSung {
  @Consumes(sung)
  async hear(): Promise<void> {}
}

const service = `watching-${randomUUID().slice(0, 8)}`;

@Module({ imports: [MessagingModule.forRoot({ service })], controllers: [OnSongSung] })
class Watching {}

const mongodbWithinMs = 12_500;
const kafkaWithinMs = 15_000;

let premises: Premises;
let network: Switchboard;
let kafka: RunningBroker;
let mongod: OwnMongod;
let running: Running;
let broker: KafkaBroker;

/** What was told, whenever it was another than before; asked five times a second until the end. */
const seen: Record<'mongodb' | 'kafka', (number | undefined)[]> = { mongodb: [], kafka: [] };
const looking = { over: false, done: Promise.resolve() };

const value = async (name: string, labels = ''): Promise<number | undefined> => {
  const line = (await metrics.exposition()).text.split('\n').find((each) => each.startsWith(`${name}${labels}`));
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ')));
};
const answering = (server: 'mongodb' | 'kafka') => value('hiring_server_answering_ratio', `{server="${server}"}`);
const becomes = (server: 'mongodb' | 'kafka', wanted: number, withinMs: number) =>
  eventually(async () => seen[server].at(-1) === wanted, withinMs);

async function look(): Promise<void> {
  while (!looking.over) {
    for (const server of ['mongodb', 'kafka'] as const) {
      const told = await answering(server);
      if (seen[server].length === 0 || seen[server].at(-1) !== told) seen[server].push(told);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

beforeAll(async () => {
  premises = await Premises.open();
  network = await openNetwork(premises, (line) => process.stderr.write(`  ${line}\n`));
  const port = await freePort();
  const advertised = await network.route('kafka', port);
  [[kafka], mongod] = (await Promise.all([startKafkaCluster(premises, [{ port, advertised }], () => undefined), OwnMongod.start()])) as [
    [RunningBroker],
    OwnMongod,
  ];
  const brokers = [`127.0.0.1:${advertised}`];
  Object.assign(process.env, { MONGO_URL: mongod.url('watched'), KAFKA_BROKERS: brokers.join() });
  looking.done = look();
  const env = { AUTH_TOKEN_SECRET: 'a secret for tests that is long enough', PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent' };
  running = await start(Watching, { service, env });
  broker = await KafkaBroker.open({ clientId: 'test', brokers, log: () => undefined });
}, 600_000);
afterAll(async () => {
  looking.over = true;
  await looking.done;
  await network.mend();
  await broker.close();
  await running.stop();
  await mongod.stop();
  await premises.close();
}, 60_000);

it('says nothing before it has asked, and that they answer from then on: while it joins its group, and while others come and go', async () => {
  await becomes('mongodb', 1, 5000);
  await becomes('kafka', 1, 5000);
  await eventually(async () => (await value('hiring_partitions_assigned')) === 12, 60_000);
  for (let time = 0; time < 2; time += 1) {
    const other = await broker.consume({ group: groupOf(service), topics: [topic], begin: () => ({ attempt: async () => undefined }) });
    await other.joined;
    await eventually(async () => (await value('hiring_partitions_assigned')) === 6, 60_000);
    await other.close();
    await eventually(async () => (await value('hiring_partitions_assigned')) === 12, 60_000);
  }
  expect(seen).toEqual({ mongodb: [undefined, 1], kafka: [undefined, 1] });
}, 180_000);

it('says that they answer, and the process is ready, while every connection that work shares is taken', async () => {
  const { database } = running.app.get(Ports);
  const data = { failCommands: ['aggregate'], blockConnection: true, blockTimeMS: 13_000 };
  await mongod.admin.command({ configureFailPoint: 'failCommand', mode: 'alwaysOn', data });
  const work = Array.from({ length: 40 }, () =>
    database
      .collection('things')
      .countDocuments({})
      .catch(() => undefined),
  );
  await eventually(async () => (await value('hiring_database_connections', '{state="in_use"')) === 20, 5000);
  const begun = performance.now();
  while (performance.now() - begun < 11_000) {
    const ready = await fetch(`${running.url}/readyz`);
    expect([ready.status, await answering('mongodb')]).toEqual([200, 1]);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  expect(await value('hiring_database_connections', '{state="in_use"')).toBe(20);
  expect(await value('hiring_database_connections', '{state="waiting"')).toBeGreaterThan(0);
  await mongod.admin.command({ configureFailPoint: 'failCommand', mode: 'off' });
  await Promise.all(work);
  expect(seen).toEqual({ mongodb: [undefined, 1], kafka: [undefined, 1] });
}, 90_000);

it('MongoDB frozen: 0 within twelve seconds, clock and disk as they were told last; 1 when it goes on', async () => {
  const lastTold = () => Promise.all([value('hiring_clock_ahead_seconds'), value('hiring_database_disk_free_ratio')]);
  const before = await lastTold();
  mongod.freeze();
  await becomes('mongodb', 0, mongodbWithinMs);
  expect((await fetch(`${running.url}/readyz`)).status).toBe(503);
  const [ahead, free] = await lastTold();
  expect([Math.abs((ahead as number) - (before[0] as number)) < 1, free]).toEqual([true, expect.closeTo(before[1] as number, 2)]);
  mongod.thaw();
  await becomes('mongodb', 1, mongodbWithinMs);
  await eventually(async () => (await fetch(`${running.url}/readyz`)).status === 200, 10_000);
  expect(seen).toEqual({ mongodb: [undefined, 1, 0, 1], kafka: [undefined, 1] });
}, 90_000);

it.each([
  ['frozen', async () => kafka.freeze(), async () => kafka.thaw()],
  ['that refuses connections', () => network.cut(['kafka']), () => network.mend()],
  ['that lets them hang', () => network.spoil(['kafka'], { type: 'timeout', attributes: { timeout: 0 } }), () => network.mend()],
] as const)(
  'Kafka %s: 0 within fifteen seconds, 1 within fifteen when it is back',
  async (_, hurt, mend) => {
    const before = [...seen.kafka];
    await hurt();
    await becomes('kafka', 0, kafkaWithinMs);
    await mend();
    await becomes('kafka', 1, kafkaWithinMs);
    expect(seen.kafka).toEqual([...before, 0, 1]);
    expect(seen.mongodb.at(-1)).toBe(1);
  },
  90_000,
);
