/** What `rolecall token` prints is what the services take from an operator. */
import { operatorOrg } from '@rolecall/edge';
import { decodeJwt, jwtVerify } from 'jose';
import { tokenFor } from './token.js';

const AUTH_TOKEN_SECRET = 'a secret of thirty-two characters';
const key = new TextEncoder().encode(AUTH_TOKEN_SECRET);

it('prints the token alone, of an operator, for eight hours, signed with the secret of the services', async () => {
  const { lines, done } = await tokenFor('olga', { AUTH_TOKEN_SECRET });
  expect([lines.length, done]).toEqual([1, true]);
  const { payload } = await jwtVerify(lines[0] as string, key, { issuer: 'rolecall-development', audience: 'rolecall' });
  expect(payload).toMatchObject({ sub: 'olga', org: operatorOrg, roles: ['operator'] });
  expect((payload.exp as number) - (payload.iat as number)).toBe(8 * 3600);
});

it('is of the issuer and for the audience that the services are told', async () => {
  const { lines } = await tokenFor('olga', { AUTH_TOKEN_SECRET, AUTH_ISSUER: 'ours', AUTH_AUDIENCE: 'hiring' });
  expect(decodeJwt(lines[0] as string)).toMatchObject({ iss: 'ours', aud: 'hiring' });
});

it.each([
  ['no secret', 'olga', {}, 'AUTH_TOKEN_SECRET is not set'],
  ['an empty one', 'olga', { AUTH_TOKEN_SECRET: '' }, 'AUTH_TOKEN_SECRET is not set'],
  ['one that no service would take', 'olga', { AUTH_TOKEN_SECRET: 'short' }, '32 characters or more'],
  ['an e-mail address', 'olga@acme.example', { AUTH_TOKEN_SECRET }, 'no e-mail address'],
])('says what is wrong: %s', async (_, person, env, says) => {
  await expect(tokenFor(person, env)).rejects.toThrow(says);
});
