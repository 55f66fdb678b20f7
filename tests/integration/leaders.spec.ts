/** Leaders that move while batches are on their way, on two brokers of the test's own. Case 17 of reliability.md. */
import { randomUUID } from 'node:crypto';
import { BrokerUnavailable, KafkaBroker } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import kafkajs, { type Admin } from 'kafkajs';
import { startKafkaCluster } from '../../deploy/local/kafka-server.ts';
import { freePort } from '../../deploy/local/ports.ts';
import { Premises } from '../../deploy/local/premises.ts';
import { LossyNetwork } from './lossy-network.js';

const partitions = 4;
const keys = Array.from({ length: 12 }, (_, n) => `k${n}`);
const moves = 8;

let premises: Premises;
let brokers: string[];
let admin: Admin;
beforeAll(async () => {
  premises = await Premises.open();
  const places = [{ port: await freePort() }, { port: await freePort() }];
  await startKafkaCluster(premises, places, () => undefined);
  brokers = places.map(({ port }) => `127.0.0.1:${port}`);
  admin = new kafkajs.Kafka({ clientId: 'test', brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
}, 120_000);
afterAll(async () => {
  await admin?.disconnect();
  await premises?.close();
});

/** Each partition on this broker alone. */
const on = (broker: number) => Array.from({ length: partitions }, (_, partition) => ({ partition, replicas: [broker] }));

async function move(topic: string, broker: number): Promise<void> {
  await admin.alterPartitionReassignments({ topics: [{ topic, partitionAssignment: on(broker) }] });
  await eventually(async () => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.every(({ leader }) => leader === broker);
  }, 30_000);
}

it('every batch that was acknowledged is in the log, in order, wherever its leaders went and whichever answers were lost', async () => {
  const topic = `leaders.${randomUUID()}`;
  const replicaAssignment = on(1);
  const configEntries = [{ name: 'min.insync.replicas', value: '1' }];
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, replicaAssignment, configEntries }] });
  const network = new LossyNetwork();
  const connection = { socketFactory: network.socketFactory };
  const sender = await KafkaBroker.open({ clientId: 'sender', brokers, connection, log: () => undefined });
  let [acknowledged, refused, over] = [0, 0, false];
  // As the relay sends: one batch for all partitions, again until it is taken, and then the next.
  const sending = (async () => {
    while (!over) {
      const batch = keys.map((key) => ({ topic, key, value: String(acknowledged), headers: {} }));
      if (acknowledged % 25 === 10) network.loseNextAnswer = true;
      try {
        await sender.send(batch);
        acknowledged += 1;
      } catch (error) {
        if (!(error instanceof BrokerUnavailable)) throw error;
        refused += 1;
      }
    }
  })();
  for (let n = 1; n <= moves; n += 1) {
    const before = acknowledged;
    await move(topic, n % 2 === 0 ? 1 : 2);
    await eventually(async () => acknowledged > before + 20, 30_000);
  }
  over = true;
  await sending;
  const seen = new Map<string, number[]>();
  for (const { partition, low, high } of await sender.bounds([topic]))
    for await (const messages of sender.read({ topic, partition, from: low, until: high }))
      for (const { key = '', value } of messages) seen.set(key, [...(seen.get(key) ?? []), Number(value)]);
  const all = Array.from({ length: acknowledged }, (_, n) => n);
  // What was repeated stands where it first stood: what is new comes in order.
  for (const key of keys) expect([...new Set(seen.get(key))].slice(0, acknowledged)).toEqual(all);
  for (const key of keys) expect(seen.get(key)).toEqual(seen.get(key)?.toSorted((a, b) => a - b));
  // Each move met a batch on its way or the one after it, beside the answers that were lost.
  expect(refused).toBeGreaterThanOrEqual(moves);
  await sender.close();
}, 240_000);
