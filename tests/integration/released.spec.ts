/** A held key whose release is killed half way, with real processes on real servers. Case 10 of reliability.md. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { AggregateStore, KafkaBroker, MongoDatabase, ServicePorts, toMessage } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { kafkaBrokers, mongoUrl } from '../servers.js';
import { topic } from './thing.ts';
import { thing, told } from './told.ts';

interface How {
  readonly BROKEN?: 'yes';
  readonly RELEASE?: string;
  readonly DIES?: 'before' | 'after';
}

const url = mongoUrl('released');
const service = `listener-${randomUUID().slice(0, 8)}`;
const database = await MongoDatabase.open(url);
const broker = await KafkaBroker.open({ clientId: 'test', brokers: kafkaBrokers().split(','), log: () => undefined });
const things = new AggregateStore(thing, new ServicePorts(service, database, broker));
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await broker.close();
  await database.close();
});

function run(how: How) {
  const { PATH, HOME } = process.env;
  const env = { ...how, PATH, HOME, SERVICE: service, MONGO_URL: url, KAFKA_BROKERS: kafkaBrokers(), RELAY_TOPIC: topic };
  const child = spawn(process.execPath, ['--no-warnings', 'tests/integration/release.process.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = once(child, 'exit').then(([, signal]) => {
    running.delete(child);
    return signal as string | null;
  });
  return { lines, ended, kill: () => child.kill('SIGKILL') };
}

/** Whether the story's key is held, and how many of its messages wait. */
const waiting = async (storyId: string) => [
  await database.collection('held-keys').countDocuments({ key: storyId }),
  await database.collection('dead-letters').countDocuments({ 'message.key': storyId }),
];

it.each(['before', 'after'] as const)(
  'a release killed %s the effect of a message is gone on with: everything in order, once',
  async (DIES) => {
    const storyId = `story ${DIES}`;
    const messages = ['1', '2', '3', '4'].map((what, n) =>
      toMessage({
        ...{ id: randomUUID(), type: told.type, sequence: n + 1, version: n + 1, stream: `acme/story/${storyId}`, org: 'acme' },
        ...{ at: '2026-03-02T09:00:00.000Z', correlationId: storyId, causationId: 'test', service: 'test' },
        ...{ topic: told.topic as string, key: storyId, data: { storyId, what } },
      }),
    );
    await broker.ensureTopics([{ name: told.topic as string, partitions: 1 }]);
    await broker.send(messages);
    const broken = run({ BROKEN: 'yes' });
    await eventually(async () => (await waiting(storyId)).join() === '1,4', 60_000);
    broken.kill();
    await broken.ended;
    expect(await run({ RELEASE: storyId, DIES }).ended).toBe('SIGKILL');
    expect(await waiting(storyId)).toEqual([1, 3]);
    // The claim of the one that died runs out.
    await eventually(async () => {
      const mended = run({ RELEASE: storyId });
      await eventually(async () => mended.lines.length >= 2, 60_000);
      const isFree = JSON.parse(mended.lines[1] ?? '{}').free === true;
      // What Kafka brings again meanwhile may wait for a moment longer than its key is held.
      if (isFree) await eventually(async () => (await waiting(storyId)).join() === '0,0', 60_000);
      mended.kill();
      await mended.ended;
      return isFree;
    }, 120_000);
    const history = await things.history('acme', storyId);
    expect(history.flatMap(({ events }) => events.map(({ data }) => data.note))).toEqual(['1', '2', '3', '4']);
  },
  180_000,
);
