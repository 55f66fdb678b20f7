/** What readers of the documentation ask a service: /openapi.json, /problems/… Probes are in probes.ts, metrics at the operators’ port. */
import { allRejections, rejectionKinds } from '@rolecall/kernel';
import type { FastifyInstance } from 'fastify';
import { notFound } from './rejections.js';

export interface OperationsOf {
  readonly openApi: () => Promise<object>;
  /** Throws `request/not-found` for a code that nobody defines. */
  readonly problemPage: (code: string) => string;
}

export function serveOperations(server: FastifyInstance, { openApi, problemPage }: OperationsOf): void {
  // Built when somebody asks for it: it costs a second and some memory.
  let document: Promise<object> | undefined;
  server.get('/openapi.json', async () => {
    document ??= openApi().catch((error: unknown) => {
      document = undefined;
      throw error;
    });
    return document;
  });
  server.get<{ Params: { aggregate: string; reason: string } }>('/problems/:aggregate/:reason', async (request, reply) =>
    reply.type('text/plain; charset=utf-8').send(problemPage(`${request.params.aggregate}/${request.params.reason}`)),
  );
}

/** The page behind a problem's `type`. Throws `request/not-found` for a code that nobody defines. */
export function problemPage(code: string): string {
  const definition = allRejections().find((known) => known.code === code);
  if (!definition) throw notFound();
  const { kind, sentence, remedy } = definition;
  return `${code} (HTTP ${rejectionKinds[kind]}, ${kind})\n\n${sentence}\n\nWhat to do: ${remedy}\n`;
}
