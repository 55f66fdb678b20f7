/** Looks at one thing with one rule: on fresh state, twice a while apart, and only then executes what the decider would do. */
import { Rejection } from '@rolecall/kernel';
import { attribute, inSpan, metrics } from '@rolecall/telemetry';
import type { Cause } from '../commit.js';
import { classify, nameOf } from '../consuming/error-classes.js';
import type { Clock } from '../ports.js';
import { staleVersion } from '../rejections.js';
import type { Invariant } from '../verifying/mismatch.js';
import { type Found, type Mending, type Rule, targetOf } from './rule.js';
import type { Sightings } from './sightings.js';

/** What became of what was looked at. `waiting`: found, but not yet twice. */
export interface Looked {
  readonly looked: number;
  readonly waiting: number;
  readonly mended: number;
  readonly failed: number;
  /** What an operator is told: ids only. */
  readonly findings: readonly string[];
}

export interface LookingEvents {
  readonly log: (level: 'warn' | 'error', message: string, facts?: Record<string, unknown>) => void;
}

/** What the decider would do to mend it, or why it refuses to. */
interface Needed {
  readonly mending: Mending;
  readonly refused?: string;
}

export const nothing: Looked = { looked: 0, waiting: 0, mended: 0, failed: 0, findings: [] };
const one: Looked = { ...nothing, looked: 1 };

export class Looking {
  constructor(
    private readonly clock: Clock,
    private readonly sightings: Sightings,
    private readonly events: LookingEvents,
    private readonly stoodMs: number,
  ) {}

  /** One that fails is passed over and counted; an outage is thrown, and ends the step. */
  async look(rule: Rule<unknown>, found: Found<unknown>): Promise<Looked> {
    try {
      return await this.lookAt(rule, found);
    } catch (error) {
      if (classify(error) === 'outage') throw error;
      return together(one, this.failed(rule, `${rule.of.name} ${found.org}/${found.id}`, nameOf(error)));
    }
  }

  private async lookAt(rule: Rule<unknown>, found: Found<unknown>): Promise<Looked> {
    // What has just happened is still on its way to where it is missing.
    if (found.at !== undefined && !this.hasStood(found.at)) return one;
    if ((await this.needed(rule, found, found.it)).length === 0) return one;
    const ripe = new Set<string>();
    let waiting = 0;
    for (const needed of await this.neededNow(rule, found)) {
      const which = whichOf(found.org, needed);
      const since = await this.sightings.since(rule.name, `${found.org}/${found.id}@${found.version} ${which}`);
      if (this.hasStood(since)) ripe.add(which);
      else waiting += 1;
    }
    let looked: Looked = { ...one, waiting };
    while (ripe.size > 0) {
      const next = (await this.neededNow(rule, found)).find((needed) => ripe.has(whichOf(found.org, needed)));
      if (!next) break;
      ripe.delete(whichOf(found.org, next));
      const outcome = await this.carryOut(rule, found.org, next);
      // What the verifier cannot see, for it looks at one aggregate at a time, is a mismatch all the same.
      if (outcome.mended + outcome.failed > 0) metrics.verifyMismatchesTotal.inc({ invariant: 'rule' satisfies Invariant });
      looked = together(looked, outcome);
    }
    return looked;
  }

  private hasStood = (since: string): boolean => Date.parse(this.clock.now()) - Date.parse(since) >= this.stoodMs;

  private async neededNow(rule: Rule<unknown>, found: Found<unknown>): Promise<Needed[]> {
    const it = await rule.of.again(found.org, found.id);
    return it === undefined ? [] : this.needed(rule, found, it);
  }

  private async needed(rule: Rule<unknown>, { org, id }: Found<unknown>, it: unknown): Promise<Needed[]> {
    const mendings = await rule.mends(org, it, id);
    return mendings.flatMap((mending) => {
      try {
        return mending.needed(causeOf(rule, org, mending), this.clock.now()) ? [{ mending }] : [];
      } catch (error) {
        if (error instanceof Rejection) return [{ mending, refused: error.code }];
        throw error;
      }
    });
  }

  private async carryOut(rule: Rule<unknown>, org: string, { mending, refused }: Needed): Promise<Looked> {
    const stream = targetOf(org, mending);
    const facts = { rule: rule.name, stream, command: mending.command };
    if (refused) return this.failed(rule, stream, { command: mending.command, code: refused });
    try {
      const attributes = { [attribute.rule]: rule.name, [attribute.command]: mending.command };
      const mend = () => mending.carryOut(causeOf(rule, org, mending));
      const { events, repeated } = await inSpan(`reconcile ${rule.name}`, { root: true, attributes }, mend);
      if (events.length === 0 || repeated) return nothing;
    } catch (error) {
      // Something happened to it meanwhile: the next pass looks again.
      if (error instanceof Rejection && error.code === staleVersion.code) return nothing;
      if (classify(error) === 'outage') throw error;
      return this.failed(rule, stream, { command: mending.command, ...nameOf(error) });
    }
    metrics.reconciledTotal.inc({ rule: rule.name, outcome: 'mended' });
    this.events.log('warn', 'a rule between aggregates was broken and is mended', facts);
    return { ...nothing, mended: 1, findings: [`${rule.name}: ${stream} mended by ${mending.command}`] };
  }

  failed(rule: Rule<unknown>, what: string, why: Record<string, unknown>): Looked {
    metrics.reconciledTotal.inc({ rule: rule.name, outcome: 'failed' });
    this.events.log('warn', 'a rule could not mend what it found', { rule: rule.name, what, ...why });
    return { ...nothing, failed: 1, findings: [`${rule.name}: ${what} not mended: ${Object.values(why).join(' ')}`] };
  }
}

const whichOf = (org: string, { mending }: Needed): string =>
  [targetOf(org, mending), mending.command, mending.about].filter((part) => part !== '').join(' ');

const causeOf = ({ name }: Rule<unknown>, org: string, mending: Mending): Cause => ({
  id: `reconcile:${name}:${targetOf(org, mending)}:${mending.version}`,
  ...{ org, kind: 'timer', actor: { kind: 'timer', id: `reconcile:${name}` } },
});

export const together = (a: Looked, b: Looked): Looked => ({
  looked: a.looked + b.looked,
  waiting: a.waiting + b.waiting,
  mended: a.mended + b.mended,
  failed: a.failed + b.failed,
  findings: [...a.findings, ...b.findings],
});
