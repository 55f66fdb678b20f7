/** Makes the HTTP side of a service: Nest on Fastify with our pipe, filter, hooks and operations. It does not listen yet. */
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HealthChecks, systemRandomness } from '@rolecall/messaging';
import { logger, NestLogger } from '@rolecall/telemetry';
import type { FastifyInstance } from 'fastify';
import type { EdgeConfig } from './config.js';
import { connectConsumers, provided } from './consumers.js';
import { beExamined } from './examined.js';
import { Front } from './front.js';
import { identification } from './identity.js';
import { tellInFlight } from './in-flight.js';
import { SchemaPipe } from './invalid-request.js';
import { readJsonOnly } from './json-body.js';
import { buildOpenApi } from './openapi.js';
import { problemPage, serveOperations } from './operations.js';
import { serveProbes } from './probes.js';
import { ProblemFilter } from './problem.filter.js';
import { admitRequests, handleRequests } from './requests.js';
import { Routes } from './routes.js';
import { answerOnSocket, answerUnroutable } from './unreadable.js';
import { endUnusedConnections } from './unused-connections.js';

export const prefix = 'v1';
/** Characters. The name of a stream, or a key of Kafka, is longer than an id. */
const pathParamMax = 600;
/** How often Node looks for requests that take too long; its own half minute lets the slow stay. */
const connectionsCheckingInterval = 1000;

/** Where a service is in its life. While it drains it is no longer ready but answers all the same; while it closes it refuses. */
export interface Life {
  phase: 'starting' | 'ready' | 'draining' | 'closing';
}

/** Bodies are checked by zod (invalid-request.ts); Fastify's own schema compilers are not loaded, which saves 8 MB. */
const noSchemas = () => () => {
  throw new Error('routes have no schema of Fastify: give the endpoint a zod schema');
};

/**
 * Services take the token that they all know, and nothing else. A request has the id that the gateway signed into it: the same in its answer, in
 * the history as a cause, and for whoever asks us about it. From a header it would be anybody's, and a cause that came before is not carried out.
 */
function admission({ AUTH_TOKEN_SECRET, AUTH_ISSUER, AUTH_AUDIENCE }: EdgeConfig): Front['admit'] {
  const identify = identification({ secret: AUTH_TOKEN_SECRET, issuer: AUTH_ISSUER, audience: AUTH_AUDIENCE });
  return async (request, reply) => {
    const { requestId, ...identity } = await identify(request.headers.authorization);
    if (requestId) {
      Object.assign(request, { id: requestId });
      reply.header('x-request-id', requestId);
    }
    return identity;
  };
}

/** Providers are made here, so a server that cannot be reached or a wrong configuration throws. */
export async function createApp(AppModule: Type, service: string, config: EdgeConfig, life: Life): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: config.BODY_LIMIT_BYTES,
    requestTimeout: config.REQUEST_TIMEOUT_MS,
    http: { headersTimeout: Math.min(config.HEADERS_TIMEOUT_MS, config.REQUEST_TIMEOUT_MS), connectionsCheckingInterval },
    trustProxy: config.TRUSTED_PROXIES,
    genReqId: () => systemRandomness.id(),
    // Ours answers while closing, as a problem.
    return503OnClosing: false,
    routerOptions: { maxParamLength: pathParamMax },
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    clientErrorHandler: answerOnSocket,
    frameworkErrors: answerUnroutable,
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  const routes = new Routes(server);
  readJsonOnly(server);
  tellInFlight(server);
  endUnusedConnections(server);
  handleRequests(server, `/${prefix}`);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
  app.setGlobalPrefix(prefix);
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter(routes, config.BODY_LIMIT_BYTES));
  const front = provided(app, Front);
  await front?.prepare(server);
  const admit = front ? front.admit.bind(front) : admission(config);
  admitRequests(server, { prefix: `/${prefix}`, admit, closing: () => life.phase === 'closing' });
  const alive = connectConsumers(app);
  await beExamined(app, config);
  serveOperations(server, front?.documentation ?? { openApi: () => buildOpenApi(app, service), problemPage });
  serveProbes(server, { life, alive, checks: provided(app, HealthChecks) });
  return app;
}
