/** Where the servers are, and how often the reconciler looks; read once, when the module is made. */
import { secret } from '@rolecall/kernel';
import { type Environment, readEnvironment } from '@rolecall/telemetry';
import { z } from 'zod';
import { reconcilerDefaults } from './reconciling/reconciler.js';

const environment = z.object({
  /** The service's own database, such as mongodb://127.0.0.1:27017/rolecall_offer?replicaSet=rs0; a password may stand in it. */
  ...secret({ MONGO_URL: z.string().startsWith('mongodb') }),
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

const reconciling = z.object({
  /** How long after a pass over everything the reconciler begins the next. */
  RECONCILE_EVERY_MS: z.coerce.number().int().min(100).default(reconcilerDefaults.everyMs),
  /** How long a broken rule must have stood before it is mended: what is on its way needs no help. */
  RECONCILE_STOOD_MS: z.coerce.number().int().min(0).default(reconcilerDefaults.stoodMs),
});

/** Throws a ConfigurationError that names the variable when one is wrong. */
export function reconcilerConfig(env?: Environment): typeof reconcilerDefaults {
  const { RECONCILE_EVERY_MS, RECONCILE_STOOD_MS } = readEnvironment(reconciling, env);
  return { ...reconcilerDefaults, everyMs: RECONCILE_EVERY_MS, stoodMs: RECONCILE_STOOD_MS };
}
