/**
 * An OpenID provider, known by its address alone: its discovery document says where its keys are, and the keys say whether a token is its own.
 * Keys are kept for ten minutes, and looked for again when a token names one that is new. A provider that is away keeps out nobody whose key
 * is known, for a day (known-keys.ts); whoever cannot be told from a stranger because of it is asked to come again, and not called a stranger.
 */
import { type Identity, identityOf, unauthenticated } from '@rolecall/edge';
import { logger } from '@rolecall/telemetry';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { providerAway } from '../rejections.js';
import { claimOf } from './claims.js';
import { Away, away, KnownKeys, Pause } from './known-keys.js';

export interface ProviderSettings {
  /** As it names itself, to the letter. */
  readonly issuer: string;
  readonly audience: string;
  /** Which claims say who somebody is. */
  readonly claims: Readonly<Record<'person' | 'org' | 'roles', string>>;
  /** How long an unknown key is not looked for again; half a minute by default. */
  readonly cooldownMs?: number;
  readonly keptMs?: number;
  /** How long a provider that has not answered is not asked again, whoever comes; a second by default. */
  readonly pauseMs?: number;
  readonly believedMs?: number;
}

/** Signed by a key that only the provider has: never `none`, and never a secret that two know. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
/** Of access tokens; what is made for something else is none. */
const types = ['jwt', 'at+jwt', 'application/at+jwt'];
const clockSkewSeconds = 30;
const answersWithinMs = 3000;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

export class Provider {
  private keys: Promise<JWTVerifyGetKey> | undefined;
  private isAway = false;
  private readonly pause: Pause;

  constructor(private readonly settings: ProviderSettings) {
    this.pause = new Pause(settings.pauseMs);
  }

  /** Throws `request/unauthenticated` as `identification` does, or `gateway/provider-away`. */
  async identify(token: string): Promise<Identity> {
    const { claims } = this.settings;
    const payload = await this.verify(token);
    const [sub, org, roles] = [claims.person, claims.org, claims.roles].map((name) => claimOf(payload, name));
    return identityOf({ sub, org, roles: typeof roles === 'string' ? roles.split(' ').filter(Boolean) : roles });
  }

  private async verify(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.settings;
    try {
      const find = await this.findKeys();
      const options = { algorithms, issuer, audience, requiredClaims: ['exp'], clockTolerance: clockSkewSeconds };
      const { payload, protectedHeader } = await jwtVerify(token, find, options);
      this.tell(undefined);
      if (protectedHeader.typ && !types.includes(protectedHeader.typ.toLowerCase())) throw unauthenticated({ reason: 'invalid' });
      return payload;
    } catch (error) {
      if (error instanceof Away) {
        this.tell(error);
        throw providerAway();
      }
      throw unauthenticated({ reason: error instanceof errors.JWTExpired ? 'expired' : 'invalid' });
    }
  }

  private findKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.pause
      .between(() => this.discover())
      .catch((error: unknown) => {
        this.keys = undefined;
        throw away(error);
      });
    return this.keys;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const { issuer } = this.settings;
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(answersWithinMs) });
    const { issuer: named, jwks_uri } = discovery.parse(await response.json());
    if (named !== issuer) throw new Away('it names itself otherwise than OIDC_ISSUER does');
    if (issuer.startsWith('https:') && !jwks_uri.startsWith('https:'))
      throw new Away('its keys are at an address that anybody could answer');
    return new KnownKeys(new URL(jwks_uri), { ...this.settings, answersWithinMs }).find;
  }

  /** Once when it begins and once when it ends. */
  private tell(error: Away | undefined): void {
    if (this.isAway === Boolean(error)) return;
    this.isAway = Boolean(error);
    const { issuer } = this.settings;
    if (error) logger.warn({ issuer, reason: error.message }, 'the identity provider cannot be asked');
    else logger.info({ issuer }, 'the identity provider answers');
  }
}
