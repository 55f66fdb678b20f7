/** How people of the story come in: where they ask, and with which token. */
import { issueToken } from '@rolecall/edge';
import type { Gateway, ProvidedPerson, ServiceName, System } from '../../deploy/local/index.ts';

export interface Entrance {
  /** Such as http://127.0.0.1:7300 */
  addressOf(service: ServiceName): string;
  tokenOf(person: Omit<ProvidedPerson, 'name'>): Promise<string>;
}

/** As everybody does: one address, and whoever it is signs in at the provider. */
export const throughGateway = ({ url, signIn }: Gateway): Entrance => ({ addressOf: () => url, tokenOf: ({ id }) => signIn(id) });

/** As tests do that look at the services alone: past the gateway, with tokens that the services' secret has signed. */
export const pastGateway = ({ services, secret }: System): Entrance => ({
  addressOf: (service) => services[service].url,
  tokenOf: ({ id, org, roles }) => issueToken({ person: id, org, roles }, secret),
});
