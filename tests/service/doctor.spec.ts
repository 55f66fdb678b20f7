/** `rolecall doctor` on a real service: well, and with one thing after the other broken for real. */
import { Server } from '@nestjs/microservices';
import {
  BrokerUnavailable,
  type Consumption,
  Doctor,
  type Finding,
  groupOf,
  Jobs,
  KafkaBroker,
  type KafkaStrategy,
  KnownSecrets,
  type MongoDatabase,
  Ports,
} from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { Kafka } from 'kafkajs';
import { mongo } from 'mongoose';
import { kafkaBrokers } from '../servers.js';
import { RequisitionService } from './requisition-service.js';
import { type Printed, rolecallOf } from './rolecall.js';
import { patienceMs } from './service.js';

const topic = 'hiring.requisition';
let service: RequisitionService;
let client: mongo.MongoClient;
beforeAll(async () => {
  service = await RequisitionService.start();
  client = new mongo.MongoClient(process.env.MONGO_URL as string);
});
afterAll(async () => {
  await client.close();
  await service.stop();
});

interface Seen {
  readonly code: number;
  /** By name, of what is not ok the worst. */
  readonly findings: Readonly<Record<string, Finding>>;
  readonly printed: Printed;
}

async function examined(): Promise<Seen> {
  const printed = await rolecallOf('requisition', service, ['doctor', '--json']);
  // The worst come first.
  const [{ checks }] = JSON.parse(printed.stdout) as [{ checks: Finding[] }];
  return {
    code: printed.code,
    findings: Object.fromEntries(
      checks
        .filter(({ state }) => state !== 'ok')
        .reverse()
        .map((check) => [check.name, check]),
    ),
    printed,
  };
}
/** One broker is all that a laptop has. */
const single = { replication: expect.objectContaining({ state: 'warn', found: expect.stringContaining('1 broker') }) };
const isWell = async () => {
  const seen = await examined();
  return Object.keys(seen.findings).join() === 'replication' && seen;
};
const mongoDatabase = (): MongoDatabase => service.running.app.get(Ports).database as MongoDatabase;

/** A doctor of the same service, to whom something else seems so. */
function doctorWith(more: Partial<ConstructorParameters<typeof Doctor>[0]>): Doctor {
  const { app } = service.running;
  const broker = app.get(Ports).broker as KafkaBroker;
  const servers = { ports: app.get(Ports), database: mongoDatabase(), broker, consuming: app.get<KafkaStrategy>(Server) };
  return new Doctor({ ...servers, jobs: app.get(Jobs), secrets: app.get(KnownSecrets), ...more });
}
const found = async (doctor: Doctor, name: string) => (await doctor.examine()).checks.find((check) => check.name === name);

it('says of a healthy service on one broker just that, and ends with 0', async () => {
  await service.opened();
  const { code, findings, printed } = (await eventually(isWell, patienceMs)) as Seen;
  expect([code, findings, printed.stderr]).toEqual([0, single, '']);
  const { stdout } = await rolecallOf('requisition', service, ['doctor']);
  for (const name of [
    'topics',
    'topic-settings',
    'group',
    'places',
    'lag',
    'indexes',
    'oplog',
    'relay',
    'projector',
    'deadlines',
    'clock',
    'jobs',
  ])
    expect(stdout).toMatch(new RegExp(`^  ok +${name} `, 'm'));
  expect(stdout).toContain('AUTH_TOKEN_SECRET is in use for');
  expect(stdout).toMatch(/all is well: \d\d checks \(1 to know of\)\n$/);
});

it('finds an index that is gone, and one that nobody asked for', async () => {
  const [commits, heads] = [client.db().collection('commits'), client.db().collection('heads')];
  await commits.dropIndex('stream_1_cause_1');
  expect(await examined()).toMatchObject({
    code: 1,
    findings: { indexes: { state: 'bad', found: 'missing: commits {"stream":1,"cause":1} unique' } },
  });
  await commits.createIndex({ stream: 1, cause: 1 }, { unique: true });
  const extra = await heads.createIndex({ at: 1 });
  expect(await examined()).toMatchObject({ code: 0, findings: { indexes: { state: 'warn', found: 'not ours: heads {"at":1}' } } });
  await heads.dropIndex(extra);
  expect(await isWell()).toBeTruthy();
});

it('finds settings of a topic that somebody has changed or taken away', async () => {
  const admin = new Kafka({ brokers: kafkaBrokers().split(','), logLevel: 0 }).admin();
  await admin.connect();
  const set = (entries: Record<string, string>) => {
    const configEntries = Object.entries(entries).map(([name, value]) => ({ name, value }));
    return admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: topic, configEntries }] });
  };
  const ours = { 'retention.ms': '-1', 'retention.bytes': '-1', 'max.message.bytes': '8000000', 'unclean.leader.election.enable': 'false' };
  try {
    await set({ ...ours, 'retention.ms': '604800000', 'max.message.bytes': '1000' });
    const { code, findings } = await examined();
    expect([code, findings['topic-settings']?.state]).toEqual([1, 'bad']);
    for (const says of [`topic ${topic} forgets events: retention.ms=604800000`, `topic ${topic} refuses events`])
      expect(findings['topic-settings']?.found).toContain(says);
  } finally {
    await set(ours);
    await admin.disconnect();
  }
  expect(await isWell()).toBeTruthy();
});

it('finds a dead message, a deadline that was given up, and one that is overdue', async () => {
  await service.send({ topic: 'hiring.application', key: '', value: 'noise', headers: {} });
  const seen = await eventually(async () => {
    const each = await examined();
    return each.findings['dead-letters'] && each;
  }, patienceMs);
  expect(seen).toMatchObject({ code: 0, findings: { 'dead-letters': { state: 'warn', found: '1 dead message without a key' } } });
  const address = await service.deadDeadline(await service.opened());
  expect(await examined()).toMatchObject({
    code: 1,
    findings: { 'dead-deadlines': { state: 'bad', found: expect.stringContaining(address.split('@')[1] as string) } },
  });
  await rolecallOf('requisition', service, ['dead', 'discard', address, '--reason', 'a test']);
  await client.db().collection('dead-letters').deleteMany({});
  // Of an aggregate that no store here knows: the timer leaves it alone for half a minute.
  const overdue = { _id: 'acme/nobody/1' as never, version: 1, stateVersion: 1, dueAt: new Date(Date.now() - 18_000) };
  await client.db().collection('heads').insertOne(overdue);
  expect(await found(doctorWith({}), 'deadlines')).toMatchObject({ state: 'warn', found: expect.stringContaining('acme/nobody/1') });
  await client.db().collection('heads').deleteOne({ _id: overdue._id });
});

it('finds a clock that is off', async () => {
  const ports = service.running.app.get(Ports);
  const ahead = (ms: number) => {
    const clock = { ...ports.clock, now: () => new Date(Date.now() + ms).toISOString() };
    return found(doctorWith({ ports: Object.assign(Object.create(ports), { clock }) }), 'clock');
  };
  expect(await ahead(2500)).toMatchObject({ state: 'warn', found: expect.stringMatching(/^2\d\d\d ms from MongoDB’s, ahead$/) });
  expect(await ahead(-20_000)).toMatchObject({ state: 'bad', found: expect.stringContaining('behind') });
});

it('knows since when a secret is in use, and that it is another one', async () => {
  const secrets = client.db().collection('secrets');
  const monthsAgo = new Date(Date.now() - 200 * 86_400_000);
  await secrets.updateMany({}, { $set: { since: monthsAgo } });
  expect(await examined()).toMatchObject({
    code: 0,
    findings: { secrets: { state: 'warn', found: 'AUTH_TOKEN_SECRET is in use for 200 days or more' } },
  });
  const vault = { _id: 'VAULT_HASH_KEY' as never };
  const kept = await secrets.findOne(vault);
  await secrets.updateOne(vault, { $set: { print: 'of another' } });
  expect(await examined()).toMatchObject({
    code: 1,
    findings: { secrets: { found: expect.stringContaining('VAULT_HASH_KEY is another one') } },
  });
  await new KnownSecrets(mongoDatabase()).note({
    name: 'VAULT_HASH_KEY',
    value: 'a third key that is long enough, and wrong',
    forEver: true,
  });
  expect(await secrets.findOne(vault)).toMatchObject({ print: 'of another', since: monthsAgo });
  await secrets.updateOne(vault, { $set: { print: kept?.print } });
  // A new secret is as old as the first process that has it.
  await new KnownSecrets(mongoDatabase()).note({ name: 'AUTH_TOKEN_SECRET', value: 'another secret that is long enough' });
  expect((await secrets.findOne({ _id: 'AUTH_TOKEN_SECRET' as never }))?.since.getTime()).toBeGreaterThan(Date.now() - 60_000);
});

it('says that Kafka is away, and of everything else how it is', async () => {
  const broker = await KafkaBroker.open({ clientId: 'nobody', brokers: ['127.0.0.1:1'], log: () => undefined });
  const { checks } = await doctorWith({ broker }).examine();
  expect(checks.find(({ name }) => name === 'kafka')).toMatchObject({ state: 'bad', found: expect.stringMatching(/^cannot be asked/) });
  expect(checks.find(({ name }) => name === 'indexes')).toMatchObject({ state: 'ok' });
}, 60_000);

it('finds that nobody leads a partition, where Kafka tells nothing else, and of everything else how it is', async () => {
  const { broker } = service.running.app.get(Ports);
  const cause = Object.assign(new Error('There is no leader for this topic-partition'), { type: 'LEADER_NOT_AVAILABLE' });
  const survey = () => Promise.reject(new BrokerUnavailable(cause.message, { cause }));
  const { checks } = await doctorWith({ broker: Object.create(broker, { survey: { value: survey } }) }).examine();
  expect(checks.find(({ name }) => name === 'replication')).toMatchObject({ state: 'bad', found: expect.stringContaining('nobody leads') });
  expect(checks.some(({ name }) => name === 'kafka')).toBe(false);
  expect(checks.find(({ name }) => name === 'indexes')).toMatchObject({ state: 'ok' });
});

it('finds that nobody consumes, and a place that the log has not', async () => {
  await service.running.app.get<KafkaStrategy>(Server).unwrap<Consumption>().close();
  expect(await examined()).toMatchObject({
    code: 1,
    findings: { group: { state: 'bad', found: 'nobody consumes as rolecall.requisition' } },
  });
  const { broker } = service.running.app.get(Ports);
  await broker.setPlaces(groupOf('requisition'), [{ topic: 'hiring.application', partition: 3, offset: '99999' }]);
  const places = await found(doctorWith({}), 'places');
  expect(places).toMatchObject({ state: 'bad', found: expect.stringContaining('hiring.application/3 at 99999') });
  const ready = (await (await fetch(`${service.running.url}/readyz`)).json()) as {
    status: string;
    checks: { name: string; state: string }[];
  };
  expect([ready.status, ready.checks.find(({ name }) => name === 'kafka')?.state]).toEqual(['ready', 'warn']);
});
