/** The observer beside a system that runs: figures of the business from its events, and the synthetic story. A real process. */
import { join } from 'node:path';
import { preferredPort } from './ports.ts';
import { Premises } from './premises.ts';
import { littleMemory, ServiceProcess } from './service-process.ts';
import type { Service, System } from './system.ts';

/** Where people look for it, and operators for its metrics. */
const [knownPort, knownOperatorPort] = [7305, 7405];

export interface Observer {
  readonly service: Service;
  stop(): Promise<void>;
}

/** Resolves when it has joined its group. Its database is beside those of the services. It dies with this process. Throws NotStarted. */
export async function startObserver(
  { servers, services, secret }: Pick<System, 'servers' | 'services' | 'secret'>,
  env: Readonly<Record<string, string>> = {},
): Promise<Observer> {
  const premises = await Premises.open();
  try {
    const addresses = Object.entries(services).map(([name, { url }]) => `${name}=${url}`);
    const itsEnv = {
      ...{ MONGO_URL: servers.mongoUrl('rolecall_observer'), KAFKA_BROKERS: servers.kafkaBrokers },
      ...{ AUTH_TOKEN_SECRET: secret, PROBE_SERVICES: addresses.join(','), ...env },
    };
    const [port, operatorPort] = [await preferredPort(knownPort), await preferredPort(knownOperatorPort)];
    const log = join(await premises.room('logs'), 'observer.log');
    const service = new ServiceProcess({ service: 'observer', port, operatorPort, log, env: itsEnv, flags: littleMemory }, premises.guard);
    await service.start();
    await service.joined();
    const stop = async () => {
      await service.kill('SIGTERM');
      await premises.close();
    };
    return { service, stop };
  } catch (error) {
    await premises.close();
    throw error;
  }
}
