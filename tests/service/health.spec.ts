/** A real process, asked by probes while Kafka comes, MongoDB fails, and it is told to stop. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { eventually } from '@rolecall/testing';
import { freePort } from '../../deploy/local/ports.ts';
import { OwnMongod } from '../own-mongod.js';
import { kafkaBrokers } from '../servers.js';

interface Answer {
  readonly code: number;
  readonly ms: number;
  readonly status: string;
  /** `<name> <state>` of each check. */
  readonly checks: string[];
  readonly since: Readonly<Record<string, string>>;
  readonly text: string;
}

let mongod: OwnMongod;
let child: ChildProcess;
let ended: Promise<unknown>;
let road: Server | undefined;
let url: string;
let kafkaPort: number;

beforeAll(async () => {
  [mongod, kafkaPort] = await Promise.all([OwnMongod.start(), freePort()]);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const keys = { AUTH_TOKEN_SECRET: 'a secret for tests that is long enough', VAULT_HASH_KEY: 'a key for tests that is long enough' };
  const servers = { MONGO_URL: mongod.url('health'), KAFKA_BROKERS: `127.0.0.1:${kafkaPort}` };
  const env = { PATH: process.env.PATH, ...servers, ...keys, PORT: String(port), DRAIN_DELAY_MS: '2000', LOG_LEVEL: 'silent' };
  child = spawn(process.execPath, ['apps/requisition/dist/main.js'], { env, stdio: 'ignore' });
  ended = once(child, 'exit');
});
afterAll(async () => {
  child.kill('SIGKILL');
  road?.close();
  await mongod.stop();
});

async function ask(path: string): Promise<Answer> {
  const begun = performance.now();
  const response = await fetch(`${url}${path}`);
  const text = await response.text();
  const { status, checks } = JSON.parse(text) as { status: string; checks: { name: string; state: string; since: string }[] };
  const since = Object.fromEntries(checks.map((check) => [check.name, check.since]));
  const states = checks.map(({ name, state }) => `${name} ${state}`);
  return { code: response.status, ms: performance.now() - begun, status, checks: states, since, text };
}
const until = (path: string, holds: (answer: Answer) => boolean) =>
  eventually(async () => {
    const answer = await ask(path).catch(() => undefined);
    return answer && holds(answer) && answer;
  }, 60_000);

it('starts and serves while Kafka is away, and says what it waits for', async () => {
  const ready = await until('/readyz', ({ code }) => code === 200);
  expect(ready).toMatchObject({ status: 'ready', checks: ['process ok', 'mongodb ok', 'kafka warn'] });
  const started = await ask('/startupz');
  expect(started).toMatchObject({ code: 200, checks: ['process ok', 'installation warn', 'topics warn', 'group warn'] });
  expect(await ask('/livez')).toMatchObject({ code: 200, status: 'alive', checks: ['consumer ok'] });
});

it('is a member of its group soon after Kafka can be reached, and has started in full', async () => {
  const [host = '', realPort] = kafkaBrokers().split(':');
  road = createServer((client) => {
    const server = connect(Number(realPort), host);
    client.pipe(server).pipe(client);
    for (const end of [client, server]) end.on('error', () => undefined);
  }).listen(kafkaPort, '127.0.0.1');
  await until('/startupz', ({ checks }) => checks.every((check) => check.endsWith(' ok')));
  await until('/readyz', ({ checks }) => checks.includes('kafka ok'));
});

it('is not ready while MongoDB says no, or nothing, and alive all the same; nobody waits a second for that', async () => {
  const { since } = await ask('/readyz');
  const failing = (data: object, mode = 'alwaysOn') =>
    mongod.admin.command({ configureFailPoint: 'failCommand', mode, data: { failCommands: ['ping'], ...data } });
  for (const data of [{ errorCode: 8 }, { blockConnection: true, blockTimeMS: 3000 }]) {
    await failing(data);
    const unready = await until('/readyz', ({ code }) => code === 503);
    expect(unready).toMatchObject({ status: 'not ready', checks: ['process ok', 'mongodb bad', 'kafka ok'] });
    expect(unready.ms).toBeLessThan(1000);
    expect(unready.since.mongodb).not.toBe(since.mongodb);
    expect(unready.since.process).toBe(since.process);
    expect(unready.text).toContain('docs/runbooks/health.md#mongodb');
    expect(unready.text).not.toContain('127.0.0.1');
    expect(await ask('/livez')).toMatchObject({ code: 200 });
    expect(await ask('/startupz')).toMatchObject({ code: 200 });
    await failing({ errorCode: 8 }, 'off');
    await until('/readyz', ({ code }) => code === 200);
  }
});

it('costs its servers next to nothing, however often it is asked', async () => {
  const pings = async () => Number((await mongod.admin.command({ serverStatus: 1 })).metrics.commands.ping.total);
  const [before, begun] = [await pings(), performance.now()];
  for (let n = 0; n < 40; n += 1) await Promise.all(Array.from({ length: 10 }, () => ask('/readyz')));
  const seconds = (performance.now() - begun) / 1000;
  // The driver of this test asks in the same way.
  expect((await pings()) - before).toBeLessThan(seconds + 5);
});

it('is not ready from the moment on that it is told to stop, and alive until its end', async () => {
  child.kill('SIGTERM');
  const unready = await until('/readyz', ({ code }) => code === 503);
  expect(unready.checks).toEqual(['process bad', 'mongodb ok', 'kafka ok']);
  expect(await ask('/livez')).toMatchObject({ code: 200 });
  expect(await ended).toEqual([0, null]);
});
