/** Finds or fetches libfaketime, which tells a process another time than the machine's: the cache, else Debian's package. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { unpackDebian } from './debian.ts';
import { firstThatWorks } from './ways.ts';

const waysOut = ['on Debian and its kin, have access to its packages: libfaketime is then fetched (30 KB, once; nothing is installed)'];
const library = 'libfaketimeMT.so.1';

/** For LD_PRELOAD. Throws NoWay. */
export function findFaketime(say: (line: string) => void): Promise<string> {
  return firstThatWorks('libfaketime', [{ name: 'the cache, or the package of Debian', find: () => fetched(say) }], waysOut);
}

async function fetched(say: (line: string) => void): Promise<string> {
  const folder = await cached({
    name: 'libfaketime-debian',
    isWhole: async (candidate) => (await libraryIn(candidate)) !== undefined,
    fill: (into) => {
      say('fetching libfaketime from Debian (30 KB, once) …');
      return unpackDebian(['libfaketime'], into);
    },
  });
  return join(folder, (await libraryIn(folder)) as string);
}

/** It lies in a folder that is named after the kind of machine. */
const libraryIn = async (folder: string): Promise<string | undefined> =>
  (await readdir(folder, { recursive: true }).catch(() => [])).find((path) => path.endsWith(library));
