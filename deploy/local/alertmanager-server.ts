/** Runs an Alertmanager with the configuration of deploy/alertmanager. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { receivers } from '../alertmanager/documents.ts';
import { findAlertmanager } from './find-alertmanager.ts';
import { HurtableProcess } from './hurtable-process.ts';
import { preferredPort } from './ports.ts';
import type { Premises } from './premises.ts';
import { answers } from './processes.ts';
import { root } from './root.ts';

const usualPort = 9093;

/** Where each receiver is told. */
type Webhooks = Readonly<Partial<Record<keyof typeof receivers, string>>>;

/** The configuration with somebody who is told, as docker-compose.yml does it. */
export const withWebhooks = (config: string, webhooks: Webhooks): string =>
  config.replaceAll(/^ {2}- name: (\w+)$/gm, (line, name: keyof Webhooks) => {
    const url = webhooks[name];
    return url ? `${line}\n    webhook_configs: [url: ${JSON.stringify(url)}]` : line;
  });

/**
 * Alerts are sent to ALERT_WEBHOOK_URL where it is set, and the sign of life of the alert Watchdog to WATCHDOG_WEBHOOK_URL. Gives its address,
 * host:port, when it answers.
 */
export async function startAlertmanager(premises: Premises, say: (line: string) => void): Promise<string> {
  const { alertmanager: command, version } = await findAlertmanager(say);
  const folder = await premises.room('alertmanager');
  const config = await readFile(join(root, 'deploy', 'alertmanager', 'alertmanager.yml'), 'utf8');
  const { ALERT_WEBHOOK_URL: people = '', WATCHDOG_WEBHOOK_URL: watchdog = '' } = process.env;
  await writeFile(join(folder, 'alertmanager.yml'), withWebhooks(config, { people, watchdog }), { mode: 0o600 });
  const address = `127.0.0.1:${await preferredPort(usualPort)}`;
  const settings = {
    'config.file': join(folder, 'alertmanager.yml'),
    'storage.path': join(folder, 'data'),
    'web.listen-address': address,
    // Alone: it looks for no others.
    'cluster.listen-address': '',
    'log.level': 'warn',
  };
  const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const log = join(await premises.room('logs'), 'alertmanager.log');
  const isUp = () => answers(`http://${address}/-/ready`);
  await new HurtableProcess({ name: 'alertmanager', command, args, log, cwd: folder, isUp }, premises.guard).start();
  say(`Alertmanager ${version} at ${address}`);
  return address;
}
