/** A service that is started with another Kafka than its database's, at once or once it can be reached: it ends, and its events wait for the right one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { issueToken } from '@rolecall/edge';
import { KafkaBroker, MongoDatabase } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { freePort } from '../../deploy/local/ports.ts';
import { kafkaBrokers, mongoUrl } from '../servers.js';

const topic = 'hiring.requisition';
const secret = 'a secret for tests that is long enough';
const url = mongoUrl('other-cluster');
const broker = await KafkaBroker.open({ clientId: 'other-cluster-test', brokers: kafkaBrokers().split(','), log: () => undefined });
const database = await MongoDatabase.open(url);
const processes: ChildProcess[] = [];
let road: Server | undefined;
afterAll(async () => {
  for (const each of processes) each.kill('SIGKILL');
  road?.close();
  await broker.close();
  await database.close();
});

async function started(kafka: string) {
  const port = await freePort();
  const keys = { AUTH_TOKEN_SECRET: secret, VAULT_HASH_KEY: 'a key for tests that is long enough' };
  const env = { PATH: process.env.PATH, MONGO_URL: url, KAFKA_BROKERS: kafka, PORT: String(port), OPERATOR_PORT: '0', ...keys };
  const child = spawn(process.execPath, ['apps/requisition/dist/main.js'], { env, stdio: 'ignore' });
  processes.push(child);
  const at = `http://127.0.0.1:${port}`;
  const isReady = () => fetch(`${at}/readyz`).then(({ ok }) => ok).catch(() => false); // biome-ignore format: one line
  return { at, isReady, child, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

const belongsTo = (kafka: string) => database.collection('installation').updateOne({ _id: 'self' }, { $set: { kafka } }, { upsert: true });
const sent = async () => (await broker.bounds([topic])).reduce((sum, { high }) => sum + Number(high), 0);

it('ends without having sent anything, and what was committed meanwhile is sent by a process with the right one', async () => {
  await broker.ensureTopics([{ name: topic, partitions: 12 }]);
  await belongsTo('another-cluster');
  const before = await sent();

  const port = await freePort();
  const early = await started(`127.0.0.1:${port}`);
  await eventually(early.isReady, 60_000);
  const authorization = `Bearer ${await issueToken({ person: 'mara', org: 'acme', roles: ['recruiter'] }, secret)}`;
  const body = 'Key Responsibilities and Required Skills for Baker\n\nPrimary Functions\n\n• Bake the bread of the night.\n';
  const headers = { authorization, 'content-type': 'text/plain' };
  const answer = await fetch(`${early.at}/v1/requisitions`, { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
  const stream = `acme/requisition/${((await answer.json()) as { id: string }).id}`;
  const [host = '', realPort] = kafkaBrokers().split(':');
  road = createServer((client) => {
    const server = connect(Number(realPort), host);
    client.pipe(server).pipe(client);
    for (const end of [client, server]) end.on('error', () => undefined);
  }).listen(port, '127.0.0.1');
  expect(await early.ended).toBe(1);
  const late = await started(kafkaBrokers());
  expect(await late.ended).toBe(1);
  expect(await sent()).toBe(before);
  expect(await database.head(stream)).not.toHaveProperty('published');

  await belongsTo(await broker.clusterId());
  const right = await started(kafkaBrokers());
  await eventually(async () => (await database.head(stream))?.published === 1, 60_000);
  expect(await sent()).toBe(before + 1);
  right.child.kill('SIGTERM');
  await right.ended;
}, 180_000);
