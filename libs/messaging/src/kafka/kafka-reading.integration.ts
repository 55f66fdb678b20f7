/** The conformance list of a broker adapter, second part: what is read back of a log, and where groups stand. On a real Kafka. */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { type ISocketFactory, Kafka } from 'kafkajs';
import { systemClock } from '../system-ports.js';
import { BrokerUnavailable, GroupInUse, type IncomingMessage, OffsetGone, type Stretch } from './broker.js';
import { KafkaBroker } from './kafka-broker.js';
import { partitionOf } from './partitioner.js';

const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');
const partitions = 3;
const log = () => undefined;
const broker = await KafkaBroker.open({ clientId: 'conformance', brokers, log });
const admin = new Kafka({ clientId: 'conformance', brokers }).admin();
let topic = '';
beforeAll(() => admin.connect());
beforeEach(async () => {
  topic = `conformance.${randomUUID()}`;
  await broker.ensureTopics([{ name: topic, partitions }]);
});
afterAll(() => Promise.all([broker.close(), admin.disconnect()]));

const key = 'a';
const partition = partitionOf(key, partitions);
const numbered = (count: number, from = 0, value = (n: number) => String(n)) =>
  Array.from({ length: count }, (_, n) => ({ topic, key, value: value(from + n), headers: { n: String(from + n) } }));
const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, n) => String(from + n));
const stretch = (from: number, until: number): Stretch => ({ topic, partition, from: String(from), until: String(until) });

async function readAll(of: Stretch, from = broker): Promise<IncomingMessage[]> {
  const found: IncomingMessage[] = [];
  for await (const messages of from.read(of)) found.push(...messages);
  return found;
}
const offsetsOf = async (of: Stretch, from = broker) => (await readAll(of, from)).map(({ offset }) => offset);

/** What lies before the offset is gone. */
async function cutBefore(offset: string): Promise<void> {
  // Without it the client knows no leader.
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset }] });
}

async function consumeAll(group: string, count: number, owner?: string): Promise<string[]> {
  const values: string[] = [];
  const begin = ({ value }: IncomingMessage) => ({
    attempt: async () => {
      values.push(String(value));
      return undefined;
    },
  });
  const consumption = await broker.consume({ group, topics: [topic], begin, owner });
  const until = performance.now() + 20_000;
  while (values.length < count && performance.now() < until) await systemClock.sleep(20);
  await consumption.close();
  return values;
}

/** What a group is told that must not go on, and what it has handled by then. */
async function alarmsOf(group: string, owner?: string): Promise<{ alarms: string[]; handled: number }> {
  const alarms: string[] = [];
  let handled = 0;
  const attempt = async () => {
    handled += 1;
    return undefined;
  };
  const onAlarm = (message: string) => void alarms.push(message);
  const consumption = await broker.consume({ group, topics: [topic], begin: () => ({ attempt }), owner, onAlarm });
  const until = performance.now() + 20_000;
  while (alarms.length === 0 && performance.now() < until) await systemClock.sleep(20);
  await consumption.close();
  return { alarms: [...new Set(alarms)], handled };
}

it('reads a stretch as it was sent, from its first offset to before its end, in order', async () => {
  await broker.send(numbered(50));
  const read = await readAll(stretch(7, 31));
  expect(read.map(({ offset }) => offset)).toEqual(upTo(24, 7));
  expect(read[0]).toEqual({ topic, partition, offset: '7', key, value: Buffer.from('7'), headers: { n: '7' } });
  expect(await readAll(stretch(50, 50))).toEqual([]);
});

it('brings more than a fetch holds in batches, and no faster than its reader takes them', async () => {
  const large = 'x'.repeat(200_000);
  for (let n = 0; n < 30; n += 3) await broker.send(numbered(3, n, () => large));
  const sizes: number[] = [];
  for await (const messages of broker.read(stretch(0, 30))) sizes.push(messages.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(30);
  expect(Math.max(...sizes)).toBeLessThan(10);
});

it('goes on without a gap or a repeat when its connection is lost between two batches', async () => {
  const large = 'x'.repeat(200_000);
  for (let n = 0; n < 30; n += 3) await broker.send(numbered(3, n, () => large));
  const sockets: Socket[] = [];
  const socketFactory: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connect({ host, port }, onConnect);
    sockets.push(socket);
    return socket;
  };
  const cut = await KafkaBroker.open({ clientId: 'conformance', brokers, connection: { socketFactory }, log });
  const offsets: string[] = [];
  for await (const messages of cut.read(stretch(0, 30))) {
    offsets.push(...messages.map(({ offset }) => offset));
    for (const socket of sockets.splice(0)) socket.destroy(new Error('connection reset'));
  }
  expect(offsets).toEqual(upTo(30));
  await cut.close();
});

it('may be left in the middle', async () => {
  await broker.send(numbered(10));
  for await (const messages of broker.read(stretch(0, 10))) {
    expect(messages.length).toBeGreaterThan(0);
    break;
  }
  expect(await offsetsOf(stretch(8, 10))).toEqual(['8', '9']);
});

it('says so when the log no longer holds the stretch, or does not hold it yet', async () => {
  await broker.send(numbered(10));
  await cutBefore('4');
  await expect(readAll(stretch(0, 10))).rejects.toThrow(OffsetGone);
  expect(await offsetsOf(stretch(4, 10))).toEqual(upTo(6, 4));
  await expect(readAll(stretch(11, 12))).rejects.toThrow(OffsetGone);
});

it('gives up when nobody listens', async () => {
  const nowhere = await KafkaBroker.open({ clientId: 'conformance', brokers: ['127.0.0.1:1'], log });
  await expect(readAll(stretch(0, 1), nowhere)).rejects.toThrow(BrokerUnavailable);
  await nowhere.close();
}, 60_000);

it('knows what each partition holds, and where an instant lies in it', async () => {
  await broker.send(numbered(5));
  await systemClock.sleep(20);
  const between = systemClock.now();
  await systemClock.sleep(20);
  await broker.send(numbered(3, 5));
  await cutBefore('2');
  const later = new Date(Date.now() + 60_000).toISOString();
  const boundsOf = async (since?: string) => (await broker.bounds([topic], since)).find((one) => one.partition === partition);
  expect(await boundsOf()).toEqual({ topic, partition, low: '2', high: '8', since: '2' });
  expect(await boundsOf(between)).toEqual({ topic, partition, low: '2', high: '8', since: '5' });
  expect(await boundsOf(later)).toEqual({ topic, partition, low: '2', high: '8', since: '8' });
  expect(await broker.bounds([`missing.${randomUUID()}`])).toEqual([]);
  expect(await broker.bounds([topic], between)).toHaveLength(partitions);
});

it('moves a group back and forth while nobody consumes as it, and never while somebody does', async () => {
  const group = `group.${randomUUID()}`;
  await broker.send(numbered(10));
  const at = async () => (await broker.placesOf(group, [topic])).find((place) => place.partition === partition)?.offset;
  expect([await broker.members(group), await broker.placesOf(group, [topic])]).toEqual([0, []]);
  expect(await consumeAll(group, 10)).toEqual(upTo(10));
  expect([await broker.members(group), await at()]).toEqual([0, '10']);
  await broker.setPlaces(group, [{ topic, partition, offset: '4' }]);
  expect(await at()).toBe('4');
  expect(await consumeAll(group, 6)).toEqual(upTo(6, 4));
  const consumption = await broker.consume({ group, topics: [topic], begin: () => ({ attempt: async () => undefined }) });
  await consumption.joined;
  expect(await broker.members(group)).toBe(1);
  await expect(broker.setPlaces(group, [{ topic, partition, offset: '0' }])).rejects.toThrow(GroupInUse);
  await consumption.close();
  expect(await at()).toBe('10');
});

it('goes on only from places that were committed for its own database: two environments that share a group by mistake lose nothing', async () => {
  const group = `group.${randomUUID()}`;
  await broker.send(numbered(5));
  expect(await consumeAll(group, 5, 'database-1')).toEqual(upTo(5));
  await broker.send(numbered(5, 5));
  expect(await alarmsOf(group, 'database-2')).toEqual({ alarms: ['offset was committed for another database'], handled: 0 });
  expect(await consumeAll(group, 5, 'database-1')).toEqual(upTo(5, 5));
});

it('stands still and tells a person when the place of its group is no longer in the log, and goes on from where that person puts it', async () => {
  const group = `group.${randomUUID()}`;
  await broker.send(numbered(3));
  expect(await consumeAll(group, 3)).toEqual(upTo(3));
  await broker.send(numbered(7, 3));
  await cutBefore('8');
  expect(await alarmsOf(group)).toEqual({ alarms: ['offset is not in the log'], handled: 0 });
  await broker.setPlaces(group, [{ topic, partition, offset: '8' }]);
  expect(await consumeAll(group, 2)).toEqual(upTo(2, 8));
});

it('stands still when the log is cut under it, and so does whoever comes next: the client’s own reset is not gone on from', async () => {
  const group = `group.${randomUUID()}`;
  await broker.send(numbered(3));
  const alarms: string[] = [];
  const handled: string[] = [];
  let waits = true;
  const begun = Promise.withResolvers<void>();
  const begin = ({ offset }: IncomingMessage) => {
    begun.resolve();
    return { attempt: async () => (waits ? 20 : void handled.push(offset)) };
  };
  const onAlarm = (message: string) => void alarms.push(message);
  const tuning = { highWater: 1, lowWater: 0 };
  const consumption = await broker.consume({ group, topics: [topic], begin, owner: 'database-1', onAlarm, tuning });
  await begun.promise;
  await broker.send(numbered(7, 3));
  await cutBefore('8');
  waits = false;
  const until = performance.now() + 20_000;
  while ((alarms.length === 0 || handled.length === 0) && performance.now() < until) await systemClock.sleep(20);
  await consumption.close();
  expect([alarms, handled]).toEqual([['offset is not in the log'], ['0']]);
  expect((await broker.placesOf(group, [topic])).find((place) => place.partition === partition)?.offset).toBe('1');
  expect(await alarmsOf(group, 'database-1')).toEqual({ alarms: ['offset is not in the log'], handled: 0 });
  expect(await alarmsOf(group, 'database-2')).toEqual({ alarms: ['offset was committed for another database'], handled: 0 });
});
