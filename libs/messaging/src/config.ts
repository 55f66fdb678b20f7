/** Where the servers are; read once, when the module is made. */
import { type Environment, readEnvironment } from '@rolecall/telemetry';
import { z } from 'zod';

const environment = z.object({
  /** The service's own database, such as mongodb://127.0.0.1:27017/rolecall_offer?replicaSet=rs0 */
  MONGO_URL: z.string().startsWith('mongodb'),
  /** Comma list of host:port. */
  KAFKA_BROKERS: z
    .string()
    .min(3)
    .transform((brokers) => brokers.split(',').map((broker) => broker.trim())),
  /** How long Kafka waits for a process that has gone without a goodbye before another takes over; a broker allows 6 s or more. */
  KAFKA_SESSION_TIMEOUT_MS: z.coerce.number().int().min(6000).default(30_000),
});

export interface MessagingConfig {
  readonly mongoUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly sessionTimeoutMs: number;
}

/** Throws a ConfigurationError that names the variable when one is missing or wrong. */
export function messagingConfig(env?: Environment): MessagingConfig {
  const { MONGO_URL, KAFKA_BROKERS, KAFKA_SESSION_TIMEOUT_MS } = readEnvironment(environment, env);
  return { mongoUrl: MONGO_URL, kafkaBrokers: KAFKA_BROKERS, sessionTimeoutMs: KAFKA_SESSION_TIMEOUT_MS };
}
