/** Runs a Prometheus with the configuration and the rules of deploy/prometheus. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPrometheus } from './find-prometheus.ts';
import { HurtableProcess } from './hurtable-process.ts';
import { preferredPort } from './ports.ts';
import type { Premises } from './premises.ts';
import { answers } from './processes.ts';
import { root } from './root.ts';

const usualPort = 9090;
const source = join(root, 'deploy', 'prometheus');

/** Addresses (host:port) by the job that they do. */
type Targets = Readonly<Record<string, string>>;

interface RunningPrometheus {
  readonly url: string;
  /** Scrapes these services from now on, and no others. */
  scrape(services: Targets): Promise<void>;
}

/** `alertmanager`: where alerts go, host:port. Resolves when it answers queries. */
export async function startPrometheus(
  premises: Premises,
  alertmanager: string | undefined,
  say: (line: string) => void,
): Promise<RunningPrometheus> {
  const { prometheus: command, version, args: own } = await findPrometheus(say);
  const folder = await premises.room('prometheus');
  const address = `127.0.0.1:${await preferredPort(usualPort)}`;
  const write = targetsIn(folder);
  await cp(join(source, 'rules'), join(folder, 'rules'), { recursive: true });
  await writeFile(
    join(folder, 'prometheus.yml'),
    withoutGrafana(await readFile(join(source, 'prometheus.yml'), 'utf8'), `http://${address}`),
  );
  await mkdir(join(folder, 'targets'));
  await write('services', {});
  await write('alertmanager', alertmanager ? { alertmanager } : {});
  await write('observability', { prometheus: address, ...(alertmanager ? { alertmanager } : {}) });
  const settings = {
    'config.file': join(folder, 'prometheus.yml'),
    'storage.tsdb.path': join(folder, 'data'),
    'web.listen-address': address,
    'enable-feature': 'exemplar-storage',
    // Pages of alerts, at /user.
    'web.user-assets': join(root, 'docs', 'runbooks'),
    'log.level': 'warn',
  };
  const args = [...own, ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`)];
  const log = join(await premises.room('logs'), 'prometheus.log');
  const isUp = () => answers(`http://${address}/-/ready`);
  await new HurtableProcess({ name: 'prometheus', command, args, log, cwd: folder, isUp }, premises.guard).start();
  say(`Prometheus ${version} at ${address}`);
  return { url: `http://${address}`, scrape: (services) => write('services', services) };
}

/** Alerts link Prometheus itself, which has their pages and draws what they watch: there is no Grafana here. */
const withoutGrafana = (config: string, prometheus: string): string =>
  config.replace(/^ {4}grafana: .+$/m, `    prometheus: ${prometheus}`);

/** Prometheus sees by itself that such a file has changed. JSON is YAML. */
const targetsIn = (folder: string) => (name: string, targets: Targets) => {
  const groups = Object.entries(targets).map(([job, address]) => ({ targets: [address], labels: { job } }));
  return writeFile(join(folder, 'targets', `${name}.yml`), JSON.stringify(groups));
};
