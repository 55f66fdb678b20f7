/** What stands before the routes of a process that is more than a service: the gateway provides one under this token, services none. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Identity } from './identity.js';
import type { OperationsOf } from './operations.js';

export abstract class Front {
  /** What it tells readers of the documentation, in place of what the process knows of itself. */
  abstract readonly documentation: OperationsOf;
  /** Adds hooks, parsers of bodies and routes of its own. Its hooks run before anybody is identified. */
  abstract prepare(server: FastifyInstance): Promise<void>;
  /** Who asks, of a route under the prefix. What it throws is answered. */
  abstract admit(request: FastifyRequest, reply: FastifyReply): Promise<Identity>;
}
