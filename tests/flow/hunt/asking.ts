/** Asks every operation what it is there for, and in every way what it is not there for, with marks in whatever can be sent. */
import type { Service } from '../../../deploy/local/system.ts';
import type { Ground } from './ground.ts';
import { word } from './marks.ts';
import { type Operation, routeOf } from './operations.ts';
import { Samples, type Schema } from './samples.ts';

export interface Asked {
  readonly operation: Operation;
  readonly kind: 'good' | 'wrong';
  readonly status: number;
  readonly code: string;
  /** What a problem says of its own accord; the address and the names of fields are the sender's. */
  readonly said: string;
}

export class Asking {
  readonly asked: Asked[] = [];
  private readonly services: Readonly<Record<Operation['service'], Service>>;

  constructor(services: Readonly<Record<Operation['service'], Service>>) {
    this.services = services;
  }

  async all(operation: Operation, { known, tokens }: Ground): Promise<void> {
    const samples = new Samples(operation.body ?? {}, known);
    const path = pathOf(operation, (name) => String(known[name] ?? known.id));
    const asks = operation.query.filter((name) => name in known).map((name) => `${name}=${encodeURIComponent(String(known[name]))}`);
    // Whoever of them may; the others are refused with the same in their hands.
    for (const token of tokens) {
      const body = operation.method === 'POST' ? { body: JSON.stringify(operation.body ? samples.good() : {}) } : {};
      if ((await this.ask(operation, 'good', `${path}?${asks.join('&')}`, { ...body, headers: headersOf(token) })) < 300) break;
    }
    const [token = ''] = tokens;
    const headers = headersOf(token);
    const bodies = operation.body ? samples.wrong().map((body: Schema) => JSON.stringify(body)) : [];
    if (operation.method === 'POST') bodies.push(`{"note": "${word('malformed')}`, `${word('malformed')}`);
    for (const body of bodies) await this.ask(operation, 'wrong', path, { body, headers });
    const body = operation.method === 'POST' ? { body: JSON.stringify({ note: word('elsewhere') }) } : {};
    const query = `?dryRun=${word('query')}&limit=${word('query')}&after=${word('query')}&email=${word('query')}@zqx.example`;
    await this.ask(operation, 'wrong', `${path}${query}`, { ...body, headers });
    const nowhere = pathOf(operation, () => encodeURIComponent(`${word('path')}@zqx.example`));
    if (nowhere !== path) await this.ask(operation, 'wrong', nowhere, { ...body, headers });
    const odd = { 'if-match': word('if-match'), 'idempotency-key': word('key').repeat(30), authorization: `Bearer ${word('token')}.a.b` };
    for (const [name, value] of Object.entries(odd))
      await this.ask(operation, 'wrong', path, { ...body, headers: { ...headers, [name]: value } });
  }

  private async ask(operation: Operation, kind: Asked['kind'], path: string, request: RequestInit): Promise<number> {
    const answer = await fetch(`${this.services[operation.service].url}${path}`, { method: operation.method, ...request });
    const problem = await problemOf(answer);
    const messages = ((problem.errors ?? []) as Schema[])
      .map(({ message }) => message)
      .filter((message) => !message.startsWith('Unrecognized'));
    const said = answer.status < 400 ? '' : JSON.stringify([problem.title, problem.detail, problem.details, problem.remedy, messages]);
    this.asked.push({ operation, kind, status: answer.status, said, code: problem.code ?? '' });
    return answer.status;
  }

  /** Operations whose own code has never been asked: their request was stopped before it. */
  unreached(): string[] {
    const stopped = new Set([400, 401, 405, 413, 415, 500, 503]);
    const isReached = ({ kind, status, code }: Asked) => kind === 'good' && !stopped.has(status) && code !== 'request/forbidden';
    const all = Map.groupBy(this.asked, ({ operation }) => operation);
    const never = [...all].filter(([, asked]) => !asked.some(isReached));
    return never.map(
      ([operation, asked]) => `${nameOf(operation)}: ${asked.filter(({ kind }) => kind === 'good').map(({ status }) => status)}`,
    );
  }

  /** Operations that did what they were asked. */
  done = (): string[] => [
    ...new Set(this.asked.filter(({ kind, status }) => kind === 'good' && status < 300).map(({ operation }) => nameOf(operation))),
  ];
}

export const nameOf = (operation: Operation): string => `${operation.method} ${operation.service} ${routeOf(operation)}`;

/** What is told as it happens would go on for ever. */
async function problemOf(answer: Response): Promise<Schema> {
  if (answer.headers.get('content-type') !== 'text/event-stream') return (await answer.json()) as Schema;
  await answer.body?.cancel();
  return {};
}

const pathOf = ({ path }: Operation, toValue: (name: string) => string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => toValue(name));

const headersOf = (token: string): Record<string, string> => ({
  ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': word('key') },
  ...{ 'user-agent': word('agent'), baggage: `note=${word('baggage')}`, tracestate: `zqx=${word('state')}`, cookie: word('cookie') },
  ...{ 'x-request-id': word('request'), 'x-forwarded-for': word('forwarded') },
});
