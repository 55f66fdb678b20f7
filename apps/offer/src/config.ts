/** The offer service's own environment, parsed once at the start. */
import { type Environment, readEnvironment } from '@rolecall/telemetry';
import { z } from 'zod';

const environment = z.object({
  /** After a start nothing expires for this long whose deadline was set before it; tests and demonstrations shorten it. */
  EXPIRY_GRACE_MS: z.coerce.number().int().min(0).max(86_400_000).default(1_800_000),
});

/** Throws a ConfigurationError that names the variable. */
export const offerConfig = (env?: Environment): z.output<typeof environment> => readEnvironment(environment, env);
