/** Ports to listen on at 127.0.0.1. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range from which the system takes ports for outgoing connections, so that a server finds its port free again after a restart. */
const lowest = 20_000;
const highest = 32_000;
const given = new Set<number>();

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port that was free a moment ago and that this process gives only once. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

/** This port where it is free, for people know it; else another. */
export const preferredPort = async (port: number): Promise<number> => ((await isFree(port)) ? port : freePort());
