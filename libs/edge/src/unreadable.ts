/** Requests that fail before any hook or filter sees them: on the bare socket, or in the router. They get their problem too. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemHeaders, problemOf } from './problem.js';
import { pathOf } from './request-span.js';
import { countProblem } from './told-problems.js';

/** What is no HTTP at all, has headers beyond every limit, or did not arrive in time. */
export function answerOnSocket(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const statusCode = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const problem = problemOf({ statusCode }, { instance: '/', bodyBytesMax: 0 });
  countProblem(problem);
  const body = JSON.stringify(problem);
  const headers = { ...problemHeaders(problem), 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, ...lines, '', body].join('\r\n'));
}

/** An address that the router cannot decode. */
export function answerUnroutable(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, { instance: pathOf(request), bodyBytesMax: 0 });
  countProblem(problem);
  reply.code(problem.status).headers(problemHeaders(problem)).send(JSON.stringify(problem));
}
