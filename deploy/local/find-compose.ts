/** Finds or builds what Docker Compose itself reads its files with: in the cache, else Go builds it. It needs no Docker, and runs nothing. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { goInstall } from './go.ts';
import { firstThatWorks } from './ways.ts';

const version = '2.16.2';
const name = 'compose-go';
const buildWithinMs = 10 * 60_000;
const waysOut = [`install Go 1.24 or later and have access to its module proxy: compose-go ${version} is then built (once)`];

/** The path of a program that reads the compose file it is given, and fails when that is none. Throws NoWay. */
export function findCompose(say: (line: string) => void): Promise<string> {
  return firstThatWorks('compose-go', [{ name: 'the cache, or Go', find: () => built(say) }], waysOut);
}

async function built(say: (line: string) => void): Promise<string> {
  const folder = await cached({
    name: `${name}-${version}`,
    isWhole: async (candidate) => existsSync(join(candidate, name)),
    fill: async (into) => {
      say(`building compose-go ${version} with Go (half a minute, once) …`);
      await goInstall([`github.com/compose-spec/compose-go/v2/cmd@v${version}`], into, buildWithinMs);
      await rename(join(into, 'cmd'), join(into, name));
    },
  });
  return join(folder, name);
}
