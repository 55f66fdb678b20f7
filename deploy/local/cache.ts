/** What was fetched, kept outside the tree: every clone on this machine shares it, and nothing in it is ever half written. */
import { mkdir, mkdtemp, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './processes.ts';

const waitMs = 200;

export interface CacheEntry {
  /** The folder's name, with the version of what it holds. */
  readonly name: string;
  /** Whether a folder holds everything. */
  readonly isWhole: (folder: string) => Promise<boolean>;
  /** Fills an empty folder; what it throws is thrown on. */
  readonly fill: (folder: string) => Promise<void>;
}

/** ROLECALL_CACHE, else `rolecall` in XDG_CACHE_HOME or ~/.cache. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.ROLECALL_CACHE) return resolve(env.ROLECALL_CACHE);
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'rolecall');
}

/** The entry's folder, or undefined when it is not there as a whole. */
export async function findCached({ name, isWhole }: Omit<CacheEntry, 'fill'>, cache = cacheFolder()): Promise<string | undefined> {
  const folder = join(cache, name);
  return (await isWhole(folder)) ? folder : undefined;
}

/**
 * The entry's folder; filled first when it is not there. It is filled under another name and renamed in one step, so an interrupted
 * fetch leaves nothing half. Of two processes that want it at once one fills it, and the other waits and finds it there.
 */
export async function cached(entry: CacheEntry, cache = cacheFolder()): Promise<string> {
  const found = await findCached(entry, cache);
  if (found) return found;
  await mkdir(cache, { recursive: true });
  return alone(join(cache, `.filling-${entry.name}`), async () => (await findCached(entry, cache)) ?? (await filled(entry, cache)));
}

async function filled(entry: CacheEntry, cache: string): Promise<string> {
  await sweep(cache);
  const folder = join(cache, entry.name);
  const partial = await mkdtemp(join(cache, `.partial-${process.pid}-`));
  try {
    await entry.fill(partial);
    // Who took a lock over may not be alone: a folder that is there by now is as good. One that is not whole is in the way.
    if (!(await entry.isWhole(folder))) await rm(folder, { recursive: true, force: true });
    await rename(partial, folder).catch(async (error: unknown) => {
      if (!(await entry.isWhole(folder))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

/** The lock is a link to its owner's number: it cannot be there without it. One whose owner was killed is taken over. */
async function alone<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const taken = await symlink(String(process.pid), lock).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
        return false;
      },
    );
    if (taken) break;
    const owner = Number(await readlink(lock).catch(() => process.pid));
    if (isAlive(owner)) await sleep(waitMs);
    else await rm(lock, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** Removes what fetches left behind whose process was killed. */
async function sweep(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /^\.partial-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(cache, name), { recursive: true, force: true });
  }
}
