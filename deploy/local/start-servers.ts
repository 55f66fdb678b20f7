/** Starts MongoDB and Kafka for this process, or uses those that the environment names. */
import { startKafka } from './kafka-server.ts';
import { withDatabase } from './mongo-url.ts';
import { type RunningServer, startMongod } from './mongod-server.ts';
import { Premises } from './premises.ts';

export interface ServerOptions {
  /** The data stays in this folder, and a later start goes on with it; without it the data goes when the servers stop. */
  readonly dataDir?: string;
  /** Told, in words for people, what is fetched and what has started. */
  readonly say?: (line: string) => void;
  readonly only?: readonly ('mongo' | 'kafka')[];
}

export interface Servers {
  /** The address of a database. */
  mongoUrl(database: string): string;
  /** host:port of each broker, comma between them. */
  readonly kafkaBrokers: string;
  /** Ends what was started here, and its data unless it is kept. */
  stop(): Promise<void>;
}

/**
 * MONGO_URL and KAFKA_BROKERS, where set, are used as they are. What is started dies with this process, however that ends.
 * Throws NoWay when a server is neither found nor fetched, InUse when another process uses `dataDir`, NotStarted with the server's last words.
 */
export async function startServers(options: ServerOptions = {}): Promise<Servers> {
  const premises = await Premises.open(options.dataDir);
  try {
    const servers = await startServersIn(premises, options);
    const stop = async () => {
      await servers.stop();
      await premises.close();
    };
    return { ...servers, stop };
  } catch (error) {
    await premises.close();
    throw error;
  }
}

/** As startServers, in premises that the caller closes. */
export async function startServersIn(premises: Premises, { say = () => undefined, only }: ServerOptions): Promise<Servers> {
  const wanted = (server: 'mongo' | 'kafka') => only?.includes(server) ?? true;
  const [mongo, kafka] = await both(
    wanted('mongo') ? (given('MongoDB', process.env.MONGO_URL, say) ?? startMongod(premises, say)) : undefined,
    wanted('kafka') ? (given('Kafka', process.env.KAFKA_BROKERS, say) ?? startKafka(premises, say)) : undefined,
  );
  return {
    mongoUrl: (database) => withDatabase(mongo?.address ?? '', database),
    kafkaBrokers: kafka?.address ?? '',
    stop: async () => {
      await Promise.all([mongo?.stop(), kafka?.stop()]);
    },
  };
}

function given(name: string, address: string | undefined, say: (line: string) => void): RunningServer | undefined {
  if (!address) return undefined;
  say(`${name} as the environment says`);
  return { address, stop: async () => undefined };
}

/** Waits for both even when one fails, so that nothing starts behind the caller's back; then throws the first failure. */
export async function both<A, B>(a: A, b: B): Promise<[Awaited<A>, Awaited<B>]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}
