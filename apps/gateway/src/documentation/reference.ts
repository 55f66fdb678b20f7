/** /docs: the API to read and to try, from files of this machine alone. Its page loads nothing from elsewhere, and may not. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { notFound } from '@rolecall/edge';
import type { FastifyInstance } from 'fastify';

const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rolecall API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/begin.js"></script>
</html>
`;
/** No validator elsewhere is asked, and a reload asks for no new token. */
const begin = `SwaggerUIBundle({
  url: '/openapi.json', dom_id: '#api', validatorUrl: null, deepLinking: true, docExpansion: 'none', filter: true, persistAuthorization: true,
});
`;

const types = { css: 'text/css', js: 'text/javascript', png: 'image/png' } as const;
const ofPackage = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];
const keptSeconds = 3600;

/** The page may do what it must: its own scripts and files, styles that it writes itself, and questions to this origin. */
const helmet = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...{ defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'] },
      ...{ connectSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
  },
};

export function serveReference(server: FastifyInstance): void {
  const files = new Map<string, Buffer>([['begin.js', Buffer.from(begin)]]);
  const read = (name: string): Buffer | undefined => {
    if (ofPackage.includes(name) && !files.has(name)) files.set(name, readFileSync(join(swaggerUi, name)));
    return files.get(name);
  };
  server.get('/docs', { helmet }, async (_, reply) => reply.type('text/html; charset=utf-8').send(page));
  server.get<{ Params: { name: string } }>('/docs/:name', async ({ params: { name } }, reply) => {
    const file = read(name);
    if (!file) throw notFound();
    const [, ending = ''] = /\.(\w+)$/.exec(name) ?? [];
    reply.header('cache-control', `public, max-age=${keptSeconds}`);
    return reply.type(types[ending as keyof typeof types]).send(file);
  });
}
