/** A person of the story: gives commands over the HTTP APIs with a token of their own, and says on the stage what came of them. */
import { randomUUID } from 'node:crypto';
import type { ServiceName } from '../../deploy/local/index.ts';
import type { Entrance } from './entrance.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

interface Request {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly ms: number;
  // The demo reads answers as a script would: by their documented fields.
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are checked by the services' own tests.
  readonly body: any;
}

/** The demo cannot go on: what was asked, and what was answered. */
export class UnexpectedAnswer extends Error {}

export class Person {
  readonly name: string;
  readonly id: string;
  /** Such as "Mara (recruiter)". */
  readonly title: string;
  private readonly token: string;
  private readonly entrance: Entrance;
  private readonly stage: Stage;

  private constructor(entrance: Entrance, stage: Stage, name: string, role: string, token: string) {
    this.entrance = entrance;
    this.stage = stage;
    this.name = name;
    this.id = name.toLowerCase();
    this.title = `${name} (${role})`;
    this.token = token;
  }

  static async of(entrance: Entrance, stage: Stage, org: string, name: string, role: string): Promise<Person> {
    const token = await entrance.tokenOf({ id: name.toLowerCase(), org, roles: [roleOf(role)] });
    return new Person(entrance, stage, name, role, token);
  }

  /** Gives a command and tells what happened. Throws UnexpectedAnswer when it is refused. */
  async does(
    did: string,
    service: ServiceName,
    path: string,
    body: object | string = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await this.post(service, path, body, headers);
    if (answer.status >= 300) throw new UnexpectedAnswer(`POST ${service} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    const happened = (answer.body.happened as string[] | undefined) ?? [];
    const events = happened.length > 0 ? happened.join(' + ') : 'nothing new';
    await this.stage.said(`${this.title} ${did}`, `${events} · ${service} · ${answer.ms} ms`);
    return answer;
  }

  /** Tries what a rule forbids, and tells the problem. Throws when it is not refused with that code. */
  async isRefused(tried: string, code: string, service: ServiceName, path: string, body: object | string = {}): Promise<Answer> {
    const answer = await this.post(service, path, body);
    if (answer.body.code !== code)
      throw new UnexpectedAnswer(`POST ${service} ${path}: expected ${code}, got ${answer.status} ${JSON.stringify(answer.body)}`);
    const { title, remedy } = answer.body as { title: string; remedy: string };
    const behind = [`${answer.status} ${code} · ${service} · ${answer.ms} ms`];
    await this.stage.tell({ kind: 'refused', sentence: `${this.title} ${tried}`, problem: `${title} ${remedy}`, behind });
    return answer;
  }

  post(service: ServiceName, path: string, body: object | string = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    return this.ask(service, path, { method: 'POST', body: text, headers: { 'content-type': type, ...headers } });
  }

  /** Throws UnexpectedAnswer when there is no such thing. */
  async sees(service: ServiceName, path: string): Promise<Answer['body']> {
    const answer = await this.ask(service, path, {});
    if (answer.status !== 200) throw new UnexpectedAnswer(`GET ${service} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A service that is away or gives no answer, or has not heard of something yet, is asked again with the same key: it will not be done twice. */
  private async ask(service: ServiceName, path: string, init: Request): Promise<Answer> {
    const started = performance.now();
    const key = init.method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
    const headers = { authorization: `Bearer ${this.token}`, ...key, ...init.headers };
    const answered = () =>
      fetch(`${this.entrance.addressOf(service)}${path}`, { ...init, headers }).then(
        async (response) => ![503, 504].includes(response.status) && { status: response.status, body: await response.json() },
        () => false as const,
      );
    const answer = await until(answered, `${service} answers`);
    return { ...answer, ms: Math.round(performance.now() - started) };
  }
}

/** `hiring_manager` of "hiring manager". */
export const roleOf = (role: string): string => role.replaceAll(' ', '_');
