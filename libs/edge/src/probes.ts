/**
 * What whoever runs the processes asks of each: /livez (does only a new process help?), /readyz (may it be sent requests now?) and
 * /startupz (has it started?). 200 or 503, with every check, since when it is so, and its paragraph of docs/runbooks/health.md.
 */
import { type Check, type Clock, type HealthChecks, systemClock, worstOf } from '@rolecall/messaging';
import type { FastifyInstance } from 'fastify';
import type { Life } from './app.js';

/** However often it is asked, servers are asked once in this time. */
const freshMs = 1000;
const runbook = 'docs/runbooks/health.md';

export interface ProbesOf {
  readonly life: Life;
  /** False when only a new process helps. */
  readonly alive: () => boolean;
  /** Of the servers; absent in an application without any. */
  readonly checks: Pick<HealthChecks, 'ready' | 'started'> | undefined;
}

export function serveProbes(server: FastifyInstance, { life, alive, checks }: ProbesOf): void {
  const probe = (path: string, word: string, own: () => Check, ofServers = async (): Promise<readonly Check[]> => []) => {
    const probed = new Probe(own, ofServers, systemClock);
    server.get(path, async (_, reply) => {
      const { holds, told } = await probed.answer();
      return reply
        .code(holds ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ status: holds ? word : `not ${word}`, checks: told });
    });
  };
  probe('/livez', 'alive', () => consumerOf(alive()));
  probe('/readyz', 'ready', () => processOf(life.phase), checks && (() => checks.ready()));
  probe('/startupz', 'started', () => startOf(life.phase), checks && (async () => checks.started()));
}

type Told = Check & { readonly since: string; readonly runbook: string };

/** What servers say is one answer for all who ask in the same second; of each check, since when this process sees it in its state. */
export class Probe {
  private readonly since = new Map<string, Pick<Told, 'state' | 'since'>>();
  private last: { readonly at: number; readonly answer: Promise<readonly Check[]> } | undefined;

  constructor(
    private readonly own: () => Check,
    private readonly ofServers: () => Promise<readonly Check[]>,
    private readonly clock: Clock,
  ) {}

  /** It holds while nothing is `bad`. */
  async answer(): Promise<{ readonly holds: boolean; readonly told: Told[] }> {
    const now = this.clock.elapsed();
    if (!this.last || now - this.last.at >= freshMs) this.last = { at: now, answer: this.ofServers() };
    const told = [this.own(), ...(await this.last.answer)].map((check) => this.tell(check));
    return { holds: worstOf(told) !== 'bad', told };
  }

  private tell(check: Check): Told {
    const before = this.since.get(check.name);
    const since = before?.state === check.state ? before.since : this.clock.now();
    this.since.set(check.name, { state: check.state, since });
    return { ...check, since, runbook: `${runbook}#${check.name}` };
  }
}

const consumerOf = (alive: boolean): Check =>
  alive
    ? { name: 'consumer', state: 'ok', found: 'consumes, or waits for Kafka' }
    : {
        ...{ name: 'consumer', state: 'bad', found: 'three clients in a row could not join the group, though Kafka answers' },
        todo: 'replace the process',
      };

const phases: Readonly<Record<Life['phase'], Omit<Check, 'name'>>> = {
  starting: { state: 'bad', found: 'starts' },
  ready: { state: 'ok', found: 'serves' },
  draining: { state: 'bad', found: 'stops: it still answers, so that load balancers have time to notice' },
  closing: { state: 'bad', found: 'stops: what runs is finished, nothing new is taken' },
};
const processOf = (phase: Life['phase']): Check => ({ name: 'process', ...phases[phase] });
/** A process that stops has started. */
const startOf = (phase: Life['phase']): Check => processOf(phase === 'starting' ? phase : 'ready');
