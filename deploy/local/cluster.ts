/**
 * The system as it runs in production, on this machine: three brokers, a replica set of three, several processes of each service, and a
 * network between them that can be spoiled. Everything can be killed, frozen and started again. For fault tests.
 */
import { join } from 'node:path';
import { build } from './build.ts';
import { type RunningBroker, startKafkaCluster } from './kafka-server.ts';
import { withDatabase } from './mongo-url.ts';
import { type RunningMember, startReplicaSet, urlOf } from './mongod-server.ts';
import { type Network, openNetwork, type Switchboard } from './network.ts';
import { freePort } from './ports.ts';
import { Premises } from './premises.ts';
import { note } from './running.ts';
import { secretsOf } from './secrets.ts';
import { ServiceProcess } from './service-process.ts';
import { both, type Servers } from './start-servers.ts';
import { type Hurtable, type Service, type ServiceName, serviceNames } from './system.ts';

export interface ClusterOptions {
  /** Brokers, and members of the replica set. */
  readonly servers?: number;
  /** Processes of each service. */
  readonly instances?: number;
  /** More environment for every service. */
  readonly env?: Record<string, string>;
  readonly say?: (line: string) => void;
}

export interface Cluster {
  /** As services and other clients reach them: through the network. */
  readonly servers: Pick<Servers, 'mongoUrl' | 'kafkaBrokers'>;
  /** The brokers past the network, for whoever looks on. */
  readonly brokersBehind: string;
  readonly brokers: readonly RunningBroker[];
  readonly members: readonly RunningMember[];
  readonly services: Readonly<Record<ServiceName, readonly Service[]>>;
  readonly network: Network;
  /** Signs tokens; see issueToken of libs/edge. */
  readonly secret: string;
  /** Where everything lies until it stops. */
  readonly folder: string;
  /** Stops and forgets everything. */
  stop(): Promise<void>;
}

/** Everything dies with this process, however that ends. Throws NoWay or NotStarted; then nothing is left running. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { say = () => undefined } = options;
  const premises = await Premises.open();
  try {
    const network = await openNetwork(premises, say);
    const [[brokers, members]] = await both(startServers(premises, network, options), build(say));
    const kafkaBrokers = brokers.map(({ node }) => `127.0.0.1:${node.advertised ?? node.port}`).join(',');
    const url = urlOf(members.map(({ host }) => host));
    const servers = { kafkaBrokers, mongoUrl: (database: string) => withDatabase(url, database) };
    const secrets = await secretsOf(premises.folder);
    const services = await startServices(premises, { ...secrets, KAFKA_BROKERS: kafkaBrokers, ...options.env }, servers, options);
    const addresses = Object.fromEntries(serviceNames.map((name) => [name, services[name][0]?.url ?? '']));
    premises.guard.order({ remove: note({ pid: process.pid, mongoUrl: url, kafkaBrokers, services: addresses }) });
    const all: Hurtable[] = [...Object.values(services).flat(), ...brokers, ...members];
    return {
      servers,
      brokersBehind: brokers.map(({ node }) => `127.0.0.1:${node.between}`).join(','),
      ...{ brokers, members, services, network },
      secret: secrets.AUTH_TOKEN_SECRET,
      folder: premises.folder,
      stop: async () => {
        await Promise.all(all.map((each) => each.kill()));
        await premises.close();
      },
    };
  } catch (error) {
    await premises.close();
    throw error;
  }
}

async function startServers(
  premises: Premises,
  network: Switchboard,
  { servers = 3, say = () => undefined }: ClusterOptions,
): Promise<[RunningBroker[], RunningMember[]]> {
  const places = await Promise.all(
    Array.from({ length: servers }, async (_, index) => {
      const [kafka, mongo] = [await freePort(), await freePort()];
      return {
        kafka: { port: kafka, advertised: await network.route(`kafka-${index + 1}`, kafka) },
        mongo: { port: mongo, host: `127.0.0.1:${await network.route(`mongo-${index + 1}`, mongo)}` },
      };
    }),
  );
  return both(
    startKafkaCluster(
      premises,
      places.map(({ kafka }) => kafka),
      say,
    ),
    startReplicaSet(
      premises,
      places.map(({ mongo }) => mongo),
      say,
    ),
  );
}

async function startServices(
  premises: Premises,
  env: Record<string, string>,
  servers: Cluster['servers'],
  { instances = 2, say = () => undefined }: ClusterOptions,
): Promise<Cluster['services']> {
  const since = performance.now();
  const logs = await premises.room('logs');
  const processes = await Promise.all(
    serviceNames.flatMap((service) =>
      Array.from({ length: instances }, async (_, index) => {
        const name = `${service}-${index + 1}`;
        const own = { MONGO_URL: servers.mongoUrl(`rolecall_${service}`), ...env };
        const [port, operatorPort] = [await freePort(), await freePort()];
        return new ServiceProcess({ service, name, port, operatorPort, log: join(logs, `${name}.log`), env: own }, premises.guard);
      }),
    ),
  );
  await Promise.all(processes.map((process) => process.start()));
  await Promise.all(processes.map((process) => process.joined()));
  say(`${instances} of each service ready (${((performance.now() - since) / 1000).toFixed(1)} s)`);
  return Object.fromEntries(
    serviceNames.map((name) => [name, processes.filter(({ service }) => service === name)]),
  ) as unknown as Cluster['services'];
}
