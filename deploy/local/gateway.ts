/** The gateway in front of a system that runs, and a provider at which its people sign in. Real processes. */
import { join } from 'node:path';
import { HurtableProcess } from './hurtable-process.ts';
import type { ProvidedPerson } from './identity/people.ts';
import { signIn } from './identity/sign-in.ts';
import { freePort, preferredPort } from './ports.ts';
import { Premises } from './premises.ts';
import { answers } from './processes.ts';
import { root } from './root.ts';
import { littleMemory, ServiceProcess } from './service-process.ts';
import type { Service, System } from './system.ts';

/** Where people look for it, operators for its metrics, and the provider. */
const [knownPort, knownOperatorPort, knownProviderPort] = [7300, 7400, 7309];

export interface Gateway {
  readonly service: Service;
  /** Such as http://127.0.0.1:7300 */
  readonly url: string;
  /** Of the provider. */
  readonly issuer: string;
  /** The provider's process. */
  readonly provider: HurtableProcess;
  /** An access token of one of the provider's people, got as a browser gets it. */
  signIn(person: string): Promise<string>;
  stop(): Promise<void>;
}

export interface GatewayOptions {
  /** Who can sign in. */
  readonly people: readonly ProvidedPerson[];
  readonly env?: Readonly<Record<string, string>>;
  /** `fixed`: 7300, 7400 and 7309, where they are free; `free` (default): any. */
  readonly ports?: 'fixed' | 'free';
}

/** Resolves when both answer. They die with this process. Throws NotStarted. */
export async function startGateway(
  { services, secret }: Pick<System, 'services' | 'secret'>,
  { people, env = {}, ports = 'free' }: GatewayOptions,
): Promise<Gateway> {
  const premises = await Premises.open();
  const portOf = (known: number): Promise<number> => (ports === 'fixed' ? preferredPort(known) : freePort());
  try {
    const logs = await premises.room('logs');
    const providerPort = await portOf(knownProviderPort);
    const issuer = `http://127.0.0.1:${providerPort}`;
    const provider = new HurtableProcess(providerOf(providerPort, people, join(logs, 'identity.log')), premises.guard);
    const addresses = Object.entries(services).map(([name, { url }]) => `${name}=${url}`);
    const itsEnv = {
      ...{ AUTH_TOKEN_SECRET: secret, GATEWAY_SERVICES: addresses.join(','), OIDC_ISSUER: issuer },
      ...{ GATEWAY_DEVELOPMENT_TOKENS: 'true', ...env },
    };
    const [port, operatorPort] = [await portOf(knownPort), await portOf(knownOperatorPort)];
    const settings = { port, operatorPort, log: join(logs, 'gateway.log'), env: itsEnv, flags: littleMemory };
    const service = new ServiceProcess({ service: 'gateway', ...settings }, premises.guard);
    await Promise.all([provider.start(), service.start()]);
    const stop = async () => {
      await Promise.all([service.kill('SIGTERM'), provider.kill('SIGTERM')]);
      await premises.close();
    };
    return { service, url: service.url, issuer, provider, signIn: async (person) => (await signIn(issuer, person)).accessToken, stop };
  } catch (error) {
    await premises.close();
    throw error;
  }
}

const providerOf = (port: number, people: readonly ProvidedPerson[], log: string) => ({
  ...{ name: 'identity', log, cwd: root },
  ...{ command: process.execPath, args: ['--no-warnings', 'deploy/local/identity/main.ts'] },
  env: { PATH: process.env.PATH, PORT: String(port), PEOPLE: JSON.stringify(people) },
  isUp: () => answers(`http://127.0.0.1:${port}/.well-known/openid-configuration`),
});
