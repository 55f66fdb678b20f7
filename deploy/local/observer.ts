/** The observer beside a system that runs: figures of the business from its events, and the synthetic story. */
import { type Beside, startBeside } from './beside.ts';
import type { System } from './system.ts';

const known = { port: 7305, operatorPort: 7405 };

export type Observer = Beside;

/** As `startBeside`; the synthetic story finds the services of the system. */
export function startObserver(
  system: Pick<System, 'servers' | 'services' | 'secret'>,
  env: Readonly<Record<string, string>> = {},
): Promise<Observer> {
  const addresses = Object.entries(system.services).map(([name, { url }]) => `${name}=${url}`);
  return startBeside('observer', known, system, { PROBE_SERVICES: addresses.join(','), ...env });
}
