/** The caller of a request as controllers see it: the organization, the person, and the cause of what they change. */
import { createHash, createHmac } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Actor, canonical, deriveId, hashId, personal } from '@rolecall/kernel';
import type { Cause } from '@rolecall/messaging';
import { currentTraceparent } from '@rolecall/telemetry';
import { z } from 'zod';
import type { Identity } from './identity.js';
import { InvalidRequest } from './invalid-request.js';
import { unauthenticated } from './rejections.js';
import { pathOf } from './request-span.js';

export interface Caller {
  /** From the token; there is no other way to name an organization. */
  readonly org: string;
  readonly person: Actor;
  /** For one command on one stream. For a second command on the same stream of the same request, give it an id of its own. */
  readonly cause: Cause;
  /** `?dryRun=true`: ask the decider, write nothing. */
  readonly dryRun: boolean;
  /** When the request came, as an ISO instant. */
  readonly at: string;
  /** A UUID of this request; the same again when the request is repeated with its Idempotency-Key. */
  readonly seed: string;
  /** The id of a free-text note of this request. A request with several notes names them. */
  noteId(name?: string): string;
}

/** What the edge reads of a request. */
export interface CallerRequest {
  readonly identity?: Identity;
  /** A UUIDv7 that we gave the request. */
  readonly id: string;
  readonly at: string;
  readonly method: string;
  /** The route's template, such as /v1/offers/:id/approve. */
  readonly route: string;
  /** As it was asked, such as /v1/offers/7/approve?dryRun=true. */
  readonly url: string;
  readonly body?: unknown;
  readonly query: Record<string, unknown>;
  readonly headers: Record<string, string | string[] | undefined>;
}

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const dryRuns = z.enum(['true', 'false'], { error: 'must be true or false' }).default('false');
/** Whatever the client likes, so it may say who it is about. Only its hash is kept. */
const { 'idempotency-key': keys } = personal({
  'idempotency-key': z.string().min(1).max(255, 'must have at most 255 characters').optional(),
});
const tags = z
  .string()
  .regex(/^(\*|"\d{1,9}")$/, 'must be the ETag of the resource, such as "12", or *')
  .optional();

/** Throws `request/unauthenticated`, or InvalidRequest for a header or query parameter that cannot be used. */
export function callerOf(request: CallerRequest): Caller {
  if (!request.identity) throw unauthenticated({ reason: 'missing' });
  const { org, person } = request.identity;
  const key = read(keys, request.headers['idempotency-key'], 'header', 'Idempotency-Key');
  const ifMatch = read(tags, request.headers['if-match'], 'header', 'If-Match');
  const dryRun = read(dryRuns, request.query.dryRun, 'query', 'dryRun') === 'true';
  const id = key === undefined ? `http:${request.id}` : `http:${org}:${person.id}:${request.method} ${request.route}:${hashOf(key)}`;
  const seed = key === undefined ? request.id : uuidV7.test(key) ? deriveId(key, id) : hashId(id);
  const traceparent = currentTraceparent();
  const cause: Cause = {
    id,
    org,
    actor: person,
    kind: 'request',
    ...(key === undefined ? {} : { keyed: true, asked: askedUnder(key, request) }),
    ...(traceparent ? { traceparent } : {}),
    ...(ifMatch && ifMatch !== '*' ? { expectedSequence: Number(ifMatch.slice(1, -1)) } : {}),
  };
  return { org, person, cause, dryRun, at: request.at, seed, noteId: (name = 'note') => deriveId(seed, `note:${name}`) };
}

/** The id of a new aggregate: time-ordered, and the same again when the request is repeated with its Idempotency-Key. */
export const newId = (caller: Caller, name = 'new'): string => deriveId(caller.seed, name);

/** Of the request that is being answered. Throws as `callerOf`. */
export function callerIn(context: ExecutionContext): Caller {
  const request = context.switchToHttp().getRequest();
  return callerOf({
    identity: request.identity,
    id: request.id,
    at: request.at,
    method: request.method,
    route: request.routeOptions.url,
    url: request.url,
    body: request.body,
    query: request.query ?? {},
    headers: request.headers,
  });
}

/** `@Caller() caller: Caller` in a controller's method. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => callerIn(context));

/** What is asked may be personal: only who knows the key could find out what its hash stands for. The order of fields says nothing. */
const askedUnder = (key: string, { url, body }: CallerRequest): string =>
  createHmac('sha256', key)
    .update(`${pathOf({ url })} ${canonical(body)}`)
    .digest('base64url');

const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

function read<T>(schema: z.ZodType<T>, value: unknown, place: 'header' | 'query', name: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    place,
    parsed.error.issues.map(({ message }) => ({ path: [name], message })),
  );
}
