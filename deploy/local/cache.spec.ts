import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cached, cacheFolder, findCached } from './cache.ts';

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'rolecall-cache-'));
});
afterEach(() => rm(cache, { recursive: true }));

const isWhole = async (folder: string) => existsSync(join(folder, 'server'));
const entry = (fill: (folder: string) => Promise<void>) => ({ name: 'server-1', isWhole, fill });
const fillWith = (text: string) => (folder: string) => writeFile(join(folder, 'server'), text);
const contentOf = (folder: string) => readFile(join(folder, 'server'), 'utf8');

it('lies where the environment says, outside the tree', () => {
  expect(cacheFolder({ ROLECALL_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/rolecall');
  expect(cacheFolder({})).toBe(join(homedir(), '.cache', 'rolecall'));
});

it('is filled once', async () => {
  const folder = await cached(entry(fillWith('first')), cache);
  expect(await cached(entry(fillWith('second')), cache)).toBe(folder);
  expect(await contentOf(folder)).toBe('first');
  expect(await findCached(entry(fillWith('')), cache)).toBe(folder);
});

it('holds nothing of a fetch that failed', async () => {
  const failing = async (folder: string) => {
    await writeFile(join(folder, 'half'), '');
    throw new Error('no network');
  };
  await expect(cached(entry(failing), cache)).rejects.toThrow('no network');
  expect(await readdir(cache)).toEqual([]);
});

it('is filled by one of those that want it at once, and the others wait for it', async () => {
  const fills: string[] = [];
  const fill = (text: string) => async (folder: string) => {
    fills.push(text);
    await fillWith(text)(folder);
  };
  const folders = await Promise.all(['a', 'b', 'c'].map((text) => cached(entry(fill(text)), cache)));
  expect(new Set(folders).size).toBe(1);
  expect(fills).toHaveLength(1);
  expect(await contentOf(folders[0] as string)).toBe(fills[0]);
  expect(await readdir(cache)).toEqual(['server-1']);
});

it('is filled by the next one when the one before fails, or was killed', async () => {
  const begun = Promise.withResolvers<void>();
  const wanted = Promise.withResolvers<void>();
  const failing = async () => {
    begun.resolve();
    await wanted.promise;
    throw new Error('no network');
  };
  const failed = cached(entry(failing), cache);
  await begun.promise;
  const next = cached(entry(fillWith('next')), cache);
  wanted.resolve();
  await expect(failed).rejects.toThrow('no network');
  expect(await contentOf(await next)).toBe('next');
  await rm(join(cache, 'server-1'), { recursive: true });
  await symlink(String(2 ** 22 + 1), join(cache, '.filling-server-1'));
  expect(await contentOf(await cached(entry(fillWith('after')), cache))).toBe('after');
});

it('replaces a folder that is not whole', async () => {
  await mkdir(join(cache, 'server-1'));
  await writeFile(join(cache, 'server-1', 'rest'), '');
  expect(await readdir(await cached(entry(fillWith('new')), cache))).toEqual(['server']);
});

it('sweeps up after processes that were killed, and not after those that live', async () => {
  const dead = 2 ** 22 + 1;
  for (const pid of [dead, process.pid]) await mkdir(join(cache, `.partial-${pid}-x`));
  await cached(entry(fillWith('')), cache);
  expect((await readdir(cache)).sort()).toEqual([`.partial-${process.pid}-x`, 'server-1']);
});
