/** People who use the services over HTTP as real clients do: another process when one fails, and the same Idempotency-Key again. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueToken } from '@rolecall/edge';
import type { ServiceName, System } from '../../deploy/local/system.ts';

/** What a load is driven against. */
export interface Target {
  /** The addresses of each service's processes. */
  readonly services: Readonly<Record<ServiceName, readonly { readonly url: string }[]>>;
  readonly secret: string;
}

/** A system with one process of each service. */
export function targetOf({ services, secret }: Pick<System, 'services' | 'secret'>): Target {
  const { requisition, screening, interview, offer } = services;
  return { secret, services: { requisition: [requisition], screening: [screening], interview: [interview], offer: [offer] } };
}

export interface Patience {
  /** How long one request may take: a process that stands still accepts connections. */
  readonly requestMs: number;
  /** How long a step is tried before its story is given up. */
  readonly stepMs: number;
}

export const patienceDefault: Patience = { requestMs: 5000, stepMs: 240_000 };

/** A rule said no: the story went otherwise than meant. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;

  constructor(what: string, status: number, code: string) {
    super(`${what}: ${status} ${code}`);
    this.code = code;
  }
}

/** Tried for as long as the patience lasts. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp';
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a script would, by their documented fields.
export type Json = any;

const passing = new Set([429, 500, 502, 503, 504]);
const [pauseMs, pauseMaxMs] = [50, 1000];

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly body?: string;
  readonly headers: Record<string, string>;
}

export class Person {
  readonly id: string;
  /** Requests that had to be sent again. */
  retries = 0;
  private readonly target: Target;
  private readonly patience: Patience;
  private readonly token: string;

  private constructor(target: Target, id: string, token: string, patience: Patience) {
    this.target = target;
    this.id = id;
    this.token = token;
    this.patience = patience;
  }

  static async of(target: Target, org: string, id: string, role: string, patience: Patience): Promise<Person> {
    return new Person(target, id, await issueToken({ person: id, org, roles: [role] }, target.secret), patience);
  }

  /** Gives a command, once whatever happens on the way. Throws Refused, GaveUp. */
  async does(service: ServiceName, path: string, body: object = {}): Promise<Json> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const { status, json } = await this.ask(service, path, { method: 'POST', body: JSON.stringify(body), headers });
    if (status >= 300) throw new Refused(`POST ${service} ${path}`, status, json.code);
    return json;
  }

  /** Looks until there is what `wanted` finds in what is there. Throws GaveUp. */
  async waitsFor<T>(service: ServiceName, path: string, wanted: (seen: Json) => T | undefined): Promise<T> {
    const until = performance.now() + this.patience.stepMs;
    for (let pause = 2 * pauseMs; ; pause = Math.min(pauseMaxMs, pause * 1.5)) {
      const { status, json } = await this.ask(service, path, { method: 'GET', headers: {} });
      if (status !== 200 && status !== 404) throw new Refused(`GET ${service} ${path}`, status, json.code);
      const found = status === 200 ? wanted(json) : undefined;
      if (found !== undefined) return found;
      if (performance.now() > until) throw new GaveUp(`GET ${service} ${path}: not so after ${this.patience.stepMs / 1000} s`);
      await sleep(pause);
    }
  }

  private async ask(service: ServiceName, path: string, { headers, ...asked }: Asked): Promise<{ status: number; json: Json }> {
    const processes = this.target.services[service];
    const until = performance.now() + this.patience.stepMs;
    let at = Math.floor(Math.random() * processes.length);
    for (let pause = pauseMs; ; pause = Math.min(pauseMaxMs, pause * 2)) {
      const url = `${processes[at % processes.length]?.url}${path}`;
      const signal = AbortSignal.timeout(this.patience.requestMs);
      const answer = await fetch(url, { ...asked, signal, headers: { authorization: `Bearer ${this.token}`, ...headers } })
        .then(async (response) => ({ status: response.status, json: (await response.json()) as Json }))
        .catch((error: Error) => ({ status: 0, json: { code: String(error.cause ?? error) } as Json }));
      if (answer.status !== 0 && !passing.has(answer.status)) return answer;
      if (performance.now() > until) throw new GaveUp(`${asked.method} ${service} ${path}: ${answer.status} ${answer.json.code}`);
      this.retries += 1;
      at += 1;
      await sleep(pause * (0.5 + Math.random() / 2));
    }
  }
}
