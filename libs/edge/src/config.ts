/** The edge's environment, parsed once at the start. */
import { secret } from '@rolecall/kernel';
import { type Environment, readEnvironment } from '@rolecall/telemetry';
import { z } from 'zod';

const environment = z.object({
  /** 0 takes a free port; the log says which. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Where /metrics is, for operators alone; 0 as above. */
  OPERATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(9464),
  /** The address to listen on; a container needs 0.0.0.0. */
  HOST: z.string().default('127.0.0.1'),
  /** Signs and checks tokens (HS256). */
  ...secret({ AUTH_TOKEN_SECRET: z.string().min(32, 'must have 32 characters or more') }),
  AUTH_ISSUER: z.string().min(1).default('rolecall-development'),
  AUTH_AUDIENCE: z.string().min(1).default('rolecall'),
  BODY_LIMIT_BYTES: z.coerce.number().int().min(1024).max(16_777_216).default(1_048_576),
  /** From a request's first byte until its body is here. */
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(100).default(30_000),
  /** From a connection's or a request's first moment until its headers are here; never longer than the time for the whole. */
  HEADERS_TIMEOUT_MS: z.coerce.number().int().min(100).default(10_000),
  /** Addresses or networks (10.0.0.0/8), comma between them, whose X-Forwarded-For says where a request comes from. */
  TRUSTED_PROXIES: z.string().optional(),
  /** How long to go on answering after the stop signal, so that load balancers notice. */
  DRAIN_DELAY_MS: z.coerce.number().int().min(0).default(0),
  /** After this the process ends, whatever still runs. */
  SHUTDOWN_GRACE_MS: z.coerce.number().int().min(100).default(10_000),
});

export type EdgeConfig = z.output<typeof environment>;

/** Throws a ConfigurationError that names the variable. */
export const edgeConfig = (env?: Environment): EdgeConfig => readEnvironment(environment, env);
