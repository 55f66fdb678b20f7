/** Finds or fetches Alertmanager and amtool: those on the PATH, else the cache, else Go builds them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { versionOfTool } from './find-prometheus.ts';
import { goInstall } from './go.ts';
import { runTool } from './tool.ts';
import { firstThatWorks } from './ways.ts';

export interface AlertmanagerInstallation {
  readonly alertmanager: string;
  readonly amtool: string;
  /** Such as 0.25.0. */
  readonly version: string;
}

/** The last one whose Go module holds its pages. */
export const alertmanagerVersion = '0.31.1';
const programs = ['alertmanager', 'amtool'];
const sources = programs.map((program) => `github.com/prometheus/alertmanager/cmd/${program}@v${alertmanagerVersion}`);
const buildWithinMs = 20 * 60_000;

const waysOut = [
  'install Alertmanager 0.25 or later, so that alertmanager (prometheus-alertmanager on Debian) and amtool are on the PATH',
  `install Go 1.24 or later and have access to its module proxy: Alertmanager ${alertmanagerVersion} is then built (once)`,
];

/** Throws NoWay. */
export function findAlertmanager(say: (line: string) => void): Promise<AlertmanagerInstallation> {
  const ways = [
    { name: 'alertmanager and amtool on the PATH', find: () => usable('alertmanager', 'amtool') },
    { name: 'prometheus-alertmanager and amtool on the PATH', find: () => usable('prometheus-alertmanager', 'amtool') },
    { name: 'the cache, or Go', find: () => built(say) },
  ];
  return firstThatWorks('Alertmanager', ways, waysOut);
}

/** `known`: the version of one that does not say it, for it was built without its project's own script. */
async function usable(alertmanager: string, amtool: string, known?: string): Promise<AlertmanagerInstallation> {
  const version = versionOfTool(await runTool(alertmanager, ['--version'])) ?? known;
  if (!version) throw new Error(`${alertmanager} does not say its version`);
  await runTool(amtool, ['--version']);
  return { alertmanager, amtool, version };
}

/** Debian's own cannot be unpacked and run: it looks for its texts in the machine's folders. */
async function built(say: (line: string) => void): Promise<AlertmanagerInstallation> {
  const folder = await cached({
    name: `alertmanager-${alertmanagerVersion}`,
    isWhole: async (candidate) => programs.every((program) => existsSync(join(candidate, program))),
    fill: (into) => {
      say(`building Alertmanager ${alertmanagerVersion} with Go (a minute or two, once) …`);
      return goInstall(sources, into, buildWithinMs);
    },
  });
  return usable(join(folder, 'alertmanager'), join(folder, 'amtool'), alertmanagerVersion);
}
