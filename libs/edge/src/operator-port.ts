/** The operators’ port: `/metrics` for whoever scrapes, at a port of its own, so that nobody reaches it through that of people. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { logger, metrics } from '@rolecall/telemetry';
import { pathOf } from './request-span.js';

export interface OperatorPort {
  /** Such as http://127.0.0.1:9464 */
  readonly url: string;
  close(): Promise<void>;
}

/** Rejects when the port is taken. */
export async function openOperatorPort(port: number, host: string): Promise<OperatorPort> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' || pathOf({ url: request.url ?? '' }) !== '/metrics') return void response.writeHead(404).end();
  try {
    const { type, text } = await metrics.exposition(request.headers.accept);
    response.writeHead(200, { 'content-type': type }).end(text);
  } catch (error) {
    logger.error({ err: error }, 'metrics could not be told');
    response.writeHead(500).end();
  }
}
