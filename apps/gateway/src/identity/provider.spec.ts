/** Who gets in with a token of the provider, and who does not. */
import { createSecretKey } from 'node:crypto';
import { issueToken } from '@rolecall/edge';
import type { Rejection } from '@rolecall/kernel';
import { exportJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { identifying } from './identifying.js';
import { type Key, keyOf, OwnProvider, spkiOf } from './identity.examples.js';

const secret = 'a secret for tests that is long enough';
const development = { secret, issuer: 'rolecall-development', audience: 'rolecall' };
const claims = { person: 'sub', org: 'org', roles: 'roles' };
const provider = new OwnProvider();
let rsa: Key;
let stranger: Key;

beforeAll(async () => {
  rsa = await keyOf('first');
  stranger = await keyOf('first');
  await provider.start();
});
beforeEach(() => {
  provider.keys = [rsa];
  provider.saying = {};
  provider.isIll = false;
});
afterAll(() => provider.stop());

const settings = (more: object = {}) => ({ issuer: provider.issuer, audience: 'rolecall', claims, cooldownMs: 0, pauseMs: 0, ...more });
const door = (more: object = {}, developmentTokens = false) => identifying({ provider: settings(more), developmentTokens }, development);
const bearer = (token: string) => `Bearer ${token}`;
/** The code and the reason of a refusal. */
const refusal = (asked: Promise<unknown>): Promise<unknown[]> =>
  asked.then(
    (identity) => ['let in', identity],
    ({ code, details }: Rejection) => [code, details.reason],
  );
const invalid = ['request/unauthenticated', 'invalid'];

it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('a token signed with %s lets in whom it names', async (alg) => {
  const key = await keyOf(alg, alg);
  provider.keys = [rsa, key];
  expect(await door()(bearer(await provider.tokenBy(key)))).toEqual({
    org: 'acme',
    person: { kind: 'person', id: 'mara', roles: ['recruiter'] },
  });
});

describe('nobody gets in with', () => {
  const now = () => Math.floor(Date.now() / 1000);
  it.each<[string, () => Promise<string>, unknown[]]>([
    ['a token that somebody else signed under the same name of a key', () => provider.tokenBy(stranger), invalid],
    ['a token whose content was changed', async () => forged(await provider.tokenBy(rsa)), invalid],
    ['a token without a signature', async () => (await provider.tokenBy(rsa)).replace(/[^.]+$/, 'AA'), invalid],
    ['an expired token', () => provider.tokenBy(rsa, { exp: now() - 60 }), ['request/unauthenticated', 'expired']],
    ['a token that never expires', () => provider.tokenBy(rsa, { exp: undefined }), invalid],
    ['a token that is not valid yet', () => provider.tokenBy(rsa, { nbf: now() + 120 }), invalid],
    ['a token for somebody else', () => provider.tokenBy(rsa, { aud: 'payroll' }), invalid],
    ['a token for nobody', () => provider.tokenBy(rsa, { aud: undefined }), invalid],
    ['a token of another issuer', () => provider.tokenBy(rsa, { iss: 'https://elsewhere.example' }), invalid],
    ['a token of an issuer whose name only begins so', () => provider.tokenBy(rsa, { iss: `${provider.issuer}.evil.example` }), invalid],
    ['a token of another kind', () => provider.tokenBy(rsa, {}, { typ: 'logout+jwt' }), invalid],
    ['a token whose key nobody knows', async () => provider.tokenBy({ ...rsa, kid: 'unheard' }), invalid],
    ['a token that asks for what nobody understands', () => critical(), invalid],
    ['a token that brings its own key', async () => withOwnKey(), invalid],
    ['alg none', async () => `${new UnsecuredJWT(good()).encode()}AA`, invalid],
    ['the public key as a shared secret', () => confused(), invalid],
    ['the secret of the services', () => issueToken({ person: 'mara', org: 'acme' }, secret), invalid],
    [
      'the secret of the services in the name of the provider',
      () => issueToken({ person: 'mara', org: 'acme' }, secret, { issuer: provider.issuer }),
      invalid,
    ],
    ['no token', async () => '', invalid],
    ['an address for a person', () => provider.tokenBy(rsa, { sub: 'mara@acme.example' }), ['request/unauthenticated', 'address']],
    ['nobody’s name', () => provider.tokenBy(rsa, { sub: '' }), invalid],
    ['no organization', () => provider.tokenBy(rsa, { org: undefined }), invalid],
    ['an organization that climbs', () => provider.tokenBy(rsa, { org: 'acme/../globex' }), invalid],
    ['several organizations', () => provider.tokenBy(rsa, { org: ['acme', 'globex'] }), invalid],
    ['roles that are none', () => provider.tokenBy(rsa, { roles: { admin: true } }), invalid],
  ])('%s', async (_, token, expected) => expect(await refusal(door()(bearer(await token())))).toEqual(expected));

  it('nothing at all', async () => expect(await refusal(door()(undefined))).toEqual(['request/unauthenticated', 'missing']));

  const good = (): JWTPayload => ({ iss: provider.issuer, aud: 'rolecall', sub: 'mara', org: 'acme', exp: now() + 300 });
  function forged(token: string): string {
    const [head, , signature] = token.split('.');
    return [head, Buffer.from(JSON.stringify({ ...good(), roles: ['admin'] })).toString('base64url'), signature].join('.');
  }
  function critical(): Promise<string> {
    const header = { alg: 'RS256', kid: 'first', crit: ['x-bound-to'], 'x-bound-to': 'somebody' };
    return new SignJWT(good()).setProtectedHeader(header).sign(rsa.privateKey, { crit: { 'x-bound-to': true } });
  }
  async function withOwnKey(): Promise<string> {
    const jwk = await exportJWK(stranger.publicKey);
    return new SignJWT(good()).setProtectedHeader({ alg: 'RS256', jwk, jku: 'http://127.0.0.1:1/keys' }).sign(stranger.privateKey);
  }
  /** To whoever takes the algorithm from the token, the published key is a password that everybody knows. */
  async function confused(): Promise<string> {
    return new SignJWT(good()).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(createSecretKey(await spkiOf(rsa), 'utf8'));
  }
});

it('half a minute of a clock that is behind or ahead is forgiven', async () => {
  const now = Math.floor(Date.now() / 1000);
  expect(await door()(bearer(await provider.tokenBy(rsa, { exp: now - 20 })))).toMatchObject({ org: 'acme' });
  expect(await door()(bearer(await provider.tokenBy(rsa, { nbf: now + 20 })))).toMatchObject({ org: 'acme' });
});

it('person, organization and roles are read where the provider puts them', async () => {
  const named = { claims: { person: 'staff_id', org: 'https://acme.example/org', roles: 'realm_access.roles' } };
  const token = await provider.tokenBy(rsa, {
    ...{ sub: 'mara@acme.example', staff_id: 'm-17', 'https://acme.example/org': 'acme', org: 'globex' },
    realm_access: { roles: ['recruiter', 'admin'] },
  });
  expect(await door(named)(bearer(token))).toEqual({ org: 'acme', person: { kind: 'person', id: 'm-17', roles: ['recruiter', 'admin'] } });
  const spaced = await provider.tokenBy(rsa, { scope: 'recruiter  approver' });
  expect((await door({ claims: { ...claims, roles: 'scope' } })(bearer(spaced))).person.roles).toEqual(['recruiter', 'approver']);
  expect(await refusal(door({ claims: { ...claims, org: 'constructor.name' } })(bearer(spaced)))).toEqual(invalid);
});

describe('keys', () => {
  it('are asked for once', async () => {
    const identify = door({ cooldownMs: 60_000 });
    const before = provider.keysAsked;
    for (let n = 0; n < 5; n++) await identify(bearer(await provider.tokenBy(rsa)));
    expect(provider.keysAsked - before).toBe(1);
  });

  it('that are new are found, and those that are gone are believed no longer than they are kept', async () => {
    const next = await keyOf('second', 'ES256');
    const identify = door({ keptMs: 150 });
    expect(await identify(bearer(await provider.tokenBy(rsa)))).toMatchObject({ org: 'acme' });
    provider.keys = [next];
    expect(await identify(bearer(await provider.tokenBy(next)))).toMatchObject({ org: 'acme' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await refusal(identify(bearer(await provider.tokenBy(rsa))))).toEqual(invalid);
  });

  it('that nobody knows make nobody ask the provider all the time', async () => {
    const identify = door({ cooldownMs: 60_000 });
    await identify(bearer(await provider.tokenBy(rsa)));
    const before = provider.keysAsked;
    for (let n = 0; n < 5; n++) await refusal(identify(bearer(await provider.tokenBy({ ...rsa, kid: `unheard-${n}` }))));
    expect(provider.keysAsked).toBe(before);
  });
});

describe('a provider that is away', () => {
  const notNow = ['gateway/provider-away', undefined];

  it('makes nobody a stranger, and lets in again when it is back', async () => {
    const identify = door();
    const token = bearer(await provider.tokenBy(rsa));
    await provider.stop();
    expect(await refusal(identify(token))).toEqual(notNow);
    await provider.start();
    provider.isIll = true;
    expect(await refusal(identify(token))).toEqual(notNow);
    provider.isIll = false;
    expect(await identify(token)).toMatchObject({ org: 'acme' });
  });

  it('keeps out nobody whose key is known', async () => {
    const identify = door();
    const token = bearer(await provider.tokenBy(rsa));
    await identify(token);
    await provider.stop();
    expect(await identify(token)).toMatchObject({ org: 'acme' });
    expect(await refusal(identify(bearer(await provider.tokenBy({ ...rsa, kid: 'new' }))))).toEqual(notNow);
    await provider.start();
  });

  it('is believed for a day in what it said, however long it keeps its keys; not for ever', async () => {
    const [token, other] = [bearer(await provider.tokenBy(rsa)), bearer(await provider.tokenBy({ ...rsa, kid: 'new' }))];
    const [day, moment] = [door({ keptMs: 20 }), door({ keptMs: 20, believedMs: 40 })];
    await Promise.all([day(token), moment(token)]);
    await provider.stop();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await day(token)).toMatchObject({ org: 'acme' });
    expect(await refusal(day(other))).toEqual(notNow);
    expect(await refusal(moment(token))).toEqual(notNow);
    await provider.start();
    expect(await moment(token)).toMatchObject({ org: 'acme' });
  });

  it('is not asked again at once, whoever comes', async () => {
    const identify = door({ pauseMs: 60_000 });
    const token = bearer(await provider.tokenBy(rsa));
    provider.isIll = true;
    expect(await refusal(identify(token))).toEqual(notNow);
    provider.isIll = false;
    expect(await refusal(identify(token))).toEqual(notNow);
    expect(await door({ pauseMs: 60_000 })(token)).toMatchObject({ org: 'acme' });
  });

  it.each([{ issuer: 'https://elsewhere.example' }, { jwks_uri: 'file:///etc/passwd' }, { jwks_uri: undefined }])(
    'is also one that says %j of itself',
    async (saying) => {
      provider.saying = saying;
      expect(await refusal(door()(bearer(await provider.tokenBy(rsa))))).toEqual(notNow);
    },
  );
});

it('tokens of the development issuer are taken where that is allowed, beside those of the provider', async () => {
  const both = door({}, true);
  expect(await both(bearer(await issueToken({ person: 'dev', org: 'acme' }, secret)))).toMatchObject({ person: { id: 'dev' } });
  expect(await both(bearer(await provider.tokenBy(rsa)))).toMatchObject({ person: { id: 'mara' } });
  expect(await refusal(both(bearer(await provider.tokenBy(rsa, { iss: development.issuer }))))).toEqual(invalid);
});
