/** The gateway's own environment, parsed once at the start. */
import { type Environment, readEnvironment } from '@rolecall/telemetry';
import { z } from 'zod';
import type { ProviderSettings } from './identity/provider.js';
import type { LimitSettings } from './limits.js';
import { type ServiceName, services } from './segments.js';

/** Those of `npm start`. */
const local =
  'requisition=http://127.0.0.1:7301,screening=http://127.0.0.1:7302,interview=http://127.0.0.1:7303,offer=http://127.0.0.1:7304,pipeline=http://127.0.0.1:7306';
const origin = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((address) => new URL(address).pathname === '/', 'must be an address without a path')
  .transform((address) => new URL(address).origin);

const variables = z.object({
  /** Where the services are: name=address, comma between them. What is not named is not served. */
  GATEWAY_SERVICES: z
    .string()
    .default(local)
    .transform((text) => Object.fromEntries(text.split(',').map((entry) => entry.trim().split(/=(.*)/s))))
    .pipe(z.partialRecord(z.enum(services), origin)),
  /** How long a service may take until its answer begins, and then between two parts of it. */
  GATEWAY_TIMEOUT_MS: z.coerce.number().int().min(100).default(15_000),
  /** Of one service at once, until its answers begin; beyond it callers are sent away. */
  GATEWAY_IN_FLIGHT_MAX: z.coerce.number().int().min(1).default(256),
  /** A connection over which nothing goes either way for so long is closed: whoever reads no more keeps nobody's place. Longer than the time above. */
  GATEWAY_IDLE_MS: z.coerce.number().int().min(100).default(120_000),
  /** Pages of these origins may ask, comma between them; `*` for all. Without it none of another origin. */
  GATEWAY_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((entry) => entry.trim() || []))
    .pipe(z.array(z.union([z.literal('*'), origin]))),
  /** Requests of a person within the window … */
  GATEWAY_RATE_PERSON: z.coerce.number().int().min(1).default(1200),
  /** … and of an address, as long as nobody is known. */
  GATEWAY_RATE_ADDRESS: z.coerce.number().int().min(1).default(300),
  GATEWAY_RATE_WINDOW_S: z.coerce.number().int().min(1).default(60),
  /** The OpenID provider whose access tokens people bring, as its discovery document names itself. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  /** Whom its tokens are for. */
  OIDC_AUDIENCE: z.string().min(1).default('rolecall'),
  /** Which claims say person, organization and roles: a name, or a path with dots (`realm_access.roles`). A person's is no address. */
  OIDC_PERSON_CLAIM: z.string().min(1).default('sub'),
  OIDC_ORG_CLAIM: z.string().min(1).default('org'),
  OIDC_ROLES_CLAIM: z.string().min(1).default('roles'),
  /** Tokens of the development issuer (AUTH_ISSUER, signed with the secret of the services) are taken from outside: for tests and the demo. */
  GATEWAY_DEVELOPMENT_TOKENS: z.stringbool().default(false),
});

const environment = variables.refine(({ OIDC_ISSUER, GATEWAY_DEVELOPMENT_TOKENS }) => OIDC_ISSUER || GATEWAY_DEVELOPMENT_TOKENS, {
  path: ['OIDC_ISSUER'],
  message: 'must name the provider whose tokens are taken, unless GATEWAY_DEVELOPMENT_TOKENS is true',
});

export interface GatewayConfig {
  readonly addresses: Readonly<Partial<Record<ServiceName, string>>>;
  readonly timeoutMs: number;
  readonly inFlightMax: number;
  readonly idleMs: number;
  readonly origins: readonly string[];
  readonly limits: LimitSettings;
  readonly provider: ProviderSettings | undefined;
  readonly developmentTokens: boolean;
}

/** Throws a ConfigurationError that names the variable. */
export function gatewayConfig(env?: Environment): GatewayConfig {
  const set = readEnvironment(environment, env);
  return {
    ...{ addresses: set.GATEWAY_SERVICES, timeoutMs: set.GATEWAY_TIMEOUT_MS },
    ...{ inFlightMax: set.GATEWAY_IN_FLIGHT_MAX, idleMs: set.GATEWAY_IDLE_MS, origins: set.GATEWAY_ORIGINS },
    limits: { personMax: set.GATEWAY_RATE_PERSON, addressMax: set.GATEWAY_RATE_ADDRESS, windowSeconds: set.GATEWAY_RATE_WINDOW_S },
    provider: providerOf(set),
    developmentTokens: set.GATEWAY_DEVELOPMENT_TOKENS,
  };
}

function providerOf(set: z.output<typeof environment>): ProviderSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = set;
  const claims = { person: set.OIDC_PERSON_CLAIM, org: set.OIDC_ORG_CLAIM, roles: set.OIDC_ROLES_CLAIM };
  return issuer ? { issuer, audience, claims } : undefined;
}
