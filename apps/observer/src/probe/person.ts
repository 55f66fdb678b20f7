/** A person of the synthetic story: uses the services over HTTP as any client does, once and without patience. */
import type { Clock } from '@rolecall/messaging';
import type { Addresses, ServiceName } from '../config.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a client would, by their documented fields.
export type Json = any;

/** Where a story ended that did not come to its end, and why: a problem's code, a status, or what kept the request from its answer. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';

  constructor(
    readonly outcome: 'failed' | 'late',
    readonly step: string,
    readonly code: string,
  ) {
    super(`${step}: ${code}`);
  }
}

export interface Wire {
  readonly addresses: Addresses;
  readonly stepMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Seconds from the last command's answer until the reaction was seen. */
  readonly onSeen: (step: Reaction, seconds: number) => void;
}

/** What is waited for from another service; labels of `hiring_probe_step_seconds`. */
export type Reaction = 'search_known' | 'planned' | 'decided' | 'to_prepare' | 'seated' | 'voided' | 'seat_released';

const [pauseMs, pauseMaxMs] = [25, 500];

export class Person {
  private answeredAt = 0;

  constructor(
    readonly id: string,
    private readonly token: string,
    private readonly wire: Wire,
  ) {}

  /** Gives a command. Throws GivenUp. */
  async does(step: string, service: ServiceName, path: string, body: object = {}): Promise<Json> {
    const answer = await this.asks(step, service, path, { method: 'POST', body: JSON.stringify(body) });
    this.answeredAt = this.wire.clock.elapsed();
    return answer;
  }

  /** Throws GivenUp. */
  reads = (step: string, service: ServiceName, path: string): Promise<Json> => this.asks(step, service, path, { method: 'GET' });

  /** Looks until there is what `wanted` finds. Throws GivenUp. */
  sees<T>(step: Reaction, service: ServiceName, path: string, wanted: (shown: Json) => T | undefined): Promise<T> {
    return this.until(step, async () => wanted(await this.reads(step, service, path)));
  }

  /** Tries until it gives something. Throws GivenUp. */
  async until<T>(step: Reaction, attempt: () => Promise<T | undefined>): Promise<T> {
    const { clock, signal, stepMs, onSeen } = this.wire;
    const since = this.answeredAt;
    for (let pause = pauseMs; ; pause = Math.min(pause * 1.5, pauseMaxMs)) {
      const found = await attempt();
      const elapsed = clock.elapsed() - since;
      if (found !== undefined) {
        onSeen(step, elapsed / 1000);
        return found;
      }
      if (signal.aborted || elapsed > stepMs) throw new GivenUp('late', step, 'not-seen');
      await clock.sleep(pause, signal);
    }
  }

  private async asks(step: string, service: ServiceName, path: string, request: { method: 'GET' | 'POST'; body?: string }): Promise<Json> {
    const { addresses, stepMs, signal } = this.wire;
    const headers = { authorization: `Bearer ${this.token}`, ...(request.body ? { 'content-type': 'application/json' } : {}) };
    try {
      const response = await fetch(`${addresses[service]}/v1/${path}`, {
        ...request,
        headers,
        signal: AbortSignal.any([signal, AbortSignal.timeout(stepMs)]),
      });
      const answered: Json = await response.json();
      if (response.ok) return answered;
      throw new GivenUp('failed', step, answered.code ?? String(response.status));
    } catch (error) {
      if (error instanceof GivenUp) throw error;
      const { cause, name } = error as Error & { readonly cause?: { readonly code?: string } };
      throw new GivenUp('failed', step, cause?.code ?? name);
    }
  }
}
