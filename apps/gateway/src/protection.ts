/** What an edge keeps away before it is asked who it is: pages of strange origins, floods of headers, readers who read no more, caches, frames. */
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import { malformedRequest } from '@rolecall/edge';
import type { FastifyInstance } from 'fastify';

/** What a page of another origin may read of an answer. */
const exposed = ['ETag', 'Location', 'Retry-After', 'RateLimit', 'RateLimit-Policy', 'Consistency-Token', 'X-Request-Id'];
/** What it may say. */
const allowed = [
  ...['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'Idempotency-Key', 'Consistency-Token', 'Last-Event-ID'],
  'traceparent',
];
const preflightSeconds = 600;
const headersMax = 100;

export interface Protection {
  readonly origins: readonly string[];
  readonly idleMs: number;
}

export async function protect(server: FastifyInstance, { origins, idleMs }: Protection): Promise<void> {
  server.server.timeout = idleMs;
  // Node would drop what is beyond its count without a word, such as an If-Match.
  server.server.maxHeadersCount = 0;
  server.addHook('onRequest', async ({ raw }, reply) => {
    if (raw.rawHeaders.length > 2 * headersMax) throw malformedRequest({ headersMax });
    // `GET http://anything/v1/…` would be routed by its path, and take a caller's words with it.
    if (!raw.url?.startsWith('/')) throw malformedRequest({ target: 'a path' });
    // Unless the service says otherwise: what is about people is kept nowhere.
    reply.header('cache-control', 'no-store');
  });
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
  if (origins.length === 0) return;
  await server.register(cors, {
    origin: origins.includes('*') ? '*' : [...origins],
    ...{ methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], allowedHeaders: allowed, exposedHeaders: exposed },
    maxAge: preflightSeconds,
  });
}
