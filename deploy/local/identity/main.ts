/**
 * A real OpenID provider for this machine, as a process: `PORT`, and `PEOPLE` as JSON. Whoever signs in says who they are, and is believed, for
 * this is no place where anything is worth stealing: it listens on this machine alone. All else is as the standard wants it: discovery, keys,
 * authorization code with PKCE, signed access tokens.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { client, type ProvidedPerson } from './people.ts';

const port = Number(process.env.PORT);
const issuer = `http://127.0.0.1:${port}`;
const people = new Map((JSON.parse(process.env.PEOPLE ?? '[]') as ProvidedPerson[]).map((person) => [person.id, person]));
const hour = 3600;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const scope = 'rolecall';

const configuration: Configuration = {
  clients: [
    {
      ...{ client_id: client.id, application_type: 'web', token_endpoint_auth_method: 'none' },
      ...{ redirect_uris: [client.redirectUri], grant_types: ['authorization_code'], response_types: ['code'] },
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') } as never] },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  ttl: { AccessToken: 12 * hour, Session: 12 * hour, Interaction: hour, Grant: 12 * hour, IdToken: hour },
  pkce: { required: () => true },
  findAccount: (_, id) => (people.has(id) ? { accountId: id, claims: () => ({ sub: id }) } : undefined),
  extraTokenClaims: (_, token) => {
    const { org, roles } = people.get('accountId' in token ? String(token.accountId) : '') ?? {};
    return { org, roles };
  },
  loadExistingGrant: granted,
  interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => client.resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        ...{ scope, audience: client.audience, accessTokenFormat: 'jwt', accessTokenTTL: 12 * hour },
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
};

/** Nobody is asked whether the only client may know them. */
async function granted({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(client.resource, scope);
  await grant.save();
  return grant;
}

const provider = new Provider(issuer, configuration);

/** Names come from whoever started this process; they are nobody's input. */
const page = (uid: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Who are you?</title><h1>Who are you?</h1>${[...people.values()]
    .map(
      ({ id, name, org, roles }) => `<form method="post" action="/sign-in/${uid}/${id}"><button>${name} (${roles}, ${org})</button></form>`,
    )
    .join('')}`;

provider.use(async (context, next) => {
  const [, uid, id] = /^\/sign-in\/([\w-]+)(?:\/([\w.-]+))?$/.exec(context.path) ?? [];
  if (!uid) return next();
  if (context.method === 'POST' && people.has(id ?? '')) {
    await provider.interactionFinished(context.req, context.res, { login: { accountId: id as string } });
    context.respond = false;
    return;
  }
  context.type = 'html';
  context.body = page(uid);
});

provider.listen(port, '127.0.0.1');
