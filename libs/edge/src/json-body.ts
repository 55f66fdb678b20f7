/** Bodies: JSON in UTF-8 and nothing else. */
import type { FastifyInstance } from 'fastify';
import { malformedJson } from './rejections.js';

/** What is not UTF-8 is refused instead of being stored with replacement characters; so are `__proto__` and `constructor` keys. */
export function readJsonOnly(server: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string;
    try {
      text = decoder.decode(body as Buffer);
    } catch {
      return done(malformedJson());
    }
    parse(request, text, (error, value) => (error ? done(malformedJson()) : done(null, value)));
  });
}
