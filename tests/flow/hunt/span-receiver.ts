/** Receives spans as a collector does, over OTLP/HTTP, and keeps every word of them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SpanReceiver {
  readonly url: string;
  /** The bodies, as they came. */
  readonly received: readonly string[];
  stop(): Promise<void>;
}

/** `onTo`: where another receiver is that gets each body too; its answer is the sender's. */
export async function receiveSpans(onTo?: string): Promise<SpanReceiver> {
  const received: string[] = [];
  const handOn = async (path: string, body: string): Promise<number> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${onTo}${path}`, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString('utf8');
    const status = onTo ? await handOn(request.url ?? '', body).catch(() => 503) : 200;
    // What is refused comes again.
    if (status < 300) received.push(body);
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, received, stop };
}
