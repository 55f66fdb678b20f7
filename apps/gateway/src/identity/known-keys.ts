/** The keys of a provider: fetched, kept, and believed for a day when they cannot be fetched again. */
import { systemClock } from '@rolecall/messaging';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

export class Away extends Error {
  override readonly name = 'ProviderAway';
}

export interface KeptKeys {
  readonly answersWithinMs: number;
  readonly cooldownMs?: number;
  readonly keptMs?: number;
  readonly pauseMs?: number;
  /** For how long after they were last seen keys are good that cannot be looked for. */
  readonly believedMs?: number;
}

const dayMs = 86_400_000;
const secondMs = 1000;

/** Whoever has just not answered is not asked again at once: the next ones hear the same. */
export class Pause {
  private failed: { readonly at: number; readonly error: unknown } | undefined;

  constructor(private readonly ms = secondMs) {}

  async between<T>(ask: () => Promise<T>): Promise<T> {
    if (this.failed && systemClock.elapsed() - this.failed.at < this.ms) throw this.failed.error;
    try {
      const answer = await ask();
      this.failed = undefined;
      return answer;
    } catch (error) {
      if (!isAnswer(error)) this.failed = { at: systemClock.elapsed(), error };
      throw error;
    }
  }
}

export class KnownKeys {
  private readonly remote;
  private readonly pause;
  private seenAt = 0;

  constructor(
    address: URL,
    private readonly kept: KeptKeys,
  ) {
    const { answersWithinMs, cooldownMs, keptMs, pauseMs } = kept;
    this.remote = createRemoteJWKSet(address, { timeoutDuration: answersWithinMs, cooldownDuration: cooldownMs, cacheMaxAge: keptMs });
    this.pause = new Pause(pauseMs);
  }

  /** Throws Away, or what jose says of a key that is none of the provider's. */
  find: JWTVerifyGetKey = async (header, input) => {
    try {
      const key = await this.pause.between(() => this.remote(header, input));
      this.seen();
      return key;
    } catch (error) {
      if (isAnswer(error)) {
        this.seen();
        throw error;
      }
      return this.believed(header, input, error);
    }
  };

  private seen(): void {
    if (this.remote.fresh) this.seenAt = systemClock.elapsed();
  }

  private async believed(header: Parameters<JWTVerifyGetKey>[0], input: Parameters<JWTVerifyGetKey>[1], why: unknown) {
    const known = this.remote.jwks();
    const { believedMs = dayMs } = this.kept;
    if (!known || systemClock.elapsed() - this.seenAt >= believedMs) throw away(why);
    return createLocalJWKSet(known)(header, input).catch(() => {
      throw away(why);
    });
  }
}

/** The provider has answered, and this key is none of its own. */
const isAnswer = (error: unknown): boolean => error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;

/** What its addresses answer is about nobody. */
export function away(error: unknown): Away {
  if (error instanceof Away) return error;
  const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
  return new Away(cause?.code ?? message, { cause: error });
}
