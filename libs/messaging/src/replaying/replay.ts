/**
 * Replays: hands the events of the topics to this service's own handlers again, while it runs. Aggregates know by its cause what they have
 * done; copies are folded from nothing, beside those that readers see. From the beginning again while something rests on what had not
 * arrived.
 */
import type { LetterPlace } from '../consuming/dead-letters.js';
import type { DeadLetters } from '../consuming/dead-letters.mongo.js';
import { countDelivery, countUnknownFields, countWait } from '../consuming/delivery-metrics.js';
import { type DeliveryContext, deliveryDefaults } from '../consuming/execution.js';
import type { HandlerTable } from '../consuming/routing.js';
import { databaseId } from '../installation.js';
import type { IncomingMessage, Log } from '../kafka/broker.js';
import type { JobOptions, JobStep } from '../operations/job.js';
import type { Ports } from '../ports.js';
import { notConsuming } from '../rejections.js';
import type { ReplayMode } from './context.js';
import { handOn } from './hand-on.js';
import { Redelivery, Tally } from './redelivery.js';
import { type Difference, markCopies, prepareCopies, settleCopies } from './settling.js';
import { firstPlace, openStage, type Place, type Stage, stagesOf, sumOf } from './stages.js';
import { StoppedKeys } from './stopped-keys.js';
import { extended, walkOn } from './topic-walk.js';

const stepMs = 5000;
const passesMax = 5;
/** A second apart: what is compared has some time to arrive. */
const roundsMax = 20;
const roundMs = 1000;

export interface ReplayOf {
  readonly ports: Ports;
  /** The service's own. */
  readonly group: string;
  /** Absent until the service consumes. */
  readonly handlers: () => HandlerTable | undefined;
  readonly deadLetters: DeadLetters;
  readonly log: Log;
}

export interface ReplayFrom {
  readonly jobId: string;
  readonly cursor: unknown;
  readonly options: JobOptions;
  readonly signal: AbortSignal;
}

export interface ReplayStep extends JobStep {
  /** Copies that are not what their events say. */
  readonly differences: readonly Difference[];
}

export class Replay {
  constructor(
    private readonly of: ReplayOf,
    private readonly mode: (options: JobOptions) => ReplayMode,
  ) {}

  /** What the service consumes. Throws `dead-letters/not-consuming`. */
  get topics(): readonly string[] {
    return tableOf(this.of).topics;
  }

  async step(from: ReplayFrom): Promise<ReplayStep> {
    const mode = this.mode(from.options);
    const { ports } = this.of;
    await databaseId(ports);
    const place = from.cursor as Place | undefined;
    if (place) return new Step(this.of, from, mode).from(place);
    await prepareCopies(ports.copies.values(), mode);
    await new StoppedKeys(ports, mode).begin(from.jobId);
    const stages = await stagesOf(ports.broker, this.topics, from.options);
    const begun = { counts: {}, differences: [] };
    if (stages.length === 0) return { cursor: undefined, done: true, ...begun };
    return { cursor: await openStage(ports.broker, firstPlace(stages)), done: false, ...begun };
  }
}

function tableOf({ handlers }: ReplayOf): HandlerTable {
  const table = handlers();
  if (!table) throw notConsuming();
  return table;
}

class Step {
  private readonly stopped: StoppedKeys;
  private readonly tally = new Tally();
  private readonly delivery: DeliveryContext;
  private readonly endsAt: number;

  constructor(
    private readonly of: ReplayOf,
    private readonly job: ReplayFrom,
    private readonly mode: ReplayMode,
  ) {
    const { ports, group, log } = of;
    this.stopped = new StoppedKeys(ports, mode);
    this.endsAt = ports.clock.elapsed() + stepMs;
    this.delivery = {
      ...{ group: `${group}.replay`, clock: ports.clock, randomness: ports.randomness, log },
      tuning: { ...deliveryDefaults, waitAlarmMs: Number.POSITIVE_INFINITY },
      onDelivery: countDelivery(ports.clock),
      onWait: countWait,
      onUnknownFields: countUnknownFields,
    };
  }

  from(place: Place): Promise<ReplayStep> {
    return place.settling ? this.settle(place) : this.read(place);
  }

  private async read(place: Place): Promise<ReplayStep> {
    await this.stopped.load(this.job.jobId);
    const walks = [...place.walks];
    let ended = true;
    let read = 0;
    for (const [position, walk] of walks.entries()) {
      const walked = await walkOn(this.of.ports.broker, walk, this.enough, (messages) => this.handOn(messages));
      walks[position] = walked.walk;
      read += walked.read;
      ended &&= walked.ended;
    }
    this.tally.count(place.pass === 1 && place.round === 0 ? 'messages' : 'again', read);
    const waiting = { ...place.waiting };
    for (const [name, count] of Object.entries(this.tally.waiting)) waiting[name] = (waiting[name] ?? 0) + count;
    const now = { ...place, walks, waiting };
    if (!ended) return this.to(now);
    const { settles } = place.stages[place.stage] as Stage;
    if (!settles) return this.afterStage(now);
    return place.round === 0 ? this.nextRound(now) : this.to({ ...now, settling: true });
  }

  private async settle(place: Place): Promise<ReplayStep> {
    const settling = { ...this.roundOf(place), last: place.round >= roundsMax };
    const { more, left, differences } = await settleCopies(this.copies(), settling, this.enough);
    const step = more ? this.to(place) : left > 0 ? await this.nextRound(place) : await this.afterStage(place);
    return { ...step, differences };
  }

  /** What is still to come into its place waits until the end, as it is from now on, is reached. */
  private async nextRound(place: Place): Promise<ReplayStep> {
    const { broker, clock } = this.of.ports;
    if (place.round > 0) await clock.sleep(roundMs, this.job.signal);
    const next = { ...place, round: place.round + 1 };
    await markCopies(this.copies(), this.roundOf(next));
    const walks = await Promise.all(place.walks.map((walk) => extended(broker, walk)));
    return this.to({ ...next, walks, settling: false });
  }

  private async afterStage(place: Place): Promise<ReplayStep> {
    const { broker } = this.of.ports;
    if (place.stage + 1 < place.stages.length) return this.to(await openStage(broker, { ...place, stage: place.stage + 1 }));
    const waited = sumOf(place.waiting);
    const helps = place.waitedBefore === undefined || waited < place.waitedBefore;
    if (this.mode === 'check' || waited === 0 || !helps || place.pass >= passesMax) return this.end(place);
    this.tally.count('waiting', -waited);
    return this.to(await openStage(broker, { ...place, pass: place.pass + 1, stage: 0, waiting: {}, waitedBefore: waited }));
  }

  private async end(place: Place): Promise<ReplayStep> {
    await this.stopped.forget(this.job.jobId);
    if (this.mode !== 'check')
      for (const [what, count] of Object.entries(place.waiting)) this.tally.findings.push(`${what}: ${count} rest on what has not arrived`);
    return { ...this.to(place), done: true };
  }

  private roundOf({ pass, stage, round }: Place) {
    return { jobId: this.job.jobId, mode: this.mode, round: `${pass}/${stage}/${round}` };
  }

  private to(cursor: Place): ReplayStep {
    const { counts, findings } = this.tally;
    return { cursor, done: false, counts, findings, differences: [] };
  }

  private handOn(messages: readonly IncomingMessage[]): Promise<void> {
    const { ports, group, deadLetters, log } = this.of;
    const { jobId: job, signal } = this.job;
    const { mode, stopped, tally, delivery } = this;
    const wasDiscarded = (message: LetterPlace) => deadLetters.wasDiscarded({ group, message });
    const context = { job, mode, group, table: tableOf(this.of), deadLetters, wasDiscarded, stopped, delivery, tally };
    return handOn(messages, (message) => new Redelivery(message, context), { clock: ports.clock, log, signal });
  }

  private enough = (): boolean => this.job.signal.aborted || this.of.ports.clock.elapsed() > this.endsAt;
  private copies = () => this.of.ports.copies.values();
}
