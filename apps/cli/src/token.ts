/** `rolecall token`: a token for an operator, from the development issuer. Where an identity provider issues tokens, it gives this one too. */
import { type Environment, readEnvironment } from '@rolecall/telemetry/environment';
import { z } from 'zod';
import { type Command, type Told, told } from './command.js';
import { Plain } from './services.js';

/** As the services read them: they take no other token. */
const environment = z.object({
  AUTH_TOKEN_SECRET: z.string().optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
});

const hours = 8;

export const tokenCommand: Command = {
  ...{ name: 'token', argument: 'person' },
  says: `prints a token for you as an operator, for ${hours} hours, signed with AUTH_TOKEN_SECRET`,
  run: ({ argument }) => tokenFor(argument || 'operator'),
};

/** `person` stands in the operators' log beside what is done with the token. Throws Plain without a secret. */
export async function tokenFor(person: string, env?: Environment): Promise<Told> {
  const { AUTH_TOKEN_SECRET: secret, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = readEnvironment(environment, env);
  if (!secret) throw new Plain('AUTH_TOKEN_SECRET is not set: that of the services; docs/operations.md says where it is');
  if (secret.length < 32) throw new Plain('AUTH_TOKEN_SECRET must have 32 characters or more');
  if (person.includes('@')) throw new Plain('a name and no e-mail address: it stands in records for ever');
  // Only when it is asked for: with it comes what a service is made of.
  const { issueToken, operatorOrg } = await import('@rolecall/edge');
  const request = { person, org: operatorOrg, roles: ['operator'], lifetimeSeconds: hours * 3600 };
  const token = await issueToken(request, secret, { ...(issuer ? { issuer } : {}), ...(audience ? { audience } : {}) });
  return told({ token }, [token]);
}
