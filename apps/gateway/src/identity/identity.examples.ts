/** For specs: a provider of our own making at a real address, whose keys can change, and tokens of every kind. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

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

export class OwnProvider {
  keys: readonly Key[] = [];
  /** What its discovery document says beside. */
  saying: object = {};
  keysAsked = 0;
  isIll = false;
  private server: Server | undefined;
  private port = 0;

  async start(): Promise<this> {
    const server = createServer(async ({ url }, response) => {
      if (this.isIll) return void response.writeHead(500).end();
      const isOfKeys = url === '/keys';
      if (isOfKeys) this.keysAsked += 1;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(isOfKeys ? await this.published() : { issuer: this.issuer, jwks_uri: `${this.issuer}/keys`, ...this.saying }),
      );
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
    return this;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
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
