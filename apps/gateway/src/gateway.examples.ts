/** For the gateway's specs: the real gateway in this process, and servers of our own making behind it that do whatever a test wants. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { issueToken, type Running, start } from '@rolecall/edge';
import { AppModule } from './app.module.js';

export const secret = 'a secret for tests that is long enough';
export const org = 'acme';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server of our own making, at the same address each time that it is started. */
export abstract class OwnServer {
  private server: Server | undefined;
  private port = 0;

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => void this.hear(request, response));
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

  protected abstract hear(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** A server behind the gateway. It answers as it is told, and remembers what it was asked. */
export class Behind extends OwnServer {
  readonly asked: Asked[] = [];
  /** How many callers have left before they were answered. */
  left = 0;
  answer: (request: Asked, response: ServerResponse) => void = (_, response) => response.end('{}');

  protected override async hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.once('close', () => {
      if (!response.writableFinished) this.left += 1;
    });
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const { method = '', url = '', headers } = request;
    const asked = { method, path: url, headers, body };
    this.asked.push(asked);
    this.answer(asked, response);
  }
}

/** Reads its own environment from that of the process, as in production; set back once it is started. */
export async function startGateway(env: Record<string, string>): Promise<Running> {
  const edge = { AUTH_TOKEN_SECRET: secret, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent', GATEWAY_DEVELOPMENT_TOKENS: 'true' };
  const all = { ...edge, ...env };
  const before = Object.fromEntries(Object.keys(all).map((name) => [name, process.env[name]]));
  Object.assign(process.env, all);
  try {
    return await start(AppModule, { service: 'gateway', env: all });
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

export const codeOf = async (answer: Response): Promise<string> => ((await answer.json()) as { readonly code: string }).code;

export const tokenOf = (person: string, roles: readonly string[] = [], ofOrg = org): Promise<string> =>
  issueToken({ person, org: ofOrg, roles }, secret);
