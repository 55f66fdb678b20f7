/** For specs: a provider of our own making at a real address, whose keys can change, and tokens of every kind. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { OwnServer } from '../gateway.examples.js';

export interface Key {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export async function keyOf(kid: string, alg = 'RS256'): Promise<Key> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) };
}

export const spkiOf = ({ publicKey }: Key): Promise<string> => exportSPKI(publicKey);

export class OwnProvider extends OwnServer {
  keys: readonly Key[] = [];
  /** What its discovery document says beside. */
  saying: object = {};
  keysAsked = 0;
  isIll = false;

  get issuer(): string {
    return this.origin;
  }

  protected override async hear({ url }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.isIll) return void response.writeHead(500).end();
    const isOfKeys = url === '/keys';
    if (isOfKeys) this.keysAsked += 1;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(isOfKeys ? await this.published() : { issuer: this.issuer, jwks_uri: `${this.issuer}/keys`, ...this.saying }),
    );
  }

  private async published() {
    const keys = this.keys.map(async ({ kid, alg, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }));
    return { keys: await Promise.all(keys) };
  }

  /** Of mara, as a good token is; with whatever else is said. */
  tokenBy(key: Key, claims: JWTPayload = {}, header: object = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const said = { iss: this.issuer, aud: 'rolecall', sub: 'mara', org: 'acme', roles: ['recruiter'], iat: now, exp: now + 300, ...claims };
    return new SignJWT(said).setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header }).sign(key.privateKey);
  }
}
