/** Starts the whole system on this machine: Kafka, MongoDB, and the services as real processes. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.ts';
import { freePort, isFree } from './ports.ts';
import { Premises } from './premises.ts';
import { root } from './root.ts';
import { note } from './running.ts';
import { type Secrets, secretsOf } from './secrets.ts';
import { littleMemory, ServiceProcess } from './service-process.ts';
import { both, type Servers, startServersIn } from './start-servers.ts';
import { type ServiceName, type System, serviceNames } from './system.ts';

export interface SystemOptions {
  /** As in startServers; keys are kept there too. */
  readonly dataDir?: string;
  /** `fixed`: 7301 to 7304, and 7401 to 7404 for operators, where they are free; `free` (default): any. */
  readonly ports?: 'fixed' | 'free';
  /** More environment for every service. */
  readonly env?: Record<string, string>;
  /** Default: all. */
  readonly services?: readonly ServiceName[];
  /** What node is told beside. Default: to need little memory, which takes twice the processor under load. */
  readonly flags?: readonly string[];
  readonly say?: (line: string) => void;
}

const firstPort = 7301;
const firstOperatorPort = 7401;

/**
 * Resolves when every service is ready and has joined its consumer group. Everything dies with this process, however that ends.
 * Throws NoWay, InUse or NotStarted; then nothing is left running.
 */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const { say = () => undefined } = options;
  const premises = await Premises.open(options.dataDir);
  try {
    const [servers] = await both(startServersIn(premises, options), build(say));
    const secrets = await secretsOf(premises.folder);
    const processes = await startServices(premises, servers, secrets, options);
    const stop = async () => {
      await Promise.all(processes.map((service) => service.kill('SIGTERM')));
      await servers.stop();
      await premises.close();
    };
    const addresses = Object.fromEntries(processes.map(({ service, url }) => [service, url]));
    const { kafkaBrokers } = servers;
    premises.guard.order({ remove: note({ pid: process.pid, mongoUrl: servers.mongoUrl(''), kafkaBrokers, services: addresses }) });
    const services = Object.fromEntries(processes.map((each) => [each.service, each])) as unknown as System['services'];
    return { servers, services, secret: secrets.AUTH_TOKEN_SECRET, stop };
  } catch (error) {
    await premises.close();
    throw error;
  }
}

/** Those that are there to be started. */
const present = (name: ServiceName): boolean => existsSync(join(root, 'apps', name, 'src', 'main.ts'));

async function startServices(premises: Premises, servers: Servers, secrets: Secrets, options: SystemOptions): Promise<ServiceProcess[]> {
  const { say = () => undefined, services = serviceNames, flags = littleMemory } = options;
  const since = performance.now();
  const logs = await premises.room('logs');
  const processes = await Promise.all(
    services.filter(present).map(async (name) => {
      const log = join(logs, `${name}.log`);
      await rm(log, { force: true });
      const env = { MONGO_URL: servers.mongoUrl(`rolecall_${name}`), KAFKA_BROKERS: servers.kafkaBrokers, ...secrets, ...options.env };
      const [port, operatorPort] = [await portOf(name, firstPort, options), await portOf(name, firstOperatorPort, options)];
      const settings = { service: name, port, operatorPort, log, env, flags };
      return new ServiceProcess(settings, premises.guard);
    }),
  );
  await Promise.all(processes.map((service) => service.start()));
  await Promise.all(processes.map((service) => service.joined()));
  say(`${processes.map(({ name }) => name).join(', ')} ready (${((performance.now() - since) / 1000).toFixed(1)} s)`);
  return processes;
}

async function portOf(name: ServiceName, first: number, { ports, say = () => undefined }: SystemOptions): Promise<number> {
  if (ports !== 'fixed') return freePort();
  const fixed = first + serviceNames.indexOf(name);
  if (await isFree(fixed)) return fixed;
  const other = await freePort();
  say(`port ${fixed} is taken by another process; ${name} is at ${other}`);
  return other;
}
