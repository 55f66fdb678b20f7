/** The observer's own environment, parsed once at the start. */
import { type Environment, readEnvironment } from '@rolecall/telemetry';
import { z } from 'zod';

const services = ['requisition', 'screening', 'interview', 'offer'] as const;
export type ServiceName = (typeof services)[number];
export type Addresses = Readonly<Record<ServiceName, string>>;

/** Those of `npm start`. */
const local =
  'requisition=http://127.0.0.1:7301,screening=http://127.0.0.1:7302,interview=http://127.0.0.1:7303,offer=http://127.0.0.1:7304';
const url = z.url().transform((address) => address.replace(/\/$/, ''));
const addresses = z.object({ requisition: url, screening: url, interview: url, offer: url });

const environment = z.object({
  /** From the begin of one synthetic story to that of the next; without it there is none. */
  PROBE_EVERY_MS: z.coerce.number().int().min(1000).optional(),
  /** How long a synthetic story waits for one answer, or to see one reaction. */
  PROBE_STEP_MS: z.coerce.number().int().min(100).default(10_000),
  /** Where the synthetic story finds the services: name=address, comma between them. */
  PROBE_SERVICES: z
    .string()
    .default(local)
    .transform((text) => Object.fromEntries(text.split(',').map((entry) => entry.trim().split(/=(.*)/s))))
    .pipe(addresses),
});

export interface ProbeConfig {
  readonly everyMs: number | undefined;
  readonly stepMs: number;
  readonly addresses: Addresses;
}

/** Throws a ConfigurationError that names the variable. */
export function probeConfig(env?: Environment): ProbeConfig {
  const { PROBE_EVERY_MS, PROBE_STEP_MS, PROBE_SERVICES } = readEnvironment(environment, env);
  return { everyMs: PROBE_EVERY_MS, stepMs: PROBE_STEP_MS, addresses: PROBE_SERVICES };
}
