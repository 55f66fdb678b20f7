/** Receives spans as a collector does, over OTLP/HTTP, and keeps every word of them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SpanReceiver {
  readonly url: string;
  /** The bodies, as they came. */
  readonly received: readonly string[];
  stop(): Promise<void>;
}

export async function receiveSpans(): Promise<SpanReceiver> {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    received.push(Buffer.concat(parts).toString('utf8'));
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, received, stop };
}
