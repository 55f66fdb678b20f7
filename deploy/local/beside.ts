/** A process that reads what the services of a running system say, started beside it. A real process, with a database of its own. */
import { join } from 'node:path';
import { preferredPort } from './ports.ts';
import { Premises } from './premises.ts';
import { littleMemory, ServiceProcess, type ServiceSettings } from './service-process.ts';
import type { Service, System } from './system.ts';

export interface Beside {
  readonly service: Service;
  stop(): Promise<void>;
}

/** Where people look for it, and operators for its metrics, if these ports are free. */
interface Known {
  readonly port: number;
  readonly operatorPort: number;
}

/** Resolves when it has joined its group. Its database is beside those of the services. It dies with this process. Throws NotStarted. */
export async function startBeside(
  name: ServiceSettings['service'],
  known: Known,
  { servers, secret }: Pick<System, 'servers' | 'secret'>,
  env: Readonly<Record<string, string>>,
): Promise<Beside> {
  const premises = await Premises.open();
  try {
    const itsEnv = {
      ...{ MONGO_URL: servers.mongoUrl(`rolecall_${name}`), KAFKA_BROKERS: servers.kafkaBrokers },
      ...{ AUTH_TOKEN_SECRET: secret, ...env },
    };
    const [port, operatorPort] = [await preferredPort(known.port), await preferredPort(known.operatorPort)];
    const log = join(await premises.room('logs'), `${name}.log`);
    const service = new ServiceProcess({ service: name, port, operatorPort, log, env: itsEnv, flags: littleMemory }, premises.guard);
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
