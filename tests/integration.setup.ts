/** Before all integration tests: Kafka and MongoDB, or those that the environment names. */
import { type Servers, startServers } from '../deploy/local/index.ts';

declare global {
  var rolecallServers: Servers | undefined;
}

export default async function setUp(): Promise<void> {
  const servers = await startServers({ say: (line) => process.stderr.write(`  ${line}\n`) });
  globalThis.rolecallServers = servers;
  // The tests run in processes of their own, which inherit this.
  process.env.MONGO_URL = servers.mongoUrl('test');
  process.env.KAFKA_BROKERS = servers.kafkaBrokers;
}
