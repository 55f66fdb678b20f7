/** What happens to every request before and after its controller: id, time, span, identity, headers of answers, metric, log line. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { systemClock } from '@rolecall/messaging';
import { inContext, logger, metrics, type Span, withCorrelation } from '@rolecall/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { location, ofAggregate } from './answer.js';
import type { Front } from './front.js';
import type { Identity } from './identity.js';
import { unavailable } from './rejections.js';
import { endRequestSpan, pathOf, startRequestSpan, templateOf } from './request-span.js';

declare module 'fastify' {
  interface FastifyRequest {
    identity?: Identity;
    /** When it came, as an ISO instant. */
    at: string;
    /** On the clock's `elapsed`. */
    begunAt: number;
    span?: Span;
    /** What it was answered with instead of what it asked for. */
    problem?: { readonly code: string; readonly error: unknown };
    /** Runs a function in the context of the request: its span and its story. */
    inWork?: <T>(fn: () => T) => T;
  }
}

export interface RequestRules {
  /** Routes under it need a token; whatever lies outside is for operators and documentation. */
  readonly prefix: string;
  readonly admit: Front['admit'];
  /** What still comes over a connection that was open is refused. */
  readonly closing: () => boolean;
}

/** Before every other hook: whatever happens to a request later is in its span, and has its id. */
export function handleRequests(server: FastifyInstance, prefix: string): void {
  server.addHook('onRequest', (request, reply, done) => enter(request, reply, prefix, done));
  // The body's events come from the socket, outside of the request's context.
  server.addHook('preValidation', (request, _, done) => (request.inWork ? request.inWork(done) : done()));
  server.addHook('preSerialization', async (request, reply, payload) => {
    describe(request, reply, payload);
    return payload;
  });
  server.addHook('onResponse', async (request, reply) => request.inWork?.(() => leave(request, reply.statusCode)));
}

/** Whoever is nobody gets no further. */
export function admitRequests(server: FastifyInstance, { prefix, admit, closing }: RequestRules): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!routeOf(request).startsWith(`${prefix}/`)) return;
    if (closing()) {
      reply.header('connection', 'close');
      throw unavailable({ reason: 'stopping' });
    }
    request.identity = await admit(request, reply);
  });
}

function enter(request: FastifyRequest, reply: FastifyReply, prefix: string, done: () => void): void {
  request.at = systemClock.now();
  request.begunAt = systemClock.elapsed();
  reply.header('x-request-id', request.id);
  // The hook for answers is not called when there is nobody any more to be answered.
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) request.inWork?.(() => leave(request, undefined));
  });
  const goOn = () => {
    request.inWork = AsyncLocalStorage.snapshot();
    done();
  };
  withCorrelation(undefined, () => {
    // Probes ask all day: nobody follows them.
    const template = templateOf(request);
    if (template && !template.startsWith(`${prefix}/`)) return goOn();
    const { span, entered } = startRequestSpan(request);
    request.span = span;
    inContext(entered, goOn);
  });
}

interface Told {
  readonly id?: string;
  readonly sequence?: unknown;
  readonly [location]?: boolean | string;
  readonly [ofAggregate]?: string;
}

/** The ETag of whatever has a sequence, and the token with which a reader waits for it; 201 and the address of what was created, 200 for every other command. */
function describe(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
  if (typeof payload !== 'object' || payload === null || reply.statusCode >= 300) return;
  const { id, sequence, [location]: created, [ofAggregate]: of } = payload as Told;
  if (typeof sequence === 'number') reply.header('etag', `"${sequence}"`);
  if (typeof sequence === 'number' && of) reply.header('consistency-token', `${of}/${id}/${sequence}`);
  if (created) reply.code(201).header('location', typeof created === 'string' ? created : `${pathOf(request)}/${id}`);
  else if (request.method === 'POST' && reply.statusCode === 201) reply.code(200);
}

/** The one line of a request, however it ended; without a status its caller has hung up before the answer. */
function leave(request: FastifyRequest, status: number | undefined): void {
  const ms = systemClock.elapsed() - request.begunAt;
  const route = routeOf(request);
  const { method, problem, identity } = request;
  const told = metrics.methods.find((known) => known === method) ?? 'other';
  const outcome = status === undefined ? 'aborted' : (`${Math.floor(status / 100)}xx` as '2xx');
  metrics.httpRequestSeconds.observe({ method: told, route, status: outcome }, ms / 1000);
  endRequestSpan(request, status);
  const facts = { method, route, status: status ?? outcome, ms: Math.round(ms * 10) / 10, code: problem?.code, org: identity?.org };
  if (problem && (status ?? 0) >= 500) {
    const level = status === 500 ? 'error' : 'warn';
    logger[level]({ ...facts, err: problem.error }, 'a request failed');
  } else logger[route.startsWith('/v') ? 'info' : 'debug'](facts, status ? 'request answered' : 'the caller of a request has hung up');
}

/** The template, never the path itself, which holds ids. */
const routeOf = (request: FastifyRequest): string => templateOf(request) ?? 'unmatched';
