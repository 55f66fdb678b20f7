/** Who asks, and for which organization: read from a signed token here and nowhere else. */
import { createSecretKey } from 'node:crypto';
import type { Actor } from '@rolecall/kernel';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { unauthenticated } from './rejections.js';

/** The person and the one organization whose data this request can reach. */
export interface Identity {
  readonly org: string;
  readonly person: Actor;
  /** The request's id, where the gateway has signed one into the token that it sends behind. */
  readonly requestId?: string;
}

export interface TokenSettings {
  /** 32 characters or more. */
  readonly secret: string;
  readonly issuer: string;
  readonly audience: string;
}

export const development = { issuer: 'rolecall-development', audience: 'rolecall' };

/**
 * An organization's name holds no slash, for it is the first part of every stream's name. A person's id holds no @: it stands in events
 * and records for ever, and an e-mail address must not.
 */
const claims = z.object({
  sub: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\p{L}\p{N}._:|-]+$/u),
  org: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  roles: z.array(z.string().min(1).max(64)).max(50).default([]),
});
/** An id of a request of ours; any other token's own id says nothing here. */
const requestIds = z.uuidv7().optional().catch(undefined);

/** Reads `Authorization: Bearer <token>`. Throws `request/unauthenticated`; `details.reason` is missing, expired, invalid or address. */
export function identification({ secret, issuer, audience }: TokenSettings): (authorization: string | undefined) => Promise<Identity> {
  const key = keyOf(secret);
  return async (authorization) => {
    const token = bearerOf(authorization);
    const verified = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      issuer,
      audience,
      requiredClaims: ['exp', 'sub', 'org'],
      clockTolerance: 5,
    }).catch((error: unknown) => {
      throw unauthenticated({ reason: error instanceof errors.JWTExpired ? 'expired' : 'invalid' });
    });
    const requestId = requestIds.parse(verified.payload.jti);
    return { ...identityOf(verified.payload), ...(requestId ? { requestId } : {}) };
  };
}

/** Of claims that are verified already. Throws `request/unauthenticated`; `details.reason` is address or invalid. */
export function identityOf(verified: { readonly sub?: unknown; readonly org?: unknown; readonly roles?: unknown }): Identity {
  if (typeof verified.sub === 'string' && verified.sub.includes('@')) throw unauthenticated({ reason: 'address' });
  const parsed = claims.safeParse(verified);
  if (!parsed.success) throw unauthenticated({ reason: 'invalid' });
  const { sub, org, roles } = parsed.data;
  return { org, person: { kind: 'person', id: sub, roles } };
}

/** Throws `request/unauthenticated`; `details.reason` is missing, or invalid for what is no signed token at all. */
export function bearerOf(authorization: string | undefined): string {
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw unauthenticated({ reason: authorization ? 'invalid' : 'missing' });
  return token;
}

export interface TokenRequest {
  readonly person: string;
  readonly org: string;
  readonly roles?: readonly string[];
  /** Of the one request that the token is for. */
  readonly requestId?: string;
  /** Default: twelve hours. A negative one makes an expired token, for tests. */
  readonly lifetimeSeconds?: number;
}

/** The development issuer: for tests, the demo and local work. Production verifies tokens of an identity provider. */
export function issueToken(request: TokenRequest, secret: string, settings: Partial<TokenSettings> = {}): Promise<string> {
  const { person, org, roles = [], requestId, lifetimeSeconds = 43_200 } = request;
  return new SignJWT({ org, roles: [...roles], ...(requestId ? { jti: requestId } : {}) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(person)
    .setIssuer(settings.issuer ?? development.issuer)
    .setAudience(settings.audience ?? development.audience)
    .setIssuedAt()
    .setExpirationTime(`${lifetimeSeconds} seconds`)
    .sign(keyOf(secret));
}

function keyOf(secret: string) {
  if (secret.length < 32) throw new Error('the secret of tokens must have 32 characters or more');
  return createSecretKey(secret, 'utf8');
}
