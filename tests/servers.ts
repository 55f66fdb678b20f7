/** Addresses of the servers that the global set-up started. */
import { randomUUID } from 'node:crypto';
import { withDatabase } from '../deploy/local/mongo-url.ts';

/** A database that no other test uses: another one with each call. `database` begins its name, for whoever looks at the server. */
export const mongoUrl = (database: string): string => withDatabase(setUp('MONGO_URL'), `${database}-${randomUUID().slice(0, 13)}`);

/** host:port of each broker, comma between them. */
export const kafkaBrokers = (): string => setUp('KAFKA_BROKERS');

function setUp(name: 'MONGO_URL' | 'KAFKA_BROKERS'): string {
  const address = process.env[name];
  if (!address) throw new Error(`${name} is not set: run this test with --config tools/jest.integration.mjs`);
  return address;
}
