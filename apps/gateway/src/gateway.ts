/** The one origin in front of the services: who asks, where to, and on it goes. It holds no rules and no state (ADR 16). */
import { type BeforeApplicationShutdown, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { edgeConfig, Front, type Identity, issueToken } from '@rolecall/edge';
import { Rejection } from '@rolecall/kernel';
import { traceparentOf } from '@rolecall/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { gatewayConfig } from './config.js';
import { readDocumentation } from './documentation/documentation.js';
import { serveReference } from './documentation/reference.js';
import { identifying } from './identity/identifying.js';
import { Limits } from './limits.js';
import { HungUp, Passage } from './passage/passage.js';
import { protect } from './protection.js';
import { notServed } from './rejections.js';
import { endless, ownerOf, type Segment, segments, services } from './segments.js';

const methods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Of what goes behind: longer than a request takes. */
const tokenLifetimeSeconds = 60;

@Injectable()
export class Gateway extends Front implements BeforeApplicationShutdown, OnApplicationShutdown {
  readonly documentation = readDocumentation();
  private readonly edge = edgeConfig();
  private readonly config = gatewayConfig();
  private readonly passages = passagesOf(this.config);
  private limits!: Limits;
  private isEnding = false;
  private readonly identify = identifying(this.config, tokensBehind(this.edge));

  async prepare(server: FastifyInstance): Promise<void> {
    await protect(server, this.config);
    this.limits = await Limits.of(server, this.config.limits);
    server.addHook('onRequest', async (request, reply) => {
      if (isOpen(request)) await this.limits.address(request, reply);
    });
    server.addHook('onSend', async (_, reply) => {
      if (this.isEnding) reply.header('connection', 'close');
    });
    serveReference(server);
    // Whatever it is, it is passed on as it came; who reads it says whether it can.
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    for (const segment of segments)
      for (const url of [`/v1/${segment}`, `/v1/${segment}/*`])
        server.route({ method: methods, url, handler: (request, reply) => this.passOn(segment, request, reply) });
  }

  async admit(request: FastifyRequest, reply: FastifyReply): Promise<Identity> {
    try {
      request.identity = await this.identify(request.headers.authorization);
    } catch (error) {
      // Also where the provider is away: whoever is not known counts by address.
      if (error instanceof Rejection) await this.limits.address(request, reply);
      throw error;
    }
    await this.limits.person(request, reply);
    return request.identity;
  }

  private async passOn(segment: Segment, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const passage = this.passages.get(ownerOf[segment]);
    if (!passage) throw notServed();
    const { id, span } = request;
    const authorization = `Bearer ${await this.tokenOf(request.identity as Identity, id)}`;
    const own = { authorization, traceparent: traceparentOf(span) };
    try {
      return await passage.pass(request, reply, own, endless.includes(segment));
    } catch (error) {
      if (error instanceof HungUp) return reply.hijack();
      throw error;
    }
  }

  /** What a caller brought stays here. */
  private tokenOf({ org, person }: Identity, requestId: string): Promise<string> {
    const request = { person: person.id, org, roles: person.roles, requestId, lifetimeSeconds: tokenLifetimeSeconds };
    return issueToken(request, this.edge.AUTH_TOKEN_SECRET, tokensBehind(this.edge));
  }

  /** Before the server waits for its answers to end, and for its connections, which browsers would keep. */
  beforeApplicationShutdown(): void {
    this.isEnding = true;
    for (const passage of this.passages.values()) passage.endEndless();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.passages.values()].map((passage) => passage.close()));
  }
}

/** What anybody may ask, but for the probes of whoever runs the processes. */
function isOpen({ is404, routeOptions: { url = '' } }: FastifyRequest): boolean {
  return is404 || !(url.startsWith('/v1/') || ['/livez', '/readyz', '/startupz'].includes(url));
}

const tokensBehind = ({ AUTH_TOKEN_SECRET, AUTH_ISSUER, AUTH_AUDIENCE }: ReturnType<typeof edgeConfig>) => ({
  secret: AUTH_TOKEN_SECRET,
  issuer: AUTH_ISSUER,
  audience: AUTH_AUDIENCE,
});

const passagesOf = ({ addresses, timeoutMs, inFlightMax }: ReturnType<typeof gatewayConfig>) =>
  new Map(
    services.flatMap((service) => {
      const { [service]: origin } = addresses;
      return origin ? [[service, new Passage({ service, origin, timeoutMs, inFlightMax })] as const] : [];
    }),
  );
