/** Where the servers are; read once, when the module is made. */
import { z } from 'zod';

const environment = z.object({
  /** The service's own database, such as mongodb://127.0.0.1:27017/rolecall_offer?replicaSet=rs0 */
  MONGO_URL: z.string().startsWith('mongodb'),
  /** Comma list of host:port. */
  KAFKA_BROKERS: z
    .string()
    .min(3)
    .transform((brokers) => brokers.split(',').map((broker) => broker.trim())),
});

export interface MessagingConfig {
  readonly mongoUrl: string;
  readonly kafkaBrokers: readonly string[];
}

/** Throws an error that names the variable when one is missing or wrong. */
export function messagingConfig(env: Record<string, string | undefined> = process.env): MessagingConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success)
    throw new Error(`configuration: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
  return { mongoUrl: parsed.data.MONGO_URL, kafkaBrokers: parsed.data.KAFKA_BROKERS };
}
