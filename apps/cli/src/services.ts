/** The services as an operator reaches them: their addresses and the token come from the environment. */
import { z } from 'zod';

/** Something that the person at the terminal can put right. */
export class Plain extends Error {}

/** The service gives no answer now; it may a moment later. */
export class Away extends Plain {}

export interface Service {
  readonly name: string;
  readonly url: string;
  /** It need not run: where all are asked, one that gives no answer is no failure. */
  readonly optional?: true;
}

/** Those of `npm start` and of docker compose. */
const local =
  'requisition=http://127.0.0.1:7301,screening=http://127.0.0.1:7302,interview=http://127.0.0.1:7303,offer=http://127.0.0.1:7304';
/** They read every topic, so they may hold keys as well; with docker compose both run, with `--observe` the observer. */
const readers: readonly Service[] = [
  { name: 'observer', url: 'http://127.0.0.1:7305', optional: true },
  { name: 'pipeline', url: 'http://127.0.0.1:7306', optional: true },
];
const awayStatus = new Set([502, 503, 504]);
const answeredWithinMs = 30_000;

const problem = z.object({ code: z.string(), detail: z.string(), remedy: z.string().optional() });

/** From ROLECALL_SERVICES, such as `offer=https://offer.example:8080,screening=…`; else those of this machine. Throws Plain. */
export function servicesFrom(text?: string): Service[] {
  if (text === undefined) return [...servicesFrom(local), ...readers];
  return text.split(',').map((entry) => {
    const [name = '', url = ''] = entry.trim().split(/=(.*)/s);
    if (!name || !URL.canParse(url)) throw new Plain(`ROLECALL_SERVICES: "${entry}" is not name=address`);
    return { name, url: url.replace(/\/$/, '') };
  });
}

export class Operator {
  constructor(
    readonly services: readonly Service[],
    private readonly token: string | undefined,
  ) {}

  /** Throws Plain for a name that is not among them. Whoever names it wants its answer. */
  service(name: string): Service {
    const found = this.services.find((each) => each.name === name);
    if (!found) throw new Plain(`no service "${name}"; there are ${this.services.map((each) => each.name).join(', ')}`);
    return { name, url: found.url };
  }

  /** Throws Plain: what the service said no to; Away when it cannot be reached. */
  async ask<T>({ name, url }: Service, path: string, shape: z.ZodType<T>, body?: object): Promise<T> {
    if (!this.token) throw new Plain('ROLECALL_TOKEN is not set: the token of an operator (`rolecall token` prints one)');
    const request: RequestInit = {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${this.token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      signal: AbortSignal.timeout(answeredWithinMs),
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    const response = await fetch(`${url}/v1/operator/${path}`, request).catch((error: Error) => {
      throw new Away(`${name} at ${url} cannot be reached (${(error.cause as { code?: string } | undefined)?.code ?? error.name})`);
    });
    const answered: unknown = await response.json().catch(() => undefined);
    if (response.ok) return shape.parse(answered);
    const said = problem.safeParse(answered);
    const Kind = awayStatus.has(response.status) ? Away : Plain;
    throw new Kind(said.success ? `${name}: ${said.data.detail} (${said.data.code})` : `${name} answered ${response.status}`);
  }
}

/**
 * Asks several at once. One that is away, in an incident, hides none of the others: it is told beside what they answered; apart from the
 * rest (`absent`) where it need not run.
 */
export async function askAll<T>(services: readonly Service[], ask: (service: Service) => Promise<T>) {
  const asked = await Promise.allSettled(services.map(async (service) => ({ service, answer: await ask(service) })));
  const failed = asked.flatMap((each, place) => {
    const error = each.status === 'rejected' && (each.reason as Error);
    return error ? [{ error, absent: services[place]?.optional === true && error instanceof Away }] : [];
  });
  for (const { error } of failed) if (!(error instanceof Plain)) throw error;
  const why = (those: boolean) => failed.filter(({ absent }) => absent === those).map(({ error }) => error.message);
  return { answers: asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])), away: why(false), absent: why(true) };
}
