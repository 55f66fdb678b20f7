/** Finds or builds the OpenTelemetry Collector: the one on the PATH, else the cache, else its own builder makes one with Go. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, findCached } from './cache.ts';
import { goInstall } from './go.ts';
import { root } from './root.ts';
import { runTool } from './tool.ts';
import { firstThatWorks } from './ways.ts';

export const collectorVersion = '0.161.0';
const name = 'otelcol-rolecall';
/** What it is made of: another recipe is another program. */
const recipe = join(root, 'deploy', 'otel', 'builder.yaml');
const mark = createHash('sha256').update(readFileSync(recipe)).digest('hex').slice(0, 8);
const builder = `go.opentelemetry.io/collector/cmd/builder@v${collectorVersion}`;
const buildWithinMs = 45 * 60_000;

const waysOut = [
  `install the OpenTelemetry Collector ${collectorVersion} or later with its contributions, so that otelcol-contrib is on the PATH`,
  `install Go 1.26 or later and have access to its module proxy: the Collector ${collectorVersion} is then built (once)`,
];

/** The path of a Collector that has what deploy/otel asks of it. Throws NoWay; with `mayBuild: false` also where minutes of Go would help. */
export function findCollector(say: (line: string) => void, { mayBuild = true } = {}): Promise<string> {
  const ways = [
    { name: 'otelcol-contrib on the PATH', find: () => usable('otelcol-contrib') },
    mayBuild
      ? { name: 'the cache, or Go', find: async () => usable(await built(say)) }
      : { name: 'the cache, which `npm start -- --observe` fills', find: async () => usable(await inCache()) },
  ];
  return firstThatWorks('The OpenTelemetry Collector', ways, waysOut);
}

async function usable(command: string): Promise<string> {
  await runTool(command, ['--version']);
  return command;
}

const entry = {
  name: `collector-${collectorVersion}-${mark}`,
  isWhole: async (candidate: string) => existsSync(join(candidate, name)),
};

async function built(say: (line: string) => void): Promise<string> {
  return join(await cached({ ...entry, fill: (into) => buildInto(into, say) }), name);
}

async function inCache(): Promise<string> {
  const folder = await findCached(entry);
  if (!folder) throw new Error('not built on this machine yet');
  return join(folder, name);
}

async function buildInto(folder: string, say: (line: string) => void): Promise<void> {
  say(`building the OpenTelemetry Collector ${collectorVersion} with Go (some minutes, once) …`);
  const work = join(folder, 'work');
  await mkdir(work);
  await goInstall([builder], work, buildWithinMs);
  await runTool(join(work, 'builder'), [`--config=${recipe}`], { cwd: work, withinMs: buildWithinMs, gently: true });
  await rename(join(work, name), join(folder, name));
  await rm(work, { recursive: true });
}
