/** A receiver of spans in a process of its own: it counts what comes and keeps nothing; or it is slow, hangs, or is not there at all. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Counted, Manner, SinkOrder } from './span-sink.ts';

const slowMs = 2000;
/** Every span has one, and nothing else. */
const mark = '"startTimeUnixNano"';

let manner: Manner = 'counts';
let counted: Counted = { port: 0, spans: 0 };
let server: Server | undefined;

const receive: RequestListener = async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  if (manner === 'hangs') return;
  if (manner === 'is slow') await sleep(slowMs);
  counted = { ...counted, spans: counted.spans + occurrences(body) };
  response.setHeader('content-type', 'application/json').end('{}');
};

function occurrences(body: Buffer): number {
  let [count, at] = [0, body.indexOf(mark)];
  for (; at >= 0; at = body.indexOf(mark, at + mark.length)) count += 1;
  return count;
}

/** It comes back at the port that it had. What hung is cut off. */
async function behave(next: Manner): Promise<void> {
  manner = next;
  server?.closeAllConnections();
  if (next === 'is down') {
    server?.close();
    server = undefined;
  }
  if (next === 'is down' || server) return;
  const opened = createServer(receive);
  server = opened;
  await new Promise<void>((resolve) => opened.listen(counted.port, '127.0.0.1', resolve));
  counted = { ...counted, port: (opened.address() as AddressInfo).port };
}

process.on('message', async (order: SinkOrder) => {
  if ('be' in order) await behave(order.be);
  process.send?.(counted);
});
process.on('disconnect', () => process.exit(0));
