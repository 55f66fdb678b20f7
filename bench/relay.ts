/**
 * The ceiling of the relay alone: events a second from commits that are there already to Kafka's acknowledgement, beside bare drivers
 * that read the same change stream and send the same messages in the same run. `node bench/relay.ts [commits] [rounds]`, after a build.
 */
import { eventsOn } from '@rolecall/kernel';
import {
  type Commit,
  commitOf,
  Follower,
  KafkaBroker,
  MongoDatabase,
  publishedEvents,
  Relay,
  ServicePorts,
  streamOf,
  systemRandomness,
  toMessage,
} from '@rolecall/messaging';
import kafkajs from 'kafkajs';
import { mongo } from 'mongoose';
import { z } from 'zod';
import { type Servers, startServers } from '../deploy/local/index.ts';

const [commitsCount = 20_000, rounds = 3] = process.argv.slice(2).map(Number);
const streams = 2000;
const partitions = 12;
const groupMax = 200;
const batchMax = 500;
const topic = 'bench.relay';
const noted = eventsOn({ topic, key: 'thingId', service: 'bench' })(
  'thing.noted.v1',
  'Of the size of an ordinary event.',
  z.object({ thingId: z.string(), note: z.string() }),
);

interface Bench {
  readonly servers: Servers;
  readonly kafka: kafkajs.Kafka;
  readonly database: MongoDatabase;
  readonly url: string;
}

/** Commits of one event each, over many streams, in turn. */
function commits(): Commit[] {
  const at = new Date().toISOString();
  return Array.from({ length: commitsCount }, (_, n) => {
    const id = `thing-${n % streams}`;
    const version = Math.floor(n / streams);
    const event = { type: noted.type, data: { thingId: id, note: 'x'.repeat(200) } };
    const cause = { id: systemRandomness.id(), org: 'bench', actor: { kind: 'service', id: 'bench' }, kind: 'delivery' } as const;
    return commitOf(
      streamOf('bench', 'thing', id),
      { version, sequence: version },
      { at, events: [event] },
      cause,
      id,
      systemRandomness.id,
    );
  });
}

async function insert(database: MongoDatabase): Promise<void> {
  const all = commits();
  for (let from = 0; from < all.length; from += groupMax) await database.append(all.slice(from, from + groupMax));
}

/** Its mark stands before the commits, so that it follows them, as it does after it was away. */
async function ours({ servers, database }: Bench): Promise<number> {
  const broker = await KafkaBroker.open({ clientId: 'bench', brokers: servers.kafkaBrokers.split(','), log: () => undefined });
  const ports = new ServicePorts('bench', database, broker);
  let published = 0;
  const relay = () =>
    new Follower(
      'relay',
      ports,
      new Relay(ports, {
        onPublished: (count) => {
          published += count;
        },
      }),
      { log: () => undefined },
    );
  const first = relay();
  first.start();
  await until(async () => (await database.lease('relay', 'asks', 1)) === undefined);
  await first.stop();
  await insert(database);
  const second = relay();
  const began = performance.now();
  second.start();
  await until(async () => published >= commitsCount);
  const seconds = (performance.now() - began) / 1000;
  await second.stop();
  await broker.close();
  return commitsCount / seconds;
}

/** What the drivers do when nobody watches over them: read, send, save the place. */
async function bare({ kafka, database, url }: Bench): Promise<number> {
  const client = await new mongo.MongoClient(url, { w: 'majority', journal: true, readConcernLevel: 'majority' }).connect();
  const before = client.db().collection('commits').watch([], { maxAwaitTimeMS: 10 });
  await before.tryNext();
  const resumeAfter = before.resumeToken as object;
  await before.close();
  await insert(database);
  const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  const began = performance.now();
  const stream = client.db().collection('commits').watch([], { resumeAfter });
  let sent = 0;
  let saved = began;
  while (sent < commitsCount) {
    const batch: Commit[] = [];
    do batch.push(((await stream.next()) as unknown as { fullDocument: Commit }).fullDocument);
    while (batch.length < batchMax && sent + batch.length < commitsCount);
    const messages = batch.flatMap((commit) => publishedEvents(commit, 'bench', 1).map(toMessage));
    await producer.sendBatch({
      acks: -1,
      topicMessages: [{ topic, messages: messages.map(({ key, value, headers }) => ({ key, value, headers })) }],
    });
    sent += batch.length;
    if (performance.now() - saved > 500) {
      await client
        .db()
        .collection<{ _id: string }>('marks')
        .updateOne({ _id: 'bare' }, { $set: { token: stream.resumeToken } }, { upsert: true });
      saved = performance.now();
    }
  }
  const seconds = (performance.now() - began) / 1000;
  await Promise.all([stream.close(), producer.disconnect()]);
  await client.close();
  return commitsCount / seconds;
}

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 2));
}

async function inNewDatabase<T>(servers: Servers, kafka: kafkajs.Kafka, name: string, measure: (bench: Bench) => Promise<T>): Promise<T> {
  const url = servers.mongoUrl(name);
  const database = await MongoDatabase.open(url);
  const measured = await measure({ servers, kafka, database, url });
  await database.close();
  return measured;
}

async function main(): Promise<void> {
  const servers = await startServers({ say: (line) => process.stderr.write(`  ${line}\n`) });
  const kafka = new kafkajs.Kafka({ clientId: 'bare', brokers: servers.kafkaBrokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
  const broker = await KafkaBroker.open({ clientId: 'topics', brokers: servers.kafkaBrokers.split(','), log: () => undefined });
  await broker.ensureTopics([{ name: topic, partitions }]);
  await broker.close();
  for (let round = 1; round <= rounds; round += 1) {
    const floor = await inNewDatabase(servers, kafka, `bare-${round}`, bare);
    const mine = await inNewDatabase(servers, kafka, `ours-${round}`, ours);
    process.stdout.write(`relay ${mine.toFixed(0)} events/s, bare drivers ${floor.toFixed(0)}, ratio ${(mine / floor).toFixed(2)}\n`);
  }
  await servers.stop();
}

await main();
process.exit(0);
