/** The pipeline's own environment, parsed once at the start. */
import { type Environment, readEnvironment } from '@rolecall/telemetry';
import { z } from 'zod';

const environment = z.object({
  /** Live connections of one process; more are refused. */
  LIVE_CONNECTIONS_MAX: z.coerce.number().int().min(1).max(100_000).default(5000),
  /** Of one person among them. */
  LIVE_CONNECTIONS_OF_PERSON_MAX: z.coerce.number().int().min(1).max(1000).default(20),
});

export interface LiveConfig {
  readonly connectionsMax: number;
  readonly ofPersonMax: number;
}

/** Throws a ConfigurationError that names the variable. */
export function liveConfig(env?: Environment): LiveConfig {
  const { LIVE_CONNECTIONS_MAX, LIVE_CONNECTIONS_OF_PERSON_MAX } = readEnvironment(environment, env);
  return { connectionsMax: LIVE_CONNECTIONS_MAX, ofPersonMax: LIVE_CONNECTIONS_OF_PERSON_MAX };
}
