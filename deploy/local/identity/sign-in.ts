/** Signs somebody in as a browser does: the real authorization code flow with PKCE, over HTTP, cookie by cookie. */
import { createHash, randomBytes } from 'node:crypto';
import { client } from './people.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly expiresInSeconds: number;
}

const stepsMax = 10;

/** Throws where a step is not what it is in this flow, with its status. */
export async function signIn(issuer: string, person: string): Promise<Tokens> {
  const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { authorization_endpoint, token_endpoint } = (await discovery.json()) as Record<
    'authorization_endpoint' | 'token_endpoint',
    string
  >;
  const [verifier, state] = [randomBytes(32).toString('base64url'), randomBytes(16).toString('base64url')];
  const asked = new URLSearchParams({
    ...{ client_id: client.id, redirect_uri: client.redirectUri, response_type: 'code', scope: 'openid rolecall', state },
    ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
    resource: client.resource,
  });
  const back = await new Browser(person).follow(`${authorization_endpoint}?${asked}`);
  if (back.get('state') !== state) throw new Error(`signing in as ${person}: ${back}`);
  return redeem(token_endpoint, { code: back.get('code') ?? '', verifier });
}

async function redeem(endpoint: string, { code, verifier }: { code: string; verifier: string }): Promise<Tokens> {
  const body = new URLSearchParams({
    ...{ grant_type: 'authorization_code', code, code_verifier: verifier },
    ...{ client_id: client.id, redirect_uri: client.redirectUri, resource: client.resource },
  });
  const answer = await fetch(endpoint, { method: 'POST', body });
  const told = (await answer.json()) as Record<string, string | number>;
  if (!answer.ok) throw new Error(`the code was not taken: ${answer.status} ${told.error} ${told.error_description ?? ''}`);
  return { accessToken: String(told.access_token), idToken: String(told.id_token), expiresInSeconds: Number(told.expires_in) };
}

class Browser {
  private readonly person: string;
  private readonly cookies = new Map<string, string>();

  constructor(person: string) {
    this.person = person;
  }

  /** From redirect to redirect, and through the page that asks who is there, until the client's own address: what stands in it. */
  async follow(from: string): Promise<URLSearchParams> {
    let [url, method] = [from, 'GET'];
    for (let step = 0; step < stepsMax; step++) {
      const answer = await this.ask(url, method);
      const location = answer.headers.get('location');
      if (location?.startsWith(client.redirectUri)) return new URL(location).searchParams;
      if (location) [url, method] = [new URL(location, url).href, 'GET'];
      else if (answer.ok && method === 'GET') [url, method] = [`${url}/${this.person}`, 'POST'];
      else throw new Error(`${method} ${new URL(url).pathname}: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
    }
    throw new Error(`signing in went round in a circle at ${url}`);
  }

  private async ask(url: string, method: string): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { method, redirect: 'manual', headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.cookies.set(name, value);
    }
    return answer;
  }
}
