/** Kafka refuses an event for good, because somebody has set the topic so. The relay says so, loudly, and passes nothing by. */
import { eventually } from '@rolecall/testing';
import kafkajs from 'kafkajs';
import { kafkaBrokers } from '../servers.js';
import { Relaying } from './relaying.js';
import { topic } from './thing.ts';

const kafka = new kafkajs.Kafka({ clientId: 'test', brokers: kafkaBrokers().split(','), logLevel: kafkajs.logLevel.NOTHING });
const admin = kafka.admin();
const sizeOf = (bytes: number) => ({ name: 'max.message.bytes', value: String(bytes) });
let relaying: Relaying;
beforeAll(async () => {
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 3, configEntries: [sizeOf(5000)] }] });
  relaying = await Relaying.open();
});
afterAll(async () => {
  await relaying.close();
  await admin.disconnect();
});

it('is found at the start: the topic takes less than what is committed', async () => {
  const findings = await relaying.broker.ensureTopics([{ name: topic, partitions: 3 }]);
  expect(findings).toContainEqual(`topic ${topic} refuses events that a service commits: max.message.bytes=5000, 8000000 is safe`);
});

it('waits before the event, says why and how long already, and goes on when the topic takes it', async () => {
  const relay = relaying.start();
  await relaying.happens('a');
  await relaying.expectWhole();
  await relaying.happens('b', 1, ['x'.repeat(10_000)]);
  await relaying.happens('c');
  await eventually(async () => relaying.logged.filter(({ why }) => why === 'refused').length > 2);
  expect(relaying.logged).toContainEqual(expect.objectContaining({ level: 'error', why: 'refused' }));
  const lag = relay.lag();
  expect(lag).toBeGreaterThan(0);
  await eventually(async () => relay.lag() > lag + 1);
  const { ConfigResourceTypes } = kafkajs;
  const resource = { type: ConfigResourceTypes.TOPIC, name: topic, configEntries: [sizeOf(50_000)] };
  await admin.alterConfigs({ validateOnly: false, resources: [resource] });
  await relaying.expectWhole();
  await eventually(async () => relay.lag() === 0);
}, 60_000);
