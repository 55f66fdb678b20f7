/** Reading the environment: parsed once by a zod schema; what is wrong stops the start and is named, its value never shown. */
import type { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration cannot be used. The message names each variable and what it must be. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Throws a ConfigurationError. An empty variable counts as one that is not set. */
export function readEnvironment<Schema extends z.ZodType>(schema: Schema, env: Environment = process.env): z.output<Schema> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'environment'}: ${message}`);
  throw new ConfigurationError(`wrong configuration: ${wrong.join('; ')}`);
}
