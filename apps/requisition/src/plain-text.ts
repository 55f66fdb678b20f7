/** Lets role documents come as text/plain; everything else of the service is JSON. */
import type { FastifyInstance } from 'fastify';
import { notText } from './role-document.js';

/** What is not UTF-8 is refused instead of being read with replacement characters. */
export function readPlainText(server: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  server.addContentTypeParser('text/plain', { parseAs: 'buffer' }, (_, body, done) => {
    try {
      done(null, decoder.decode(body as Buffer));
    } catch {
      done(notText());
    }
  });
}
