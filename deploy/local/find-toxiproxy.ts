/** Finds or builds toxiproxy: the one on the PATH, else the cache, else Go fetches and builds it. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { goInstall } from './go.ts';
import { runTool } from './tool.ts';
import { firstThatWorks } from './ways.ts';

const version = '2.5.0';
const source = `github.com/Shopify/toxiproxy/v2/cmd/server@v${version}`;
const buildWithinMs = 10 * 60_000;

const waysOut = [
  'install toxiproxy, so that toxiproxy-server is on the PATH',
  `install Go 1.17 or later and have access to its module proxy: toxiproxy ${version} is then built (once)`,
];

/** The path of a toxiproxy server. Throws NoWay. */
export function findToxiproxy(say: (line: string) => void): Promise<string> {
  const ways = [
    { name: 'toxiproxy-server on the PATH', find: async () => usable('toxiproxy-server') },
    { name: 'the cache, or Go', find: async () => usable(await built(say)) },
  ];
  return firstThatWorks('toxiproxy', ways, waysOut);
}

async function usable(command: string): Promise<string> {
  await runTool(command, ['-version']);
  return command;
}

async function built(say: (line: string) => void): Promise<string> {
  const folder = await cached({
    name: `toxiproxy-${version}`,
    isWhole: async (candidate) => existsSync(join(candidate, 'toxiproxy-server')),
    fill: (into) => buildInto(into, say),
  });
  return join(folder, 'toxiproxy-server');
}

async function buildInto(folder: string, say: (line: string) => void): Promise<void> {
  say(`building toxiproxy ${version} with Go (a minute, once) …`);
  await goInstall([source], folder, buildWithinMs);
  await rename(join(folder, 'server'), join(folder, 'toxiproxy-server'));
}
