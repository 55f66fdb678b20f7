/** problem+json (RFC 9457): what every error of the API looks like. Pure. */
import { HttpException } from '@nestjs/common';
import { Rejection, type RejectionDetails, rejectionKinds } from '@rolecall/kernel';
import { AggregateBroken, classify } from '@rolecall/messaging';
import { type FieldError, InvalidRequest } from './invalid-request.js';
import * as edge from './rejections.js';

export interface Problem {
  /** The page that explains the code; relative to the service. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Stable; for programs to look at. */
  readonly code: string;
  /** The sentence with the facts of this case. */
  readonly detail: string;
  readonly remedy: string;
  readonly details?: RejectionDetails;
  /** Only of `request/invalid`. */
  readonly errors?: readonly FieldError[];
  /** The path that was asked. */
  readonly instance: string;
  readonly traceId?: string;
}

export interface Occurrence {
  readonly instance: string;
  readonly traceId?: string;
  readonly bodyBytesMax: number;
  /** The methods that the address does answer, when the method was wrong. */
  readonly allowed?: readonly string[];
}

/** An error as the rejection that is answered for it. What is neither known nor an outage is a bug: `request/failed`. */
export function rejectionOf(error: unknown, { bodyBytesMax, allowed = [] }: Omit<Occurrence, 'instance'>): Rejection {
  if (error instanceof Rejection) return error;
  if (error instanceof InvalidRequest) return edge.invalidRequest();
  if (classify(error) === 'outage') return edge.unavailable();
  if (error instanceof AggregateBroken) return edge.aggregateBroken();
  return byStatus(statusOf(error), allowed, bodyBytesMax);
}

function byStatus(status: number, allowed: readonly string[], bytesMax: number): Rejection {
  if (status === 404) return allowed.length > 0 ? edge.methodNotAllowed({ allowed }) : edge.notFound();
  if (status === 401) return edge.unauthenticated();
  if (status === 403) return edge.forbidden();
  if (status === 408) return edge.requestTimeout();
  if (status === 413) return edge.tooLarge({ bytesMax });
  if (status === 415) return edge.unsupportedType();
  if (status === 503) return edge.unavailable();
  return status >= 400 && status < 500 ? edge.malformedRequest() : edge.failed();
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}

export function problemOf(error: unknown, occurrence: Occurrence): Problem {
  const { definition, details } = rejectionOf(error, occurrence);
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  return {
    type: `/problems/${definition.code}`,
    title: definition.sentence,
    status: rejectionKinds[definition.kind],
    code: definition.code,
    detail: facts.length > 0 ? `${definition.sentence} (${facts.join(', ')})` : definition.sentence,
    remedy: definition.remedy,
    ...(facts.length > 0 ? { details } : {}),
    ...(error instanceof InvalidRequest ? { errors: error.errors } : {}),
    instance: occurrence.instance,
    ...(occurrence.traceId ? { traceId: occurrence.traceId } : {}),
  };
}

/** Unless the case itself knows better: `details.retryAfterSeconds`. */
const retryAfterSeconds = 2;

export function problemHeaders(problem: Problem, allowed: readonly string[] = []): Record<string, string> {
  return {
    'content-type': 'application/problem+json',
    ...([429, 503].includes(problem.status) ? { 'retry-after': String(problem.details?.retryAfterSeconds ?? retryAfterSeconds) } : {}),
    ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(problem.status === 405 ? { allow: allowed.join(', ') } : {}),
  };
}
