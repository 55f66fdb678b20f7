/** The Dockerfile's own steps, played without Docker, make what every service runs from. Only with IMAGE=1: it installs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, globSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaBrokers, mongoUrl } from '../../tests/servers.ts';
import { projectRoot } from '../../tools/sources.ts';
import { freePort } from '../local/ports.ts';
import { answers, becomesTrue } from '../local/processes.ts';
import { environmentOf, play, runAlone, type Stage } from './play.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const secret = 'known-to-everybody-who-reads-this-test';

let into: string;
let image: Stage;
let service: ChildProcess | undefined;

beforeAll(async () => {
  into = mkdtempSync(join(tmpdir(), 'rolecall-image-'));
  const [dockerfile, dockerignore] = [read('deploy/docker/Dockerfile'), read('.dockerignore')];
  image = await play({ dockerfile, dockerignore, context: projectRoot, into });
}, 900_000);
afterEach(() => void service?.kill('SIGKILL'));
afterAll(() => rmSync(into, { recursive: true, force: true, maxRetries: 3 }));

/** As `docker run -e … rolecall`, at ports of this machine that are free. */
async function environment(name: string): Promise<Record<string, string>> {
  const [PORT, OPERATOR_PORT] = [String(await freePort()), String(await freePort())];
  const given = { PORT, OPERATOR_PORT, MONGO_URL: mongoUrl(`image_${name}`), KAFKA_BROKERS: kafkaBrokers() };
  return { ...environmentOf(image), ...given, AUTH_TOKEN_SECRET: secret, VAULT_HASH_KEY: secret, GATEWAY_DEVELOPMENT_TOKENS: 'true' };
}

function start(command: readonly string[], env: Record<string, string>, log: string): ChildProcess {
  const [node = '', ...args] = [...image.entrypoint, ...command];
  const output = openSync(log, 'w');
  const started = spawn(node, args, { cwd: image.folder, env, stdio: ['ignore', output, output] });
  closeSync(output);
  return started;
}

it('has every package that production needs, and none that only development does', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Record<string, boolean>> };
  const installed = Object.entries(packages).filter(([path]) => path.includes('node_modules/'));
  const isThere = ([path]: [string, unknown]) => existsSync(join(image.folder, path));
  const namesOf = (entries: [string, unknown][]) => entries.map(([path]) => path);
  const onlyDevelopment = installed.filter(([, { dev }]) => dev);
  const production = installed.filter(([, { dev, optional, devOptional, peer }]) => !(dev || optional || devOptional || peer));
  expect(namesOf(onlyDevelopment)).toEqual(expect.arrayContaining(['node_modules/jest', 'node_modules/@swc/core', 'node_modules/nx']));
  expect(namesOf(production)).toEqual(expect.arrayContaining(['node_modules/kafkajs', 'node_modules/mongoose']));
  expect(namesOf(onlyDevelopment.filter(isThere))).toEqual([]);
  expect(namesOf(production.filter((each) => !isThere(each)))).toEqual([]);
});

it('has what was built and no source of it', () => {
  expect(readdirSync(image.folder).sort()).toEqual(['apps', 'libs', 'node_modules', 'package.json']);
  expect(globSync('{apps,libs}/**/*.ts', { cwd: image.folder, exclude: (path) => path.endsWith('node_modules') })).toEqual([]);
  expect(globSync('{apps,libs}/*/dist', { cwd: image.folder }).sort()).toEqual(
    globSync('{apps,libs}/*/src', { cwd: projectRoot })
      .map((path) => path.replace(/src$/, 'dist'))
      .sort(),
  );
});

const isHealthy = (env: Record<string, string>): Promise<string> => runAlone(env, image.healthcheck, { cwd: image.folder });
const filesOf = (folder: string): string[] => readdirSync(folder, { encoding: 'utf8', recursive: true }).sort();

it.each(['requisition', 'screening', 'interview', 'offer', 'observer', 'pipeline', 'gateway'])(
  '%s starts from it, is ready and healthy, writes no file, and ends when asked',
  async (name) => {
    const before = filesOf(image.folder);
    const env = await environment(name);
    const log = join(into, `${name}.log`);
    // The image's own command is that of the first.
    const command = name === 'requisition' ? image.command : [`apps/${name}/dist/main.js`];
    const process = start(command, env, log);
    service = process;
    const ended = once(process, 'exit');
    const answered = await becomesTrue(() => process.exitCode !== null || answers(`http://127.0.0.1:${env.PORT}/readyz`), 90_000);
    if (!answered || process.exitCode !== null) throw new Error(`${name} is not ready: ${readFileSync(log, 'utf8').slice(-2000)}`);
    await isHealthy(env);
    process.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await expect(isHealthy(env)).rejects.toThrow('ended with 1');
    expect(filesOf(image.folder)).toEqual(before);
  },
);

it('starts requisition where no command is given', () => expect(image.command).toEqual(['apps/requisition/dist/main.js']));
