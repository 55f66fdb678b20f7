/**
 * The way to one service: a request goes in as it came, and its answer comes back as it is. A body is here whole before anything is sent, so
 * that whoever sends slowly takes nobody's place behind; an answer is handed on piece by piece, as fast as its reader reads.
 */

import { Rejection } from '@rolecall/kernel';
import { systemClock } from '@rolecall/messaging';
import { logger } from '@rolecall/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Dispatcher, Pool } from 'undici';
import { noAnswer, serviceAway, serviceBusy } from '../rejections.js';
import { type Attempt, Breaker } from './breaker.js';
import { headersBack, headersBehind, type OwnHeaders } from './headers.js';

const connectTimeoutMs = 2000;
/** Answers take a fraction of it. */
const busySeconds = 1;

export interface PassageOf {
  readonly service: string;
  /** Such as http://offer:8080 */
  readonly origin: string;
  readonly timeoutMs: number;
  /** How many may wait for their answers to begin. */
  readonly inFlightMax: number;
}

/** Whoever asked has hung up: nobody is there to be answered. */
export class HungUp extends Error {
  override readonly name = 'HungUp';
}

export class Passage {
  private readonly pool: Pool;
  private readonly breaker: Breaker;
  private inFlight = 0;
  private readonly listening = new Set<AbortController>();

  constructor(private readonly of: PassageOf) {
    this.breaker = new Breaker(systemClock, (isAway, pausedMs) => tell(of.service, isAway, pausedMs));
    this.pool = new Pool(of.origin, { connections: null, pipelining: 1, connect: { timeout: connectTimeoutMs } });
  }

  /** Throws `gateway/service-away`, `gateway/service-busy`, `gateway/no-answer`, or HungUp. `endless`: nobody waits for the end of this answer. */
  async pass(request: FastifyRequest, reply: FastifyReply, own: OwnHeaders, endless = false): Promise<FastifyReply> {
    const hangUp = new AbortController();
    const { raw } = reply;
    if (raw.destroyed) throw new HungUp();
    if (endless) this.listening.add(hangUp);
    raw.once('close', () => {
      this.listening.delete(hangUp);
      hangUp.abort();
    });
    const { statusCode, headers, body } = await this.inTurn(() => this.ask(request, own, endless, hangUp.signal));
    reply.code(statusCode).headers(headersBack(headers));
    if (request.method !== 'HEAD') return reply.send(body);
    await body.dump();
    return reply.send();
  }

  /** Nobody is sent where nobody is, and not more than can be answered. */
  private async inTurn(ask: () => Promise<Dispatcher.ResponseData>): Promise<Dispatcher.ResponseData> {
    const { service, inFlightMax } = this.of;
    if (this.inFlight >= inFlightMax) throw serviceBusy({ service, retryAfterSeconds: busySeconds });
    const entered = this.breaker.enter();
    if ('pausedMs' in entered) throw serviceAway({ service, retryAfterSeconds: Math.ceil(entered.pausedMs / 1000) });
    this.inFlight += 1;
    try {
      const answer = await ask();
      if (isOutage(answer)) entered.failed();
      else entered.succeeded();
      return answer;
    } catch (error) {
      conclude(entered, error);
      throw error;
    } finally {
      this.inFlight -= 1;
    }
  }

  private async ask({ method, url, headers, body }: FastifyRequest, own: OwnHeaders, endless: boolean, signal: AbortSignal) {
    const { origin, service, timeoutMs } = this.of;
    try {
      return await this.pool.request({
        origin,
        ...{ path: url, method: method as Dispatcher.HttpMethod, headers: headersBehind(headers, own) },
        body: Buffer.isBuffer(body) ? body : null,
        ...{ headersTimeout: timeoutMs, bodyTimeout: endless ? 0 : timeoutMs, signal },
      });
    } catch (error) {
      if (signal.aborted) throw new HungUp();
      throw rejectionOf(error, service);
    }
  }

  /** Ends what would never end by itself: whoever listens asks another process, from where it was. */
  endEndless(): void {
    for (const hangUp of this.listening) hangUp.abort();
  }

  /** What is under way ends first. */
  close = (): Promise<void> => this.pool.close();
}

/** A load balancer in between has nobody to ask. A problem is the service's own answer: it lives, whatever it says. */
const isOutage = ({ statusCode, headers }: Dispatcher.ResponseData): boolean =>
  [502, 503, 504].includes(statusCode) && !String(headers['content-type']).startsWith('application/problem+json');

function conclude(attempt: Attempt, error: unknown): void {
  if (error instanceof Rejection) attempt.failed();
  else attempt.saidNothing();
}

function tell(service: string, isAway: boolean, pausedMs: number): void {
  if (isAway) logger.warn({ of: service, pausedMs }, 'a service is away, and is not asked for a while');
  else logger.info({ of: service }, 'a service is asked again');
}

/** Nobody was found to send it to. */
const notFound = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|.*CERT.*)$/;
/** The connection broke, or nothing came over it. */
const lost = /^(?:E(?:CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH)|HPE_.*|UND_ERR_(?:HEADERS_TIMEOUT|SOCKET|HEADERS_OVERFLOW))$/;

/** Of what kept the answer away; anything else is a bug, and stays what it is. */
export function rejectionOf(error: unknown, service: string): unknown {
  const { code, syscall } = error as { readonly code?: unknown; readonly syscall?: unknown };
  if (typeof code !== 'string') return error;
  // While it was being connected, nothing of the request had left; later, who knows.
  if (notFound.test(code) || (lost.test(code) && syscall === 'connect')) return serviceAway({ service });
  return lost.test(code) ? noAnswer({ service }) : error;
}
