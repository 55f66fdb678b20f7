/** Servers of a process of its own: they work, and nothing of them is left, however that process ends. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createConnection } from 'mongoose';
import { becomesTrue, isAlive } from './processes.ts';

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rolecall-test-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

const script = `
  const { startServers } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
  const servers = await startServers(JSON.parse(process.env.OPTIONS)).catch((error) => {
    console.log(JSON.stringify({ failed: error.name }));
    process.exit(1);
  });
  console.log(JSON.stringify({ mongo: servers.mongoUrl('kept'), kafka: servers.kafkaBrokers }));
  process.stdin.once('data', async () => {
    await servers.stop();
    process.stdin.unref();
  });
`;

interface Started {
  readonly child: ChildProcess;
  readonly told: { mongo: string; kafka: string; failed?: string };
  /** The servers and the keeper. */
  readonly pids: number[];
}

/** Starts servers in another process, whose temporary folders lie in `folder/tmp`. */
async function start(options: object): Promise<Started> {
  const { MONGO_URL, KAFKA_BROKERS, ...env } = process.env;
  const TMPDIR = join(folder, 'tmp');
  execFileSync('mkdir', ['-p', TMPDIR]);
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...env, TMPDIR, OPTIONS: JSON.stringify(options) },
  });
  started.push(child);
  const [line] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line');
  return { child, told: JSON.parse(line), pids: childrenOf(child.pid as number) };
}

function childrenOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => line.trim().split(/\s+/).map(Number)).flatMap(([own = 0, parent]) => (parent === pid ? [own] : []));
}

const goes = (pids: readonly number[]) => becomesTrue(() => !pids.some(isAlive), 15_000);
const temporary = () => readdirSync(join(folder, 'tmp'));

it('servers stop with their process when it says so, and their data goes', async () => {
  const { child, told, pids } = await start({});
  expect(told).toEqual({
    mongo: expect.stringMatching(/^mongodb:.*\/kept\?replicaSet=rs0$/),
    kafka: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
  });
  expect(pids).toHaveLength(3);
  expect(temporary()).toHaveLength(1);
  child.stdin?.write('stop\n');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(await goes(pids)).toBe(true);
  expect(temporary()).toEqual([]);
});

it('servers die with a process that is killed by SIGKILL, and their data goes', async () => {
  const { child, pids } = await start({});
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(pids).toHaveLength(3);
  expect(await goes(pids)).toBe(true);
  expect(temporary()).toEqual([]);
});

it('a folder that is kept is found again, also at another port and after a SIGKILL, and serves one process at a time', async () => {
  const options = { dataDir: join(folder, 'data'), only: ['mongo'] };
  const first = await start(options);
  const connection = await createConnection(first.told.mongo).asPromise();
  await connection.collection<{ _id: string }>('things').insertOne({ _id: 'kept' }, { writeConcern: { w: 'majority', journal: true } });
  await connection.close();
  expect((await start(options)).told).toEqual({ failed: 'InUse' });

  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await start(options);
  expect(second.told.mongo).not.toBe(first.told.mongo);
  const again = await createConnection(second.told.mongo).asPromise();
  expect(await again.collection<{ _id: string }>('things').findOne({})).toEqual({ _id: 'kept' });
  await again.close();
  second.child.stdin?.write('stop\n');
  await once(second.child, 'exit');
  expect(readdirSync(options.dataDir)).not.toContain('lock');
});
