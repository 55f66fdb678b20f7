/**
 * Connections over which nothing has been asked yet: browsers and clients open some for later. To Node they are not idle, and a server that
 * closes would wait for them until their owners let go of them.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Closes them when the server begins to close. */
export function endUnusedConnections(server: FastifyInstance): void {
  const unused = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  // Whoever listens for the data of a socket takes it from Node's parser, which then reads more slowly.
  server.server.on('request', ({ socket }: IncomingMessage) => unused.delete(socket));
  server.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy();
  });
}
