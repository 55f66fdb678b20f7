/** The gateway in front of a real service, and people who sign in at a real provider. */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { issueToken } from '../../libs/edge/src/identity.js';
import { type Gateway, startGateway } from './gateway.ts';
import { signIn } from './identity/sign-in.ts';
import { becomesTrue } from './processes.ts';
import { startSystem } from './start-system.ts';
import type { System } from './system.ts';

const person = { id: 'mara', name: 'Mara', org: 'acme', roles: ['recruiter'] };
let system: System;
let gateway: Gateway;
let mara: string;
beforeAll(async () => {
  system = await startSystem({ services: ['requisition'] });
  gateway = await startGateway(system, { people: [person], env: { GATEWAY_DEVELOPMENT_TOKENS: 'false' } });
  mara = await gateway.signIn('mara');
}, 240_000);
afterAll(async () => {
  await gateway?.stop();
  await system?.stop();
});

const list = '/v1/requisitions';
async function ask(url: string, token: string): Promise<{ readonly status: number; readonly code?: string }> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const { code } = (await answer.json()) as { code?: string };
  return { status: answer.status, code };
}

it('whoever signs in gets a token that says who they are, for an hour and more, and for Rolecall alone', async () => {
  expect(decodeProtectedHeader(mara)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
  expect(decodeJwt(mara)).toMatchObject({ iss: gateway.issuer, aud: 'rolecall', sub: 'mara', org: 'acme', roles: ['recruiter'] });
});

it('is let in with it, by the name that it says', async () => {
  const headers = { authorization: `Bearer ${mara}`, 'content-type': 'text/plain' };
  const drafted = await fetch(`${gateway.url}${list}`, { method: 'POST', headers, body: 'Job title: Baker\nResponsibilities:\n- Bake.\n' });
  expect(drafted.status).toBe(201);
  const history = await fetch(`${gateway.url}${drafted.headers.get('location')}/history`, { headers });
  const { commits } = (await history.json()) as { commits: { actor: object }[] };
  expect(commits.map(({ actor }) => actor)).toEqual([{ kind: 'person', id: 'mara', roles: ['recruiter'] }]);
});

it('a service itself takes no token of the provider, and the gateway none of the services', async () => {
  expect(await ask(`${system.services.requisition.url}${list}`, mara)).toEqual({ status: 401, code: 'request/unauthenticated' });
  const inner = await issueToken({ person: 'mara', org: 'acme' }, system.secret);
  expect((await ask(`${system.services.requisition.url}${list}`, inner)).status).toBe(200);
  expect(await ask(`${gateway.url}${list}`, inner)).toEqual({ status: 401, code: 'request/unauthenticated' });
});

it('an ID token, which says who signed in to a page, opens nothing', async () => {
  const { idToken } = await signIn(gateway.issuer, 'mara');
  expect(await ask(`${gateway.url}${list}`, idToken)).toEqual({ status: 401, code: 'request/unauthenticated' });
});

it('nobody signs in as somebody whom the provider does not know', async () =>
  expect(gateway.signIn('mallory')).rejects.toThrow('POST /sign-in/'));

it('a service that was killed is away at once, and is asked again when it is back', async () => {
  const { requisition } = system.services;
  await requisition.kill();
  expect(await ask(`${gateway.url}${list}`, mara)).toEqual({ status: 503, code: 'gateway/service-away' });
  await requisition.start();
  expect(await becomesTrue(async () => (await ask(`${gateway.url}${list}`, mara)).status === 200, 20_000)).toBe(true);
});

it('with the provider away, whoever is signed in goes on', async () => {
  await gateway.provider.kill();
  expect((await ask(`${gateway.url}${list}`, mara)).status).toBe(200);
});
