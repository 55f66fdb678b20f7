/** How many requests are under way, told to the metrics; also those whose caller has hung up, until then. */
import { metrics } from '@rolecall/telemetry';
import type { FastifyInstance } from 'fastify';

export function tellInFlight(server: FastifyInstance): void {
  let inFlight = 0;
  server.addHook('onRequest', async (_, reply) => {
    inFlight += 1;
    reply.raw.once('close', () => {
      inFlight -= 1;
    });
  });
  const endTelling = metrics.requestsInFlight.tells(() => [[{}, inFlight]]);
  server.addHook('onClose', async () => endTelling());
}
