/**
 * Before all integration tests: Kafka and MongoDB, or those that the environment names. Every worker of jest has servers of its own, for
 * two files that run the same service would be one consumer group and take each other's partitions.
 */
import { type Servers, startServers } from '../deploy/local/index.ts';

declare global {
  var rolecallServers: Servers[] | undefined;
}

export default async function setUp({ maxWorkers }: { readonly maxWorkers: number }): Promise<void> {
  const say = (line: string) => void process.stderr.write(`  ${line}\n`);
  // The first may have to fetch them.
  const servers = [await startServers({ say })];
  servers.push(...(await Promise.all(Array.from({ length: maxWorkers - 1 }, () => startServers({ say })))));
  globalThis.rolecallServers = servers;
  // The workers are processes of their own, which inherit this; tests/integration.worker.ts takes one's share.
  process.env.TEST_SERVERS = JSON.stringify(
    servers.map((each) => ({ MONGO_URL: each.mongoUrl('test'), KAFKA_BROKERS: each.kafkaBrokers })),
  );
}
