/**
 * The reconciler looks for broken rules between aggregates and issues the ordinary command: what no single aggregate can hold. Every hit
 * is a bug or an accident that somebody should look at (docs/runbooks/reconciled.md). One process of a service at a time, in bounded
 * steps, every few minutes; two at once do no harm.
 */
import { Background } from '../background.js';
import { classify, nameOf, stackOf } from '../consuming/error-classes.js';
import type { Ports } from '../ports.js';
import type { Hearing } from './hearing.js';
import { type Looked, Looking, type LookingEvents, nothing, together } from './looking.js';
import type { PageOf, Rule } from './rule.js';
import { Sightings } from './sightings.js';

const lease = 'reconciler';
/** A step takes this long or one page, and is followed by a rest. */
const stepMs = 500;
const restMs = 500;
const idleMs = 5000;

/** How long after a pass the next one begins, how long a finding must have stood, how much is read at once, how long a lease holds. */
export const reconcilerDefaults = { everyMs: 300_000, stoodMs: 60_000, pageMax: 100, leaseTtlMs: 30_000 };

/** Where a pass over everything stands. */
export interface Place {
  readonly rule: string;
  /** Where the next page of the rule begins. */
  readonly after: string;
  readonly ruleBeganAt: string;
}
/** Between two passes: when the next one may begin. */
type Mark = Place | { readonly notBefore: string };

export interface ReconcileStep extends Looked {
  /** Absent when every rule has looked at everything. */
  readonly next?: Place;
}

export class Reconciler extends Background {
  private readonly rules: Rule<unknown>[] = [];
  private readonly sightings: Sightings;
  private readonly looking: Looking;
  private readonly owner: string;
  private behind = false;

  constructor(
    private readonly ports: Ports,
    private readonly events: LookingEvents,
    readonly tuning = reconcilerDefaults,
    private readonly hasHeard: Hearing = async () => true,
  ) {
    super();
    this.sightings = new Sightings(ports.database, ports.clock);
    this.looking = new Looking(ports.clock, this.sightings, events, tuning.stoodMs);
    this.owner = ports.randomness.id();
  }

  /** Throws when a rule of that name is there already, for then one cause would stand for both. */
  register<T>(rule: Rule<T>): void {
    if (this.names.includes(rule.name)) throw new Error(`two rules are named ${rule.name}`);
    this.rules.push(rule as Rule<unknown>);
  }

  get names(): string[] {
    return this.rules.map(({ name }) => name);
  }

  /** False while the service is behind with what others said longer ago than a finding must stand, such as after a restore. */
  isUpToDate(): Promise<boolean> {
    return this.hasHeard(new Date(Date.parse(this.ports.clock.now()) - this.tuning.stoodMs).toISOString());
  }

  /** A pass over everything, at once. What is found for the first time waits for the next one. */
  async pass(): Promise<Looked> {
    let all = nothing;
    let place: Place | undefined;
    do {
      const { next, ...looked } = await this.step(place);
      all = together(all, looked);
      place = next;
    } while (place);
    return all;
  }

  /** From there (or from the beginning) as far as a step goes. */
  async step(from?: Place): Promise<ReconcileStep> {
    const { clock } = this.ports;
    const until = clock.elapsed() + stepMs;
    let place = this.known(from) ?? this.beginOf(0);
    let all = nothing;
    while (place) {
      const position = this.rules.findIndex(({ name }) => name === place?.rule);
      const rule = this.rules[position] as Rule<unknown>;
      const { looked, next } = await this.page(rule, place.after);
      all = together(all, looked);
      if (next === undefined) await this.sightings.forget(rule.name, place.ruleBeganAt);
      place = next === undefined ? this.beginOf(position + 1) : { ...place, after: next };
      if (clock.elapsed() >= until || this.stopping.signal.aborted) break;
    }
    return { ...all, ...(place ? { next: place } : {}) };
  }

  /** A source that fails is passed over, so that the other rules are looked at; an outage is thrown. */
  private async page(rule: Rule<unknown>, after: string): Promise<{ looked: Looked; next?: string }> {
    let page: PageOf<unknown>;
    try {
      page = await rule.of.page(after, this.tuning.pageMax);
    } catch (error) {
      if (classify(error) === 'outage') throw error;
      return { looked: this.looking.failed(rule, rule.of.name, nameOf(error)) };
    }
    let looked = nothing;
    for (const each of page.found) looked = together(looked, await this.looking.look(rule, each));
    return { looked, next: page.next };
  }

  private beginOf(position: number): Place | undefined {
    const rule = this.rules[position];
    return rule && { rule: rule.name, after: '', ruleBeganAt: this.ports.clock.now() };
  }

  /** A place of another build may name a rule that is gone. */
  private known = (place: Place | undefined): Place | undefined => (place && this.names.includes(place.rule) ? place : undefined);

  protected async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let rest = idleMs;
      try {
        rest = await this.turn();
      } catch (error) {
        this.events.log('warn', 'the reconciler pauses and tries again', { ...nameOf(error), ...stackOf(error) });
      }
      await this.ports.clock.sleep(rest, signal);
    }
  }

  /** Said once: what others said is on its way, and may mend by itself what would be found. */
  private waits(): number {
    if (!this.behind) this.events.log('warn', 'the reconciler waits until the service has heard what was said');
    this.behind = true;
    return idleMs;
  }

  /** One step, if it is this process's turn and time; gives the rest after it in milliseconds. */
  private async turn(): Promise<number> {
    const { clock, database } = this.ports;
    const held = await database.lease(lease, this.owner, this.tuning.leaseTtlMs);
    if (!held) return idleMs;
    const mark = held.token as Mark | undefined;
    if (mark && 'notBefore' in mark && clock.now() < mark.notBefore) return Math.min(idleMs, this.tuning.everyMs);
    if (!(await this.isUpToDate())) return this.waits();
    this.behind = false;
    const { next } = await this.step(mark && 'rule' in mark ? mark : undefined);
    const notBefore = new Date(Date.parse(clock.now()) + this.tuning.everyMs).toISOString();
    await database.saveMark(lease, held.epoch, next ?? { notBefore });
    return next ? restMs : Math.min(idleMs, this.tuning.everyMs);
  }
}
