/** What restoring does not trust: the instant that it is told, a database that went on, a log that was cut, a process that is not quite dead. */
import { randomUUID } from 'node:crypto';
import {
  AggregateStore,
  type Broker,
  type Commit,
  type MongoDatabase,
  type OutgoingMessage,
  restore,
  ServicePorts,
  toMessage,
} from '@rolecall/messaging';
import { Kafka, logLevel } from 'kafkajs';
import { cause, openBroker, openDatabase, published, service, tale, told, topic } from './restore.tales.js';

const group = `rolecall.${service}`;
const hourMs = 3_600_000;
const broker = await openBroker();
const kafka = new Kafka({ clientId: 'restore-test', brokers: (process.env.KAFKA_BROKERS ?? '').split(','), logLevel: logLevel.NOTHING });
const producer = kafka.producer({ allowAutoTopicCreation: false });
const admin = kafka.admin();
const opened: MongoDatabase[] = [];
beforeAll(async () => {
  await broker.ensureTopics([{ name: topic, partitions: 1 }]);
  await Promise.all([producer.connect(), admin.connect()]);
});
afterAll(async () => {
  await Promise.all([broker.close(), producer.disconnect(), admin.disconnect()]);
  for (const database of opened) await database.close();
});

const ago = (hours: number): string => new Date(Date.now() - hours * hourMs).toISOString();
/** Puts messages into the log as if they had been sent then. */
const sendAt = (at: string, messages: readonly OutgoingMessage[]) =>
  producer.send({
    topic,
    messages: messages.map(({ key, value, headers }) => ({ key, value, headers, timestamp: String(Date.parse(at)) })),
  });
const messageOf = (taleId: string, version: number, more: { id?: string; at?: string; data?: object } = {}) =>
  toMessage({
    ...{ id: more.id ?? randomUUID(), type: told.type, sequence: version, version, stream: `acme/tale/${taleId}`, org: 'acme' },
    ...{ at: more.at ?? ago(0), correlationId: taleId, causationId: `cause-${version}`, service, topic, key: taleId },
    data: { taleId, what: `part ${version}`, ...more.data },
  });
const commitsOf = (database: MongoDatabase, taleId: string): Promise<Commit[]> => database.commitsAfter(`acme/tale/${taleId}`, 0);
const empty = async () => {
  const database = await openDatabase();
  opened.push(database);
  return database;
};
const restored = (
  database: MongoDatabase,
  more: { backupTaken?: string; fromBeginning?: boolean; apply?: boolean } = {},
  over: Broker = broker,
) => restore(new ServicePorts(service, database, over), { backupTaken: ago(0), fromBeginning: true, apply: true, ...more });
/** A commit as a database holds it that was backed up then. */
const committed = async (database: MongoDatabase, taleId: string, version: number, at: string, id = randomUUID()) => {
  const events = [{ id, sequence: version, type: told.type, data: { taleId, what: `part ${version}` } }];
  const stream = `acme/tale/${taleId}`;
  const commit = {
    stream,
    version,
    cause: `cause-${version}`,
    events,
    at,
    actor: { kind: 'person', id: 'mara' } as const,
    correlationId: taleId,
  };
  expect(await database.append([{ _id: `${stream}/00000000${version}`, ...commit }])).toEqual(['inserted']);
  return id;
};

it('reads from before the newest commit of the backup, whenever the backup is said to have been taken', async () => {
  const database = await empty();
  await sendAt(ago(9), [messageOf('early', 1)]);
  await committed(database, 'other', 1, ago(5));
  await sendAt(ago(4), [messageOf('late', 1)]);
  const report = await restored(database, { fromBeginning: false, apply: false });
  expect(report).toMatchObject({ commits: 1, eventsByType: { [told.type]: 1 } });
  expect(Date.parse(report.since ?? '')).toBeLessThan(Date.parse(ago(5)));
  await restored(database, { fromBeginning: false });
  expect([(await commitsOf(database, 'late')).length, (await commitsOf(database, 'early')).length]).toEqual([1, 0]);
  expect(await restored(database)).toMatchObject({ commits: 1, since: null });
  expect(await commitsOf(database, 'early')).toHaveLength(1);
});

it('puts the group back to where the backup stood, however long before the backup that was published', async () => {
  const database = await empty();
  const [{ high = '0' } = {}] = await broker.bounds([topic]);
  await sendAt(ago(30), [messageOf('x', 1), messageOf('x', 2), messageOf('x', 3)]);
  await committed(database, 'x', 1, ago(0));
  const place = { topic, partition: 0 };
  const backupPlace = String(Number(high) + 1);
  await database.collection('group-places').insertOne({ _id: `${group} ${topic}/0`, group, ...place, offset: Number(backupPlace) });
  await broker.setPlaces(group, [{ ...place, offset: String(Number(high) + 3) }]);
  const { rewound } = await restored(database, { apply: false });
  expect(rewound).toEqual([{ ...place, offset: backupPlace, before: String(Number(high) + 3) }]);
  await restored(database);
  expect(await broker.placesOf(group, [topic])).toEqual([{ ...place, offset: backupPlace }]);
  // A group that is behind stays behind.
  await broker.setPlaces(group, [{ ...place, offset: '1' }]);
  expect(await restored(database)).toMatchObject({ rewound: [] });
});

it('refuses to go on from the middle of a stream, and brings all of it back when it is read from the beginning', async () => {
  const database = await empty();
  await committed(database, 'torn', 1, ago(0));
  await sendAt(ago(20), [messageOf('torn', 1, { id: (await commitsOf(database, 'torn'))[0]?.events[0]?.id }), messageOf('torn', 2)]);
  await sendAt(ago(0), [messageOf('torn', 3)]);
  await expect(restored(database, { fromBeginning: false })).rejects.toThrow('acme/tale/torn: version 3 begins with event 3');
  expect(await commitsOf(database, 'torn')).toHaveLength(1);
  await restored(database);
  expect((await commitsOf(database, 'torn')).map(({ version }) => version)).toEqual([1, 2, 3]);
});

it('handles everything again when the backup does not know where the group stood', async () => {
  const database = await empty();
  await committed(database, 'y', 1, ago(0));
  await broker.setPlaces(group, [{ topic, partition: 0, offset: '3' }]);
  expect((await restored(database, { apply: false })).rewound).toEqual([{ topic, partition: 0, offset: '0', before: '3' }]);
});

it('adds nothing to a stream that has gone on otherwise, names it, and brings the others back', async () => {
  const database = await empty();
  await committed(database, 'gone-on', 1, ago(0));
  await sendAt(ago(0), [messageOf('gone-on', 1), messageOf('gone-on', 2), messageOf('well', 1)]);
  const { findings, commits } = await restored(database);
  expect(findings).toContainEqual('acme/tale/gone-on/000000001: the database holds other events than were published');
  expect(commits).toBeGreaterThan(0);
  expect([(await commitsOf(database, 'gone-on')).length, (await commitsOf(database, 'well')).length]).toEqual([1, 1]);
  expect((await database.head('acme/tale/gone-on'))?.published).toBeUndefined();
});

it('names a version that cannot be written because its cause made another one since', async () => {
  const database = await empty();
  await new AggregateStore(tale, new ServicePorts(service, database, broker)).execute(
    'again',
    { do: 'tell', taleId: 'again', what: 'x' },
    cause('cause-2'),
  );
  const [{ events: [event] } = { events: [] }] = await commitsOf(database, 'again'); // biome-ignore format: one line reads better
  await sendAt(ago(0), [messageOf('again', 1, { id: event?.id }), messageOf('again', 2)]);
  expect((await restored(database)).findings).toContainEqual('acme/tale/again/000000002: another commit has its version or its cause');
});

it('takes what comes while it reads, from a process that is not quite dead', async () => {
  const database = await empty();
  await sendAt(ago(0), [messageOf('last', 1)]);
  let late = false;
  const meanwhile = new Proxy(broker, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== 'read') return typeof value === 'function' ? value.bind(target) : value;
      return async function* (...given: Parameters<Broker['read']>) {
        if (!late) await sendAt(ago(0), [messageOf('last', 2)]);
        late = true;
        yield* target.read(...given);
      };
    },
  });
  await restored(database, {}, meanwhile);
  expect((await commitsOf(database, 'last')).map(({ version }) => version)).toEqual([1, 2]);
});

it('marks what the topic has as published, so that the relay sends only the rest', async () => {
  const database = await empty();
  const first = await committed(database, 'half', 1, ago(0));
  await committed(database, 'half', 2, ago(0));
  await sendAt(ago(0), [messageOf('half', 1, { id: first })]);
  await restored(database);
  expect((await database.head('acme/tale/half'))?.published).toBe(1);
  expect((await published(broker)).filter(({ stream }) => stream === 'acme/tale/half')).toHaveLength(1);
});

it("refuses another service's database, and brokers that do not have its topics", async () => {
  const database = await empty();
  await committed(database, 'z', 1, ago(0));
  const ports = new ServicePorts('crier', database, broker);
  await expect(restore(ports, { backupTaken: ago(0), apply: true })).rejects.toThrow("this database is chronicler's, not crier's");
  await database.collection('installation').insertOne({ _id: 'self', database: 'd', kafka: 'another' });
  await expect(restored(database)).rejects.toThrow('this database belongs to the Kafka cluster another');
  await database.collection('installation').deleteOne({ _id: 'self' });
  const elsewhere = { members: async () => 0, clusterId: async () => 'there', bounds: async () => [] } as unknown as Broker;
  await expect(restored(database, {}, elsewhere)).rejects.toThrow(`these brokers have no topic ${topic}`);
});

it('passes over what cannot be read, and says where it is', async () => {
  const database = await empty();
  await producer.send({ topic, messages: [{ key: 'noise', value: 'no json', headers: { ce_source: `/rolecall/${service}` } }] });
  const { findings } = await restored(database, { apply: false });
  expect(findings.some((finding) => /#0:\d+ cannot be read \(header missing: ce_specversion\)/.test(finding))).toBe(true);
});

it('refuses when the log no longer reaches back to the backup', async () => {
  const database = await empty();
  await committed(database, 'cut', 1, ago(0));
  await admin.fetchTopicOffsets(topic);
  const [{ high = '0' } = {}] = await broker.bounds([topic]);
  await sendAt(ago(0), [messageOf('after', 1), messageOf('after', 2)]);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(Number(high) + 1) }] });
  await expect(restored(database, { fromBeginning: false })).rejects.toThrow(
    /begins at offset \d+, which is after .*: what was published before is gone/,
  );
  await expect(restored(database)).rejects.toThrow('is gone');
});
