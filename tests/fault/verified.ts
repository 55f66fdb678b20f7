/**
 * What the product's own verifier finds in what is left: the job `verify` of each service, at all its histories and heads, its topics, its
 * copies and its places. It folds what invariants.ts only counts, and compares copies with their owners' events. And what it has told an
 * operator meanwhile, by itself: no fault here is a reason for that.
 */
import { operatorOrg } from '@rolecall/edge';
import type { ServiceName } from '../../deploy/local/index.ts';
import { serviceNames } from '../../deploy/local/system.ts';
import { Person, Refused, type Target } from '../load/client.ts';
import type { Finding, Invariant } from './invariants.ts';

/** A job as a service tells of it. */
export interface VerifyJob {
  readonly kind: string;
  readonly status: 'running' | 'done' | 'cancelled';
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly string[];
}

const jobs = '/v1/operator/jobs';
/** At the end of an hour there is much to read. */
const patience = { requestMs: 10_000, stepMs: 900_000 };

/** What the verifier calls what must hold (docs/runbooks/verify.md), and which of ours that is. */
const ours: Readonly<Record<string, Invariant>> = {
  ...{ published: 'I1', missing: 'I1', content: 'I1', uncommitted: 'I1' },
  ...{ order: 'I2', versions: 'I3', sequences: 'I3', times: 'I3', fold: 'I3', head: 'I3' },
  ...{ causes: 'I4', deadline: 'I6', copy: 'I7', offset: 'I8' },
};

/** For each of these that the topics took the last time, they are left out of one look: they grow with every round, and are read whole. */
const topicsRestMs = 10_000;

/** It looks at everything that is there, so it finds again what an earlier round has left: that is told once. */
export class Verified {
  private readonly told = new Set<string>();
  private readonly target: Target;
  private tookMs = 0;
  private withoutTopics = 0;

  constructor(target: Target) {
    this.target = target;
  }

  /**
   * At histories and heads each time; at topics and copies each time while that is quick, then less often, and at last. `planted`: places of
   * messages that the test itself put there; `logs`: what services have written, by the name of the process. Throws when a service does not
   * get to the end of it.
   */
  async look(planted: ReadonlySet<string>, logs: ReadonlyMap<string, string>, last = false): Promise<Finding[]> {
    const topics = last || this.withoutTopics >= Math.floor(this.tookMs / topicsRestMs);
    this.withoutTopics = topics ? 0 : this.withoutTopics + 1;
    const since = performance.now();
    const alarms = [...logs].flatMap(([name, text]) => alarmsOf(name.replace(/-\d.*$/, ''), text, planted));
    const olga = await Person.of(this.target, operatorOrg, 'olga', 'operator', patience);
    const found = await Promise.all(
      serviceNames.map(async (service) => findingsOf(service, await jobOf(olga, service, topics), planted, topics)),
    );
    if (topics) this.tookMs = performance.now() - since;
    return [...alarms, ...found.flat()].filter(({ what }) => this.told.size < this.told.add(what).size);
  }
}

async function jobOf(olga: Person, service: ServiceName, topics: boolean): Promise<VerifyJob> {
  await olga.does(service, jobs, { kind: 'verify', options: { all: true, topics } }).catch((error: Error) => {
    // Begun, and its answer was lost.
    if (!(error instanceof Refused && error.code === 'operator/job-running')) throw error;
  });
  return olga.waitsFor(service, jobs, ({ items }: { items: VerifyJob[] }) => {
    const last = items.find(({ kind }) => kind === 'verify');
    return last?.status === 'running' ? undefined : last;
  });
}

/** Pure. One that has looked at nothing has found nothing, which says nothing. */
export function findingsOf(
  service: string,
  { status, counts, findings }: VerifyJob,
  planted: ReadonlySet<string>,
  topics = true,
): Finding[] {
  const own = findings.flatMap((sentence) => findingOf(service, sentence, planted));
  if (status === 'done' && counts.streams && (counts.messages || !topics)) return own;
  return [...own, { invariant: 'I7', what: `${service}: the verifier has looked at ${JSON.stringify(counts)} and is ${status}` }];
}

const alarm = '"msg":"the verifier found a mismatch"';
/**
 * Told rightly while something is away, or too early: a group that has just begun gets its first place late when its coordinator is lost. The
 * job asks again, once it is quiet.
 */
const passing = /a minute has gone|and not carried out|the group has no place/;

/** Pure. `log`: a JSON object a line. */
export function alarmsOf(service: string, log: string, planted: ReadonlySet<string>): Finding[] {
  const lines = log
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.includes(alarm) && !passing.test(line));
  return lines.flatMap((line) => {
    const { invariant, of, what } = JSON.parse(line) as Record<string, string>;
    return findingOf(service, `${invariant}: ${of}: ${what}`, planted);
  });
}

function findingOf(service: string, sentence: string, planted: ReadonlySet<string>): Finding[] {
  const [name = '', of = ''] = sentence.split(': ');
  return planted.has(of) ? [] : [{ invariant: ours[name] ?? 'I7', what: `${service}: the verifier says ${sentence}` }];
}
