/** A database and its Kafka know each other: another Kafka is refused at the start, whoever starts first. */
import { databaseId, KafkaBroker, MongoDatabase, ServicePorts } from '@rolecall/messaging';
import { kafkaBrokers, mongoUrl } from '../servers.js';

const url = mongoUrl('installation');
const broker = await KafkaBroker.open({ clientId: 'installation-test', brokers: kafkaBrokers().split(','), log: () => undefined });
const database = await MongoDatabase.open(url);
const ports = new ServicePorts('test', database, broker);
afterAll(async () => {
  await broker.close();
  await database.close();
});

it('a database has one id, whichever of its processes starts first', async () => {
  const other = await MongoDatabase.open(url);
  const asked = await Promise.all([ports, new ServicePorts('test', other, broker), ports].map(databaseId));
  expect(new Set(asked).size).toBe(1);
  expect(asked[0]).toMatch(/^[\da-f-]{36}$/);
  await other.close();
});

it('a database that belongs to another Kafka is not used', async () => {
  await databaseId(ports);
  await database.collection('installation').updateOne({ _id: 'self' }, { $set: { kafka: 'another-cluster' } });
  await expect(databaseId(ports)).rejects.toThrow(/belongs to the Kafka cluster another-cluster, configured is \S+/);
});
