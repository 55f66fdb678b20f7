/** Finds or fetches Prometheus and promtool: those on the PATH, else the cache, else Debian's package. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { unpackDebian } from './debian.ts';
import { runTool } from './tool.ts';
import { firstThatWorks } from './ways.ts';

export interface PrometheusInstallation {
  readonly prometheus: string;
  readonly promtool: string;
  /** Such as 2.42.0. */
  readonly version: string;
  /** What this Prometheus must be told wherever it runs. */
  readonly args: readonly string[];
}

/** Debian keeps the scripts of its pages in packages of their own. */
const scripts = [
  'bootstrap4',
  'd3',
  'eonasdan-bootstrap-datetimepicker',
  'jquery',
  'jquery-hotkeys',
  'moment',
  'moment-timezone',
  'mustache',
];
const packages = ['prometheus', ...[...scripts, 'popper.js', 'rickshaw'].map((name) => `libjs-${name}`), 'fonts-glyphicons-halflings'];

const waysOut = [
  'install Prometheus 2.42 or later, so that prometheus and promtool are on the PATH',
  'on Debian and its kin, have access to its packages: Prometheus is then fetched (23 MB, once; nothing is installed)',
];

/** Throws NoWay. */
export function findPrometheus(say: (line: string) => void): Promise<PrometheusInstallation> {
  const ways = [
    { name: 'prometheus and promtool on the PATH', find: () => usable('prometheus', 'promtool') },
    { name: 'the cache, or the package of Debian', find: () => fetched(say) },
  ];
  return firstThatWorks('Prometheus', ways, waysOut);
}

/** `2.42.0` from what tools of the Prometheus project print when asked for their version. */
export const versionOfTool = (printed: string): string | undefined => /, version (\d+\.\d+\.\d+)/.exec(printed)?.[1];

async function usable(prometheus: string, promtool: string, args: readonly string[] = []): Promise<PrometheusInstallation> {
  const version = versionOfTool(await runTool(prometheus, ['--version']));
  if (!version) throw new Error(`${prometheus} does not say its version`);
  await runTool(promtool, ['--version']);
  return { prometheus, promtool, version, args };
}

async function fetched(say: (line: string) => void): Promise<PrometheusInstallation> {
  const folder = await cached({
    name: 'prometheus-debian',
    isWhole: async (candidate) => existsSync(join(candidate, 'usr', 'bin', 'prometheus')),
    fill: (into) => {
      say('fetching Prometheus from Debian (23 MB, once) …');
      return unpackDebian(packages, into);
    },
  });
  const places = {
    'web.local-assets': 'usr/share/prometheus/web',
    'web.console.templates': 'etc/prometheus/consoles',
    'web.console.libraries': 'etc/prometheus/console_libraries',
  };
  const args = Object.entries(places).map(([name, place]) => `--${name}=${join(folder, place)}`);
  const bin = join(folder, 'usr', 'bin');
  return usable(join(bin, 'prometheus'), join(bin, 'promtool'), args);
}
