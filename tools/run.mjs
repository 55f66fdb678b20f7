/**
 * What every npm script calls: `node tools/run.mjs <command> [arguments]`. Sets up what is missing (dependencies, Node 24, the build)
 * and runs the command's tool. Plain JavaScript without dependencies, for any Node from 18 on. May be interrupted and repeated.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const jest = (config) => ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--config', `tools/jest.${config}.mjs`];
const nx = 'node_modules/nx/dist/bin/nx.js';
const biome = 'node_modules/@biomejs/biome/bin/biome';

/** What is run, and whether the services must be built first. */
const commands = {
  demo: { run: ['tools/demo/main.ts'], built: true },
  start: { run: ['tools/start.ts'], built: true },
  story: { run: ['tools/story.ts'] },
  rolecall: { run: ['apps/cli/dist/main.js'], built: true },
  test: { run: ['tools/test.ts'], built: true },
  'test:unit': { run: jest('unit') },
  'test:whole': { run: jest('whole'), built: true },
  'test:integration': { run: jest('integration'), built: true },
  'test:flow': { run: jest('flow'), built: true },
  'test:faults': { run: ['tests/fault/main.ts'], built: true },
  drill: { run: ['tests/drill/main.ts'], built: true },
  lint: { run: [biome, 'check', '--config-path', '.biome.json'] },
  format: { run: [biome, 'check', '--write', '--config-path', '.biome.json'] },
  build: { run: [nx, 'run-many', '-t', 'build'] },
  affected: { run: [nx, 'affected', '-t', 'test,build'] },
  graph: { run: [nx, 'graph'] },
  generate: { run: ['tools/generate.ts'], built: true },
  mutation: { run: ['tools/mutation.ts'] },
  bench: { run: ['bench/main.ts'], built: true },
  pictures: { run: ['tools/observe/pictures.ts'], built: true },
};

const say = (line) => process.stderr.write(`${line}\n`);
/** Something is missing or went wrong that the reader can do something about. */
class Plain extends Error {}

/** Runs a step of the set-up quietly; shows that it lives, and its output only when it fails. */
function step(what, command, args) {
  say(`${what} …`);
  const since = Date.now();
  const seconds = () => Math.round((Date.now() - since) / 1000);
  const output = [];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
    const sign = setInterval(() => say(`  still ${what.split(' ')[0]}, ${seconds()} s`), 10_000);
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => reject(new Plain(`${what}: ${command} could not be run (${error.code})`)));
    child.on('close', (code) => {
      clearInterval(sign);
      if (code === 0) resolve();
      else reject(new Plain(`${Buffer.concat(output).toString().trimEnd()}\n\n${what} failed.`));
    });
  });
}

const environment = () => ({ ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` });

/** One set-up at a time in this tree. */
async function alone(work) {
  const lock = join(root, '.rolecall', 'setup.lock');
  mkdirSync(join(root, '.rolecall'), { recursive: true });
  for (let told = false; ; told = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(existsSync(lock) && readFileSync(lock, 'utf8'));
    // A process that was killed leaves its lock, perhaps without its number.
    if (holder ? !isAlive(holder) : told) rmSync(lock, { force: true });
    else if (holder && !told) say(`process ${holder} sets this tree up; waiting for it …`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  await work();
  process.off('exit', release);
  release();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Installs when nothing is installed, when the lock file has changed since, or when an install was interrupted. */
async function installed() {
  const stamp = join(root, 'node_modules', '.rolecall-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const install = () =>
    step('installing dependencies (about a minute, once)', npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
  await install().catch(async (error) => {
    // The rest of an install that was killed may still be writing for a moment.
    if (!error.message.includes('ENOTEMPTY')) throw error;
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await install();
  });
  writeFileSync(stamp, wanted);
}

/** The Node 24 of node_modules, or this one if it will do. */
function node24() {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own) && /^v24\./.test(spawnSync(own, ['--version'], { encoding: 'utf8' }).stdout ?? '')) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 9)) return process.execPath;
  throw new Plain(
    'Node 24 is missing: the npm package `node` could not bring it. Allow its install script (npm rebuild node), or run this with Node 24.',
  );
}

async function main([name, ...args]) {
  const command = commands[name];
  if (!command) throw new Plain(`usage: node tools/run.mjs <${Object.keys(commands).join('|')}> [arguments]`);
  if (Number.parseInt(process.versions.node, 10) < 18)
    throw new Plain(`Node 18 or later is needed to begin with; this is ${process.version}.`);
  let node = process.execPath;
  await alone(async () => {
    await installed();
    node = node24();
    if (command.built) await step('building', node, [nx, 'run-many', '-t', 'build']);
  });
  if (
    !existsSync(
      join(
        root,
        command.run.find((part) => !part.startsWith('--')),
      ),
    )
  )
    throw new Plain(`there is no ${command.run[0]} here`);
  return run(node, ['--no-warnings', ...command.run, ...args], command.built);
}

/** The terminal's Ctrl-C reaches the tool by itself: it ends in its own time, and this process with it. */
function run(node, args, built) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: { ...environment(), ...(built ? { ROLECALL_BUILT: '1' } : {}) } });
    process.on('SIGINT', () => undefined);
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    say(error instanceof Plain ? error.message : (error.stack ?? String(error)));
    process.exit(1);
  },
);
