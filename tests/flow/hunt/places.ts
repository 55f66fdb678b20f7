/** Where personal data could have come to lie: every message of every topic, and every document of every collection. */
import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { createConnection } from 'mongoose';
import { marksIn } from './marks.ts';

/** A text by the name of where it stands. */
export type Places = ReadonlyMap<string, string>;

/** What is marked, by where it stands. */
export const foundIn = (places: Places): Record<string, string[]> =>
  Object.fromEntries([...places].map(([place, text]) => [place, marksIn(text)] as const).filter(([, marks]) => marks.length > 0));

/** By topic, partition and offset: key, headers and value of each message that is there now. */
export async function topicsOf(brokers: string): Promise<Places> {
  const kafka = new kafkajs.Kafka({ clientId: 'hunt', brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith('__'));
  const left = new Map<string, bigint>();
  for (const topic of topics)
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
      if (BigInt(high) > BigInt(low)) left.set(`${topic}/${partition}`, BigInt(high) - 1n);
  await admin.disconnect();
  const messages = new Map<string, string>();
  const consumer = kafka.consumer({ groupId: `hunt.${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const eachBatch = async ({ batch }: kafkajs.EachBatchPayload) => {
      const partition = `${batch.topic}/${batch.partition}`;
      for (const message of batch.messages) messages.set(`${partition}/${message.offset}`, textOf(message));
      if (BigInt(batch.lastOffset()) >= (left.get(partition) ?? 0n)) left.delete(partition);
      if (left.size === 0) resolve();
    };
    consumer.run({ autoCommit: false, eachBatch }).catch(reject);
  });
  await consumer.disconnect();
  return messages;
}

function textOf({ key, headers = {}, value }: kafkajs.KafkaMessage): string {
  const written = Object.entries(headers).map(([name, said]) => `${name}: ${[said].flat().join(' ')}`);
  return [key, ...written, value].join('\n');
}

/** By database and collection, the documents of those databases that the services have. */
export async function databasesOf(mongoUrl: string, prefix: string): Promise<Places> {
  const connection = await createConnection(mongoUrl).asPromise();
  try {
    const client = connection.getClient();
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    const texts = new Map<string, string>();
    for (const { name } of databases.filter((each) => each.name.startsWith(prefix)))
      for (const { name: collection } of await client.db(name).listCollections().toArray()) {
        const documents = await client.db(name).collection(collection).find({}).toArray();
        texts.set(`${name.slice(prefix.length)}/${collection}`, JSON.stringify(documents, bytesAsText));
      }
    return texts;
  } finally {
    await connection.close();
  }
}

/** Bytes of a message are read as what they say. */
function bytesAsText(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const raw = this[name] as { _bsontype?: string; buffer?: Uint8Array } | null | undefined;
  return raw?._bsontype === 'Binary' ? Buffer.from(raw.buffer as Uint8Array).toString('utf8') : value;
}
