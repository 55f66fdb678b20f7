/**
 * Which database and which Kafka belong together. Two environments that share one of them by mistake would take each other's events: each
 * database has an id that its consumer group keeps with its place, and knows the id of its Kafka.
 */
import { upserting } from './duplicate-key.js';
import type { Ports } from './ports.js';

/** The database belongs to another Kafka than the one that is configured. */
export class WrongCluster extends Error {
  override readonly name = 'WrongCluster';
}

const self = 'self';

/** The database's id, made at the first start. Throws WrongCluster. */
export async function databaseId({ database, broker, randomness }: Pick<Ports, 'database' | 'broker' | 'randomness'>): Promise<string> {
  const kafka = await broker.clusterId();
  const installation = database.collection('installation');
  const made = { database: randomness.id(), kafka };
  await upserting(() => installation.updateOne({ _id: self }, { $setOnInsert: made }, { upsert: true }));
  const known = (await installation.findOne({ _id: self })) as typeof made | null;
  if (known?.kafka !== kafka) throw new WrongCluster(`this database belongs to the Kafka cluster ${known?.kafka}, configured is ${kafka}`);
  return known.database;
}
