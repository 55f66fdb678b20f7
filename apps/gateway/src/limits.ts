/**
 * How often somebody may ask: each person, and of those who are nobody each address, so many times in a window. Said with every answer as the
 * IETF draft has it (draft-ietf-httpapi-ratelimit-headers-10), which @fastify/rate-limit, that counts here, does not say yet.
 */
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tooMany } from './rejections.js';

export interface LimitSettings {
  /** Requests in a window, of a person. */
  readonly personMax: number;
  /** Of an address, or of the 2^64 of IPv6 that somebody is given at once. */
  readonly addressMax: number;
  readonly windowSeconds: number;
}

type Count = ReturnType<FastifyInstance['createRateLimit']>;
/** Those who asked last are remembered; of an address 20,000 take 5 MB. */
const remembered = 20_000;

export class Limits {
  private constructor(
    private readonly settings: LimitSettings,
    private readonly persons: Count,
    private readonly addresses: Count,
  ) {}

  static async of(server: FastifyInstance, settings: LimitSettings): Promise<Limits> {
    const { personMax, addressMax, windowSeconds } = settings;
    await server.register(rateLimit, { global: false, cache: remembered });
    const timeWindow = windowSeconds * 1000;
    const personOf = ({ identity }: FastifyRequest) => `${identity?.org}/${identity?.person.id}`;
    const addressOf = ({ ip }: FastifyRequest) => normalizeIP(ip);
    const persons = server.createRateLimit({ max: personMax, timeWindow, keyGenerator: personOf });
    return new Limits(settings, persons, server.createRateLimit({ max: addressMax, timeWindow, keyGenerator: addressOf }));
  }

  /** Of the person that the request's identity names. Throws `request/too-many`. */
  person = (request: FastifyRequest, reply: FastifyReply): Promise<void> => this.count('person', this.persons, request, reply);

  /** Throws `request/too-many`. */
  address = (request: FastifyRequest, reply: FastifyReply): Promise<void> => this.count('address', this.addresses, request, reply);

  private async count(policy: 'person' | 'address', count: Count, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const counted = await count(request);
    if (counted.isAllowed) return;
    const { max, remaining, ttlInSeconds, isExceeded } = counted;
    reply.header('ratelimit-policy', `"${policy}";q=${max};w=${this.settings.windowSeconds}`);
    reply.header('ratelimit', `"${policy}";r=${remaining};t=${ttlInSeconds}`);
    if (isExceeded) throw tooMany({ retryAfterSeconds: Math.max(1, ttlInSeconds) });
  }
}
